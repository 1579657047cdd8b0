import { fileTypeFromBuffer } from 'file-type';
import { brandsOf, lookAtHeic, lookAtMp4 } from './container.ts';
import { lookAtPdf } from './document.ts';
import { type EvidenceContentType, evidenceFiles, isEvidenceContentType } from './limits.ts';
import { lookAtJpeg, lookAtPng } from './picture.ts';
import { type Refusal, refusals } from './refusals.ts';

export type EvidenceCheck =
  | { readonly ok: true; readonly contentType: EvidenceContentType; readonly extension: string }
  | { readonly ok: false; readonly reason: Refusal; readonly sentence: string };

/**
 * Looks at an uploaded file: is it, by its bytes, of the content type it was uploaded as, within its size, readable to
 * its end, and not blank? JPEG and PNG pictures are decoded, a PDF is opened, HEIC and MP4 are followed box by box (whether
 * those are blank is not known). Never throws and never rejects: a file that breaks a reader is refused as unreadable.
 */
export async function checkEvidence(bytes: Uint8Array, declaredType: string): Promise<EvidenceCheck> {
  const reason = await refusalOf(bytes, declaredType);
  if (reason !== undefined) return refuse(reason);
  return isEvidenceContentType(declaredType)
    ? { ok: true, contentType: declaredType, extension: evidenceFiles[declaredType].extension }
    : refuse('type_not_allowed');
}

/** Why a file of this size and declared type need not even be fetched; undefined when it must be looked at. */
export function refusalBySize(size: number, declaredType: string): Refusal | undefined {
  if (!isEvidenceContentType(declaredType)) return 'type_not_allowed';
  if (size === 0) return 'empty';
  return size > evidenceFiles[declaredType].maxBytes ? 'too_large' : undefined;
}

const refuse = (reason: Refusal): EvidenceCheck => ({ ok: false, reason, sentence: refusals[reason].en });

async function refusalOf(bytes: Uint8Array, declaredType: string): Promise<Refusal | undefined> {
  const bySize = refusalBySize(bytes.length, declaredType);
  if (bySize !== undefined) return bySize;
  try {
    const type = await typeByContent(bytes);
    if (type === undefined) return 'type_not_allowed';
    if (type !== declaredType) return 'not_as_declared';
    return await look[type](bytes);
  } catch {
    return 'unreadable';
  }
}

const look: Record<EvidenceContentType, (bytes: Uint8Array) => Refusal | undefined | Promise<Refusal | undefined>> = {
  'image/jpeg': lookAtJpeg,
  'image/png': lookAtPng,
  'image/heic': lookAtHeic,
  'video/mp4': lookAtMp4,
  'application/pdf': lookAtPdf,
};

async function typeByContent(bytes: Uint8Array): Promise<EvidenceContentType | undefined> {
  const type = (await fileTypeFromBuffer(bytes))?.mime;
  // Some phones name the container's brand first, and the HEVC coding of the picture only among the others.
  if (type === 'image/heif')
    return brandsOf(bytes).some((one) => one === 'heic' || one === 'heix') ? 'image/heic' : undefined;
  return type !== undefined && isEvidenceContentType(type) ? type : undefined;
}
