import type { Consignment } from '../../../shared/contracts/customs-consignment.ts';
import type { CustomsDocument } from '../../../shared/contracts/customs-documents.ts';
import type { CustomsPaper } from '../../../shared/contracts/customs-paper.ts';
import { customsDocumentsOf } from '../../../shared/documents/customs/make.ts';

/** The documents that may be of a kind: an invoice is of one of two. */
type OfKind<Kind extends CustomsPaper, Any = CustomsDocument> = Any extends { kind: infer Kinds }
  ? Kind extends Kinds
    ? Any
    : never
  : never;

/** The one paper of this kind. */
export function paperOf<Kind extends CustomsPaper>(given: Consignment, kind: Kind): OfKind<Kind> {
  const found = customsDocumentsOf(given).find((one) => one.kind === kind);
  if (!found) throw new Error(`There is no ${kind}`);
  return found as OfKind<Kind>;
}
