import { assemble, type Jurisdiction } from '../jurisdiction.ts';
import type { PackDocument } from '../pack.ts';
import { unionFormulas } from './eu/formulas.ts';
import unionPack from './eu/pack.json' with { type: 'json' };
import { britishFormulas } from './gb/formulas.ts';
import britishPack from './gb/pack.json' with { type: 'json' };
import { americanFormulas } from './us/formulas.ts';
import americanPack from './us/pack.json' with { type: 'json' };
import { northernIrishFormulas } from './xi/formulas.ts';
import { northernIrishPack } from './xi/pack.ts';

/**
 * The jurisdictions that come with the product, compiled once. Another is a folder like these beside them, and its
 * line here; a later state of the law is a further document of the same jurisdiction with a later `from`, and the earlier
 * one stays, so that what it decided can be repeated. A test checks them all.
 */
export const shippedJurisdictions: readonly Jurisdiction[] = [
  assemble(unionPack as unknown as PackDocument, unionFormulas),
  assemble(britishPack as unknown as PackDocument, britishFormulas),
  assemble(northernIrishPack(), northernIrishFormulas),
  assemble(americanPack as unknown as PackDocument, americanFormulas),
];
