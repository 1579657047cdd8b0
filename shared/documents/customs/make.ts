import { createHash } from 'node:crypto';
import type { Consignment } from '../../contracts/customs-consignment.ts';
import type { CustomsDocument } from '../../contracts/customs-documents.ts';
import type { CustomsPaper } from '../../contracts/customs-paper.ts';
import { canonicalJson } from '../../returns/event-chain.ts';
import { renderSheet, type Sheet } from '../sheet.ts';
import { brokerDataSetOf, brokerDataSetSheet } from './broker-data-set.ts';
import { certificatesOf, certificatesSheet } from './certificates.ts';
import { invoiceOf, invoiceSheet } from './invoice.ts';
import { packingListOf, packingListSheet } from './packing-list.ts';
import { repairDeclarationOf, repairDeclarationSheet } from './repair-declaration.ts';
import { shippersLetterOf, shippersLetterSheet } from './shippers-letter.ts';

/** One paper as two files that say the same. */
export interface MadePaper {
  readonly kind: CustomsPaper;
  readonly version: number;
  readonly document: CustomsDocument;
  readonly data: MadeFile;
  readonly pdf: MadeFile;
}

export interface MadeFile {
  readonly bytes: Uint8Array;
  /** Hash of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The papers of a consignment as data, in the order in which they lie in the dossier. */
export function customsDocumentsOf(consignment: Consignment): CustomsDocument[] {
  const others = [
    invoiceOf(consignment),
    packingListOf(consignment),
    repairDeclarationOf(consignment),
    brokerDataSetOf(consignment),
    certificatesOf(consignment),
  ].filter((document) => document !== undefined);
  const enclosed = others.map(({ kind }) => kind);
  return [shippersLetterOf(consignment, enclosed), ...others];
}

/** What stands on a paper. */
export function sheetFor(document: CustomsDocument): Sheet {
  switch (document.kind) {
    case 'packing_list':
      return packingListSheet(document);
    case 'shippers_letter':
      return shippersLetterSheet(document);
    case 'repair_declaration':
      return repairDeclarationSheet(document);
    case 'broker_data_set':
      return brokerDataSetSheet(document);
    case 'certificates':
      return certificatesSheet(document);
    default:
      return invoiceSheet(document);
  }
}

/**
 * Makes every paper of a consignment, as JSON (keys sorted) and as PDF. The same consignment gives the same bytes.
 * @param consignment as its schema has it: amounts in minor units, weights in grams, days of the office that is to read them
 */
export async function makeCustomsPapers(consignment: Consignment): Promise<MadePaper[]> {
  const made: MadePaper[] = [];
  // One after the other: a paper is a page or two, and a large one should not lie in memory beside all others half made.
  for (const document of customsDocumentsOf(consignment)) {
    const pdf = await renderSheet(sheetFor(document));
    made.push({
      kind: document.kind,
      version: consignment.version,
      document,
      data: fileOf(new TextEncoder().encode(`${canonicalJson(document)}\n`)),
      pdf: fileOf(pdf),
    });
  }
  return made;
}

const fileOf = (bytes: Uint8Array): MadeFile => ({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') });
