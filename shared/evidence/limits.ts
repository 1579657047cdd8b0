import type { EvidenceType } from '../contracts/decision.ts';

const megabyte = 1024 * 1024;

/**
 * Every kind of file that is taken as evidence, and the most bytes of it. The storage enforces both when a file is
 * uploaded; the check holds a file in memory once, so the largest of these bounds the memory of the function that checks.
 */
export const evidenceFiles = {
  'image/jpeg': { extension: 'jpg', maxBytes: 15 * megabyte },
  'image/png': { extension: 'png', maxBytes: 15 * megabyte },
  'image/heic': { extension: 'heic', maxBytes: 15 * megabyte },
  'video/mp4': { extension: 'mp4', maxBytes: 100 * megabyte },
  'application/pdf': { extension: 'pdf', maxBytes: 15 * megabyte },
} as const;
export type EvidenceContentType = keyof typeof evidenceFiles;

export const isEvidenceContentType = (type: string): type is EvidenceContentType => Object.hasOwn(evidenceFiles, type);

/**
 * Most pixels of a picture that is decoded: phones take up to 24 million unless asked for more. Decoding as many takes up
 * to 1.2 GB and two seconds, so the function that checks has 2 GB.
 */
export const maxPixels = 25_000_000;

const accepted: Record<EvidenceType, readonly EvidenceContentType[]> = {
  photo: ['image/jpeg', 'image/png', 'image/heic'],
  photo_or_video: ['image/jpeg', 'image/png', 'image/heic', 'video/mp4'],
  document: ['application/pdf', 'image/jpeg', 'image/png'],
};

/** One content type an upload may have, with the most bytes of it. */
export interface UploadRule {
  readonly contentType: EvidenceContentType;
  readonly maxBytes: number;
}

/** What may be uploaded as evidence of this type: the storage is told so, and so is the person. */
export const uploadRules = (type: EvidenceType): UploadRule[] =>
  accepted[type].map((contentType) => ({ contentType, maxBytes: evidenceFiles[contentType].maxBytes }));
