import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PDFDocument, PDFName } from 'pdf-lib';
import { PNG } from 'pngjs';

/** Files as somebody may upload them, made on the spot. */

type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number, alpha?: number];

const gradient: Paint = (x, y) => [x * 8, y * 8, (x * y) % 256];
export const white: Paint = () => [255, 255, 255];

function pixels(paint: Paint, width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < width * height; i += 1) {
    const [red, green, blue, alpha = 255] = paint(i % width, Math.floor(i / width));
    data.set([red, green, blue, alpha], i * 4);
  }
  return data;
}

export const jpegFile = (paint: Paint = gradient): Uint8Array =>
  new Uint8Array(jpeg.encode({ width: 32, height: 24, data: pixels(paint, 32, 24) }, 80).data);

export function pngFile(paint: Paint = gradient): Uint8Array {
  const png = new PNG({ width: 32, height: 24 });
  png.data = pixels(paint, 32, 24);
  return new Uint8Array(PNG.sync.write(png));
}

/** A PNG file that says it has this size, with these bytes inflated in its data. */
export function pngClaiming(width: number, height: number, inflated: Uint8Array, interlaced = false): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(inflated)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

/** The JPEG file with another size in its frame header. */
export function jpegClaiming(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(jpegFile());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return new Uint8Array(bytes);
}

export async function pdfFile(change: (document: PDFDocument) => void = (document) => void document.addPage()) {
  const document = await PDFDocument.create();
  change(document);
  return document.save({ addDefaultPage: false });
}

export const encryptedPdf = () =>
  pdfFile((document) => {
    document.addPage();
    document.context.trailerInfo.Encrypt = document.context.register(document.context.obj({ Filter: 'Standard' }));
  });

/** A document whose page tree contains itself and no page. */
export const endlessPdf = () =>
  pdfFile((document) => {
    const tree = document.catalog.get(PDFName.of('Pages'));
    document.catalog.Pages().set(PDFName.of('Kids'), document.context.obj(tree ? [tree, tree, tree] : []));
  });

/** A document that is fine but for a stream that inflates to 130 MB. */
export const pdfBomb = () =>
  pdfFile((document) => {
    document.addPage();
    document.context.register(document.context.flateStream(new Uint8Array(130 * 1024 * 1024)));
  });

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function box(type: string, ...content: (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)));
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

const zeros = (count: number) => Buffer.alloc(count);
const mp4Head = box('ftyp', 'isom', uint32(512), 'isomiso2mp41');

/** An MP4 file of one track whose only chunk is at `offset` of the file; the `tail` is what the index comes before. */
export function mp4File({ handler = 'vide', offset = mp4Head.length + 8, tail = box('mdat', zeros(64)) } = {}) {
  const track = box(
    'trak',
    box('mdia', box('hdlr', zeros(8), handler, zeros(13)), box('minf', box('stbl', chunkTable(offset)))),
  );
  return new Uint8Array(Buffer.concat([mp4Head, tail, box('moov', box('mvhd', zeros(100)), track)]));
}

const chunkTable = (offset: number) => box('stco', zeros(4), uint32(1), uint32(offset));

/** The same with the index first, and data of unknown length (size 0: until the end of the file). */
export function mp4WithOpenEnd(dataBytes: number): Uint8Array {
  const withChunk = (offset: number) =>
    Buffer.concat([
      mp4Head,
      box(
        'moov',
        box(
          'trak',
          box('mdia', box('hdlr', zeros(8), 'vide', zeros(13)), box('minf', box('stbl', chunkTable(offset)))),
        ),
      ),
      uint32(0),
      Buffer.from('mdat'),
    ]);
  const start = withChunk(0).length;
  return new Uint8Array(Buffer.concat([withChunk(start + 32), zeros(dataBytes)]));
}

/** A HEIC file of one item of so many bytes. */
export function heicFile({ brands = 'heicmif1heic', itemBytes = 40 } = {}): Uint8Array {
  const head = box('ftyp', brands.slice(0, 4), uint32(0), brands.slice(4));
  const metaAt = (offset: number) =>
    box(
      'meta',
      zeros(4),
      box('hdlr', zeros(8), 'pict', zeros(13)),
      box('pitm', zeros(4), Buffer.from([0, 1])),
      // Version 0, offsets and lengths of four bytes; one item (number 1) of one extent.
      box('iloc', zeros(4), Buffer.from([0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1]), uint32(offset), uint32(itemBytes)),
    );
  const data = head.length + metaAt(0).length + 8;
  return new Uint8Array(Buffer.concat([head, metaAt(data), box('mdat', zeros(itemBytes))]));
}
