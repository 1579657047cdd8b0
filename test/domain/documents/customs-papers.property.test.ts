import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PDFDocument, PDFRawStream } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { customsDocument } from '../../../shared/contracts/customs-documents.ts';
import { toComplete } from '../../../shared/documents/customs/gaps.ts';
import { customsDocumentsOf, makeCustomsPapers } from '../../../shared/documents/customs/make.ts';
import { kilograms } from '../../../shared/documents/customs/words.ts';
import { paperOf } from './paper-of.ts';
import { fullConsignment, fullLine, someConsignment, textOn } from './sample-consignment.ts';

/** What holds of the papers of any consignment, and of their PDFs. */

/** What a JSON pointer points at. */
const at = (whole: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], whole);

describe('of any consignment', () => {
  const documents = someConsignment.map((given) => ({ given, papers: customsDocumentsOf(given) }));

  test('the data keeps to its schema, after JSON too', () => {
    fc.assert(
      fc.property(documents, ({ papers }) => {
        for (const paper of papers)
          expect(customsDocument.parse(JSON.parse(JSON.stringify(paper)))).toEqual(JSON.parse(JSON.stringify(paper)));
      }),
    );
  });

  test('totals are the sum of the lines, currency by currency', () => {
    fc.assert(
      fc.property(someConsignment, (given) => {
        const { totals } = paperOf(given, given.sale ? 'commercial_invoice' : 'pro_forma_invoice');
        const values = given.lines.flatMap(({ value }) => value ?? []);
        expect(new Set(totals.map(({ currency }) => currency)).size).toBe(totals.length);
        expect(totals.map(({ currency }) => currency).toSorted()).toEqual(
          [...new Set(values.map(({ currency }) => currency))].toSorted(),
        );
        for (const { currency, minor } of totals)
          expect(BigInt(minor)).toBe(
            values.filter((one) => one.currency === currency).reduce((sum, one) => sum + BigInt(one.minor), 0n),
          );
      }),
    );
  });

  test('the values of units add up to that of their line', () => {
    fc.assert(
      fc.property(someConsignment, (given) => {
        for (const { unitValue, units, value } of paperOf(
          given,
          given.sale ? 'commercial_invoice' : 'pro_forma_invoice',
        ).lines)
          if (unitValue) expect(unitValue.minor * units).toBe(value?.minor);
      }),
    );
  });

  test('each line, with each serial number, is on each paper of goods', () => {
    fc.assert(
      fc.property(documents, ({ given, papers }) => {
        const whole = papers.filter(({ kind }) => kind !== 'certificates' && kind !== 'repair_declaration');
        expect(whole).toHaveLength(4);
        for (const paper of whole) {
          const on = textOn(paper);
          for (const { line, description, serials } of given.lines)
            for (const word of [line, description, ...serials]) expect(on).toContain(word);
        }
      }),
    );
  });

  test('each gap points at nothing, and stands on the paper in words', () => {
    fc.assert(
      fc.property(documents, ({ papers }) => {
        for (const paper of papers) {
          const on = textOn(paper);
          for (const { at: pointer, needed } of paper.gaps) {
            const value = at(paper, pointer);
            expect(value === undefined || (Array.isArray(value) && pointer !== '/lines')).toBe(true);
            expect(on).toContain(toComplete(needed));
          }
        }
      }),
    );
  });

  test('the same consignment gives the same bytes, whose hashes are stated; another gives others', async () => {
    await fc.assert(
      fc.asyncProperty(someConsignment, async (given) => {
        const [one, same, later] = await Promise.all([
          makeCustomsPapers(given),
          makeCustomsPapers(structuredClone(given)),
          makeCustomsPapers({ ...given, version: 2 }),
        ]);
        expect(same).toEqual(one);
        one.forEach(({ data, pdf }, i) => {
          for (const file of [data, pdf])
            expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(file.sha256);
          expect(later[i]?.data.sha256).not.toBe(data.sha256);
          expect(later[i]?.pdf.sha256).not.toBe(pdf.sha256);
        });
      }),
      { numRuns: 10 },
    );
  });

  test('kilograms are exact', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (grams) => {
        expect(BigInt(kilograms(grams).replace('.', ''))).toBe(BigInt(grams));
        expect(kilograms(grams)).toMatch(/^\d+\.\d{3}$/);
      }),
    );
  });
});

describe('the PDF', () => {
  test('bears the paper, its day and its words', async () => {
    const made = await makeCustomsPapers(fullConsignment);
    const invoice = made.find(({ kind }) => kind === 'pro_forma_invoice');
    const document = await PDFDocument.load(invoice?.pdf.bytes ?? new Uint8Array(), { updateMetadata: false });
    expect(document.getTitle()).toBe('Pro-forma invoice');
    expect(document.getCreationDate()).toEqual(new Date('2026-11-02T00:00:00.000Z'));
    const words = printed(document);
    for (const word of ['Lucja', 'INV-10042', 'EUR 310.00', 'version 1']) expect(words).toContain(word);
  });

  test('goes on to further pages where there are many lines, and names its columns on each', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => ({ ...fullLine, line: `L${i + 1}` }));
    const made = await makeCustomsPapers({ ...fullConsignment, lines });
    const invoice = made.find(({ kind }) => kind === 'pro_forma_invoice');
    const document = await PDFDocument.load(invoice?.pdf.bytes ?? new Uint8Array());
    const words = printed(document);
    expect(document.getPageCount()).toBeGreaterThan(2);
    expect(words.match(/Of one unit/g)?.length).toBeGreaterThan(2);
    expect(words).toContain(`page ${document.getPageCount()} of ${document.getPageCount()}`);
    for (const { line } of lines) expect(words).toContain(`${line}\n`);
  });
});

/** What a PDF's pages print, a line for each text drawn. */
function printed(document: PDFDocument): string {
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [inflateSync(object.contents).toString('latin1')] : []));
  return streams
    .flatMap((stream) => [...stream.matchAll(/<([0-9A-F]*)> Tj/g)])
    .map(([, hex = '']) => `${Buffer.from(hex, 'hex').toString('latin1')}\n`)
    .join('');
}
