import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { type LabelInput, renderLabel } from '../../../shared/documents/label.ts';
import { inLatin } from '../../../shared/documents/latin.ts';
import { pageContent, pageWords, paintSymbols, pictureOfPng, readBars, readQr } from './read-symbols.ts';

const label: LabelInput = {
  brand: { name: 'Lumen Audio', colour: '#1f4e5f' },
  from: {
    name: 'Łukasz Őry',
    line1: 'Musterstraße 12',
    line2: 'Aufgang B',
    city: 'Lindau',
    region: 'Bayern',
    postalCode: '88131',
    country: 'DE',
  },
  to: { name: 'Lumen Returns', line1: 'Beispielweg 1', city: 'Leipzig', postalCode: '04109', country: 'DE' },
  carrier: 'Homeward Parcel',
  service: 'Return',
  trackingNumber: 'HW7K3F9XTB2MQ401',
  rma: '7K3F-9XTB-2MQ4',
  at: new Date('2026-11-22T01:02:03.000Z'),
};
const page = { width: 288, height: 432 };

describe('a return label', () => {
  test.each(['HW7K3F9XTB2MQ401', '1Z999AA10123456784', 'jd-0002.340_0/00', '00340434161094042557'])(
    'on paper carries %s as Code 128 and the RMA number as QR code',
    async (trackingNumber) => {
      const content = await pageContent((await renderLabel({ ...label, trackingNumber })).pdf);
      const painted = paintSymbols(content, page, 4);
      expect(readBars(painted)).toBe(trackingNumber);
      expect(readQr(painted)).toBe(label.rma);
      expect(pageWords(content)).toContain(trackingNumber);
    },
  );

  test('on a phone carries the same two symbols', async () => {
    const picture = pictureOfPng((await renderLabel(label)).png);
    expect(readBars(picture)).toBe(label.trackingNumber);
    expect(readQr(picture)).toBe(label.rma);
  });

  test('of one of several parcels says which it is', async () => {
    const words = async (input: LabelInput) => pageWords(await pageContent((await renderLabel(input)).pdf));
    expect(await words({ ...label, parcel: { number: 2, of: 3 } })).toContain('PARCEL 2/3');
    expect((await words(label)).join(' ')).not.toContain('PARCEL');
  });

  test('is one page of 4 by 6 inches with brand, both addresses, carrier, service and RMA number in clear', async () => {
    const { pdf } = await renderLabel(label);
    const document = await PDFDocument.load(pdf);
    expect(document.getPageCount()).toBe(1);
    expect(document.getPage(0).getSize()).toEqual(page);
    expect(pageWords(await pageContent(pdf))).toEqual([
      'Lumen Audio',
      'RETURN',
      'FROM',
      'Lukasz Ory',
      'Musterstraße 12',
      'Aufgang B',
      '88131 Lindau',
      'Bayern',
      'GERMANY',
      'TO',
      'Lumen Returns',
      'Beispielweg 1',
      '04109 Leipzig',
      'GERMANY',
      'Homeward Parcel · Return',
      'RMA',
      '7K3F-9XTB-2MQ4',
      'HW7K3F9XTB2MQ401',
    ]);
  });

  test('has no sender when the address is not known', async () => {
    const words = pageWords(await pageContent((await renderLabel({ ...label, from: undefined })).pdf));
    expect(words).not.toContain('FROM');
    expect(words).toContain('Lumen Returns');
  });

  test('has the same bytes each time it is rendered, whatever the day', async () => {
    expect(await renderLabel(label)).toEqual(await renderLabel(structuredClone(label)));
    const later = await renderLabel({ ...label, at: new Date('2026-11-23T00:00:00.000Z') });
    expect(Buffer.compare(later.pdf, (await renderLabel(label)).pdf)).not.toBe(0);
  });

  test('comes out for any name and address a contract lets through', async () => {
    const words = (max: number) => fc.string({ unit: 'binary', minLength: 1, maxLength: max });
    const address = fc.record({
      name: words(120),
      line1: words(120),
      line2: words(120),
      city: words(80),
      postalCode: words(16),
      country: fc.stringMatching(/^[A-Z]{2}$/),
    });
    await fc.assert(
      fc.asyncProperty(address, address, words(80), async (from, to, name) => {
        const { pdf, png } = await renderLabel({ ...label, from, to, brand: { name, colour: '#ffffff' } });
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
        expect(png.length).toBeGreaterThan(1000);
      }),
      { numRuns: 25 },
    );
  });

  test.each(['', 'two words', 'HÄ1', 'X'.repeat(36)])('refuses the tracking number "%s"', async (trackingNumber) => {
    await expect(renderLabel({ ...label, trackingNumber })).rejects.toThrow(RangeError);
  });

  test('still scans with the longest tracking number', async () => {
    const trackingNumber = '1Z999AA10123456784ABCDEFGHIJKLMNOPQ';
    const { pdf, png } = await renderLabel({ ...label, trackingNumber });
    expect(readBars(paintSymbols(await pageContent(pdf), page, 8))).toBe(trackingNumber);
    expect(readBars(pictureOfPng(png))).toBe(trackingNumber);
  });
});

describe('letters on a label', () => {
  test.each([
    ['Zoë Straße Ærø', 'Zoë Straße Ærø'],
    ['Łukasz Őry', 'Lukasz Ory'],
    ['Δημήτρης', 'Dimitris'],
    ['Щукин', 'Shchukin'],
    ['山田 太郎', 'Shan Tian Tai Lang'],
    ['Zoe\u0308', 'Zoë'],
    ['a\u0000b\n c', 'ab c'],
    ['😀', '?'],
  ])('%s is printed as %s', (text, printed) => {
    expect(inLatin(text)).toBe(printed);
  });

  test('all that stays as it is can be printed', async () => {
    const all = Array.from({ length: 0x2200 }, (_, i) => String.fromCodePoint(i)).filter((one) => inLatin(one) === one);
    const font = await (await PDFDocument.create()).embedFont('Helvetica');
    expect(all.length).toBeGreaterThan(200);
    expect(() => font.encodeText(all.join(''))).not.toThrow();
  });
});
