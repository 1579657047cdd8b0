import { brand, rmaNumber } from '../contracts/values.ts';

/** Which piece of evidence of which return a file is. */
export interface EvidencePlace {
  readonly brand: string;
  readonly rma: string;
  readonly evidenceId: string;
}

/** Where a person puts a file: it is checked from there, and forgotten after a week. */
export const uploadKey = ({ brand, rma, evidenceId }: EvidencePlace): string => `uploads/${brand}/${rma}/${evidenceId}`;

/** Where a checked file is kept, named by its content, so that it can be neither overwritten nor exchanged. */
export const evidenceKey = (brand: string, sha256: string): string => `evidence/${brand}/${sha256}`;

/** The piece of evidence an uploaded file is meant as; undefined when the key is none of `uploadKey`. */
export function evidencePlace(key: string): EvidencePlace | undefined {
  const [folder, ofBrand, rma, evidenceId, ...rest] = key.split('/');
  if (folder !== 'uploads' || !evidenceId || rest.length > 0) return undefined;
  const known = brand.safeParse(ofBrand);
  const number = rmaNumber.safeParse(rma);
  return known.success && number.success ? { brand: known.data, rma: number.data, evidenceId } : undefined;
}
