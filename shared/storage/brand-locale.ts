import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { partitions, sortKeys, type Table } from './table.ts';

/** Brands a process remembers; with more it begins anew. */
const mostKnown = 500;

/**
 * The locale of a brand, without the rest of its configuration: for functions that read nothing else of it.
 * @param now the request's own time; nothing older than a minute is used
 */
export function createLocaleReader(table: Table): (brand: string, now: Date) => Promise<string | undefined> {
  const known = new Map<string, { at: number; locale: string | undefined }>();
  return async (brand, now) => {
    const kept = known.get(brand);
    if (kept && Math.abs(now.getTime() - kept.at) < 60_000) return kept.locale;
    const { Item } = await table.documents.send(
      new GetCommand({
        TableName: table.name,
        Key: { pk: partitions.brand(brand), sk: sortKeys.configuration },
        ProjectionExpression: 'configuration.#locale',
        ExpressionAttributeNames: { '#locale': 'locale' },
      }),
    );
    const locale = typeof Item?.configuration?.locale === 'string' ? Item.configuration.locale : undefined;
    if (known.size >= mostKnown) known.clear();
    known.set(brand, { at: now.getTime(), locale });
    return locale;
  };
}
