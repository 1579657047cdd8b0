import { inflateSync } from 'node:zlib';
import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import type { Refusal } from './refusals.ts';

/** Why a PDF document is refused; undefined when it opens and has a page. Rejects on what cannot be read. */
export async function lookAtPdf(bytes: Uint8Array): Promise<Refusal | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Readers look for the end in the last kilobyte (ISO 32000-1, annex H.3); a document that breaks off has none there.
  if (!file.subarray(-1024).includes('%%EOF')) return 'incomplete';
  // The trailer is never encrypted itself; the library stumbles over what is before it says so.
  if (/\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(file.toString('latin1'))) return 'encrypted';
  if (hasBomb(file)) return 'unreadable';
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  return hasPage(document) ? undefined : 'no_page';
}

// A page scanned at 600 dpi in colour is 105 MB.
const maxStreamBytes = 128 * 1024 * 1024;

/**
 * Whether a stream of the document inflates beyond measure: the library would inflate it without a limit. Chained and
 * rarer filters are not followed: such a file costs the function that opens it its memory, and ends in the dead letters.
 */
function hasBomb(file: Buffer): boolean {
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    let start = at + 6;
    while (file[start] === 0x0d || file[start] === 0x0a) start += 1;
    // The low half of a zlib stream's first byte is 8, and the first two are a multiple of 31 (RFC 1950).
    const head = (file[start] ?? 0) * 256 + (file[start + 1] ?? 0);
    if (((head >> 8) & 15) !== 8 || head % 31 !== 0) continue;
    try {
      inflateSync(file.subarray(start), { maxOutputLength: maxStreamBytes });
    } catch (error) {
      if (error instanceof RangeError) return true;
    }
  }
  return false;
}

// The library's own page list follows a tree that contains itself for ever: each node is visited once here.
function hasPage(document: PDFDocument): boolean {
  const visited = new Set<PDFDict>();
  const waiting: unknown[] = [document.catalog.lookup(PDFName.of('Pages'))];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!(node instanceof PDFDict) || visited.has(node)) continue;
    visited.add(node);
    const children = node.lookup(PDFName.of('Kids'));
    if (children instanceof PDFArray) {
      for (let i = 0; i < children.size(); i += 1) waiting.push(children.lookup(i));
    } else if (node.lookup(PDFName.of('Type')) === PDFName.of('Page')) return true;
  }
  return false;
}
