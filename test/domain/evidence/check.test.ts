import fc from 'fast-check';
import { createFile } from 'mp4box';
import { describe, expect, test } from 'vitest';
import { checkEvidence } from '../../../shared/evidence/check.ts';
import { evidenceKey, evidencePlace, uploadKey } from '../../../shared/evidence/keys.ts';
import { evidenceFiles, uploadRules } from '../../../shared/evidence/limits.ts';
import { refusals } from '../../../shared/evidence/refusals.ts';
import * as sample from './sample-files.ts';

const good = {
  'image/jpeg': sample.jpegFile(),
  'image/png': sample.pngFile(),
  'image/heic': sample.heicFile(),
  'video/mp4': sample.mp4File(),
  'application/pdf': await sample.pdfFile(),
};
const bomb = await sample.pdfBomb();
const types = Object.keys(good) as (keyof typeof good)[];
const text = (words: string) => new TextEncoder().encode(words);

async function reasonFor(bytes: Uint8Array, type: string): Promise<string> {
  const checked = await checkEvidence(bytes, type);
  return checked.ok ? 'fine' : checked.reason;
}

describe('a good file', () => {
  test.each(types)('of type %s is taken as what it is', async (type) => {
    expect(await checkEvidence(good[type], type)).toEqual({
      ok: true,
      contentType: type,
      extension: evidenceFiles[type].extension,
    });
  });

  test.each(types)('of type %s is refused when it was uploaded as another', async (type) => {
    for (const other of types.filter((one) => one !== type))
      expect(await reasonFor(good[type], other)).toBe('not_as_declared');
  });

  test('a video made by a recorder, piece by piece, is taken', async () => {
    const recording = createFile();
    recording.addTrack({ width: 320, height: 240, type: 'avc1', timescale: 1000 });
    recording.addSample(1, new Uint8Array(100).fill(7), { duration: 40, is_sync: true });
    recording.addSample(1, new Uint8Array(50).fill(7), { duration: 40 });
    const { buffer } = recording.getBuffer();
    expect(await reasonFor(new Uint8Array(buffer), 'video/mp4')).toBe('fine');
    expect(await reasonFor(new Uint8Array(buffer).subarray(0, -10), 'video/mp4')).toBe('incomplete');
  });

  test('a HEIC picture whose container brand comes first is taken, an AVIF picture is not', async () => {
    expect(await reasonFor(sample.heicFile({ brands: 'mif1mif1heic' }), 'image/heic')).toBe('fine');
    expect(await reasonFor(sample.heicFile({ brands: 'mif1mif1avif' }), 'image/heic')).toBe('type_not_allowed');
    expect(await reasonFor(sample.heicFile({ brands: 'avifmif1avif' }), 'image/heic')).toBe('type_not_allowed');
  });
});

describe('a bad file is refused with its reason', () => {
  test.each(types)('an empty one of type %s', async (type) => {
    expect(await reasonFor(new Uint8Array(), type)).toBe('empty');
  });

  test.each(types)('one of type %s cut off anywhere', async (type) => {
    const whole = good[type];
    for (const part of [0.3, 0.5, 0.9, 1 - 5 / whole.length]) {
      const reason = await reasonFor(whole.subarray(0, Math.floor(whole.length * part)), type);
      expect(['incomplete', 'unreadable', 'type_not_allowed']).toContain(reason);
    }
    expect(await reasonFor(whole.subarray(0, -10), type)).toBe('incomplete');
  });

  test.each([
    ['a program', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0])],
    ['a web page', text('<!doctype html><script>alert(1)</script>')],
    ['a drawing with a script', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['plain text', text('broken')],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s under another name', async (_, bytes) => {
    for (const type of types) expect(await reasonFor(bytes, type)).toBe('type_not_allowed');
  });

  test('a type that is not accepted at all', async () => {
    expect(await reasonFor(text('<svg/>'), 'image/svg+xml')).toBe('type_not_allowed');
    expect(await reasonFor(text('x'), 'toString')).toBe('type_not_allowed');
  });

  test('one larger than its type may be', async () => {
    expect(await reasonFor(new Uint8Array(evidenceFiles['image/png'].maxBytes + 1), 'image/png')).toBe('too_large');
  });

  test.each([
    ['image/png', sample.pngClaiming(60_000, 60_000, new Uint8Array(100))],
    ['image/jpeg', sample.jpegClaiming(60_000, 60_000)],
  ])('a %s bomb of pixels, before it is decoded', async (type, bytes) => {
    expect(await reasonFor(bytes, type)).toBe('too_many_pixels');
  });

  test.each([
    ['image/png', sample.pngClaiming(10, 10, new Uint8Array(50_000_000), true)],
    ['application/pdf', bomb],
  ])('a %s file that holds more data than it says', async (type, bytes) => {
    expect(await reasonFor(bytes, type)).toBe('unreadable');
  });

  test('a PNG picture that holds less data than it says', async () => {
    expect(await reasonFor(sample.pngClaiming(10, 10, new Uint8Array(300)), 'image/png')).toBe('incomplete');
  });

  test.each([
    ['a white picture', 'image/jpeg', sample.jpegFile(sample.white)],
    ['a black picture', 'image/jpeg', sample.jpegFile(() => [1, 0, 1])],
    ['a white picture', 'image/png', sample.pngFile(sample.white)],
    ['a transparent picture', 'image/png', sample.pngFile((x, y) => [x * 8, y * 8, 0, 0])],
  ])('%s as blank (%s)', async (_, type, bytes) => {
    expect(await reasonFor(bytes, type)).toBe('blank');
  });

  test('a faint line on a white page is not blank', async () => {
    const line = sample.pngFile((x, y) => (y === 12 && x > 4 ? [200, 200, 200] : [255, 255, 255]));
    expect(await reasonFor(line, 'image/png')).toBe('fine');
  });

  test('a protected document, one without a page, and one whose page tree has no end', async () => {
    expect(await reasonFor(await sample.encryptedPdf(), 'application/pdf')).toBe('encrypted');
    expect(await reasonFor(await sample.pdfFile(() => {}), 'application/pdf')).toBe('no_page');
    expect(await reasonFor(await sample.endlessPdf(), 'application/pdf')).toBe('no_page');
  });

  test('a video that is only sound, one without its index, one whose data is missing', async () => {
    expect(await reasonFor(sample.mp4File({ handler: 'soun' }), 'video/mp4')).toBe('no_picture');
    const head = sample.box('ftyp', 'isom', sample.uint32(0), 'isom');
    const unfinished = Buffer.concat([head, sample.box('mdat', new Uint8Array(50))]);
    expect(await reasonFor(new Uint8Array(unfinished), 'video/mp4')).toBe('incomplete');
    expect(await reasonFor(sample.mp4WithOpenEnd(64), 'video/mp4')).toBe('fine');
    expect(await reasonFor(sample.mp4WithOpenEnd(16), 'video/mp4')).toBe('incomplete');
  });

  test('a HEIC picture whose item is longer than the file', async () => {
    const bytes = sample.heicFile();
    const item = Buffer.from(bytes).indexOf('iloc') + 4 + 4 + 10 + 4;
    const longer = new Uint8Array(bytes);
    longer.set(sample.uint32(100_000), item);
    expect(await reasonFor(longer, 'image/heic')).toBe('incomplete');
  });

  test('each reason has a sentence a person can read', async () => {
    const checked = await checkEvidence(new Uint8Array(), 'image/png');
    expect(checked).toMatchObject({ ok: false, sentence: 'The file is empty.' });
    for (const { en, de } of Object.values(refusals))
      for (const sentence of [en, de]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('whatever is uploaded, the check answers', () => {
  test('random bytes, with or without the start of a known file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom(...types),
        fc.nat(40),
        async (bytes, type, kept) => {
          const file = new Uint8Array(Buffer.concat([good[type].subarray(0, kept), bytes]));
          expect(await checkEvidence(file, type)).toHaveProperty('ok');
        },
      ),
      { numRuns: 400 },
    );
  });

  test('good files with bytes changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...types),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (type, changes) => {
          const file = new Uint8Array(good[type]);
          for (const [at, value] of changes) file[Math.floor(at * (file.length - 1))] = value;
          expect(await checkEvidence(file, type)).toHaveProperty('ok');
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('what may be uploaded', () => {
  test.each([
    ['photo', ['image/jpeg', 'image/png', 'image/heic']],
    ['photo_or_video', ['image/jpeg', 'image/png', 'image/heic', 'video/mp4']],
    ['document', ['application/pdf', 'image/jpeg', 'image/png']],
  ] as const)('as %s is %j', (type, accepted) => {
    expect(uploadRules(type).map(({ contentType }) => contentType)).toEqual(accepted);
    for (const { contentType, maxBytes } of uploadRules(type))
      expect(maxBytes).toBe(evidenceFiles[contentType].maxBytes);
  });

  test('an upload key names the piece of evidence, and nothing else does', () => {
    const place = { brand: 'lumen', rma: '7K3F-9XTB-2MQ4', evidenceId: 'E1' };
    expect(uploadKey(place)).toBe('uploads/lumen/7K3F-9XTB-2MQ4/E1');
    expect(evidencePlace(uploadKey(place))).toEqual(place);
    expect(evidenceKey('lumen', 'ab')).toBe('evidence/lumen/ab');
    for (const key of ['uploads/lumen/7K3F-9XTB-2MQ4', 'uploads/lumen/7K3F/E1', 'labels/lumen/7K3F-9XTB-2MQ4/E1', ''])
      expect(evidencePlace(key)).toBeUndefined();
    expect(evidencePlace('uploads/lumen/7K3F-9XTB-2MQ4/E1/x')).toBeUndefined();
  });
});
