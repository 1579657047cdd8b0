import type { PackDocument } from '../../pack.ts';
import unionPack from '../eu/pack.json' with { type: 'json' };
import britishPack from '../gb/pack.json' with { type: 'json' };
import differences from './differences.json' with { type: 'json' };

/**
 * The rules of Northern Ireland: those of the Union (Windsor Framework) with what differs, and the VAT of the United Kingdom.
 * Its version names the two it is made of, so that a determination can be repeated.
 */
export function northernIrishPack(): PackDocument {
  const union = unionPack as unknown as PackDocument;
  const british = britishPack as unknown as PackDocument;
  const { without, ...own } = differences;
  return {
    ...union,
    ...own,
    version: `${own.version}.eu-${union.version}.gb-${british.version}`,
    sources: { ...british.sources, ...union.sources, ...own.sources },
    conditions: { ...union.conditions, ...own.conditions },
    securities: { ...union.securities, ...own.securities },
    routes: union.routes.filter(({ id }) => !without.includes(id)),
    importTax: { XI: british.importTax?.GB },
  } as unknown as PackDocument;
}
