import { brand, draftId, rmaNumber } from '../contracts/values.ts';

/** Which piece of evidence a file is, of a return or of a draft of one. */
export type EvidencePlace = { readonly brand: string; readonly evidenceId: string } & (
  | { readonly rma: string; readonly draft?: never }
  | { readonly draft: string; readonly rma?: never }
);

/** Where a person puts a file: it is checked from there, and forgotten after a week. */
export const uploadKey = ({ brand, rma, draft, evidenceId }: EvidencePlace): string =>
  `uploads/${brand}/${rma ?? draft}/${evidenceId}`;

/** Where a checked file is kept, named by its content, so that it can be neither overwritten nor exchanged. */
export const evidenceKey = (brand: string, sha256: string): string => `evidence/${brand}/${sha256}`;

/** The same for a file of a draft: it is forgotten with the draft, unless that becomes a return. */
export const draftFileKey = (brand: string, draft: string, sha256: string): string =>
  `drafts/${brand}/${draft}/${sha256}`;

/** Where a checked file of a piece of evidence is kept. */
export const keptKey = ({ brand, draft }: EvidencePlace, sha256: string): string =>
  draft === undefined ? evidenceKey(brand, sha256) : draftFileKey(brand, draft, sha256);

/** The piece of evidence an uploaded file is meant as; undefined when the key is none of `uploadKey`. */
export function evidencePlace(key: string): EvidencePlace | undefined {
  const [folder, ofBrand, of, evidenceId, ...rest] = key.split('/');
  if (folder !== 'uploads' || !evidenceId || rest.length > 0) return undefined;
  const known = brand.safeParse(ofBrand);
  if (!known.success) return undefined;
  const rma = rmaNumber.safeParse(of);
  if (rma.success) return { brand: known.data, rma: rma.data, evidenceId };
  const draft = draftId.safeParse(of);
  return draft.success ? { brand: known.data, draft: draft.data, evidenceId } : undefined;
}
