import * as z from 'zod';
import { customsPaper } from '../contracts/customs-paper.ts';
import { type KeptPaper, keptPaper } from '../contracts/kept-documents.ts';
import { everyItem } from './every-item.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** The papers for customs of a return, as they lie in its partition: one item each, none ever written again. */

const stored = z.object(keptPaper.shape);

/** All of them, the oldest version first, each in the order in which a broker reads them. They sort before the events, so nothing else reads them. */
export async function loadKeptPapers(table: Table, brand: string, rma: string): Promise<KeptPaper[]> {
  const found: KeptPaper[] = [];
  const items = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': partitions.return(brand, rma), ':prefix': sortKeys.keptPaper() },
    ConsistentRead: true,
  });
  for await (const item of items) found.push(stored.parse(item));
  return found.toSorted(
    (a, b) =>
      a.version - b.version ||
      a.consignment - b.consignment ||
      customsPaper.options.indexOf(a.kind) - customsPaper.options.indexOf(b.kind),
  );
}

/** Papers that were made, in the transaction of the return that has them. */
export const paperWrites = (table: Table, pk: string, papers: readonly KeptPaper[] = []): NamedWrite[] =>
  papers.map((one) => ({
    name: 'paper',
    write: {
      Put: {
        TableName: table.name,
        Item: { pk, sk: sortKeys.keptPaper(one.version, one.consignment, one.kind), ...one },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }));
