import { inflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { measureJpeg } from './jpeg-markers.ts';
import { maxPixels } from './limits.ts';
import type { Refusal } from './refusals.ts';

// A progressive picture has about ten scans; each costs a pass over all pixels, so many of them are an attack.
const maxScans = 40;

/** Why a JPEG picture is refused; undefined when it decodes and shows something. Throws on what cannot be decoded. */
export function lookAtJpeg(bytes: Uint8Array): Refusal | undefined {
  const size = measureJpeg(bytes);
  if (size === 'incomplete') return 'incomplete';
  if (size.scans > maxScans) return 'unreadable';
  if (size.width * size.height > maxPixels) return 'too_many_pixels';
  const { data } = jpeg.decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: maxPixels / 1e6,
    maxMemoryUsageInMB: 768,
  });
  return isBlank(data) ? 'blank' : undefined;
}

/** Why a PNG picture is refused; undefined when it decodes and shows something. Throws on what cannot be decoded. */
export function lookAtPng(bytes: Uint8Array): Refusal | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = pngData(file);
  if (data === 'incomplete') return 'incomplete';
  // The header is the first chunk: width, height, bits a channel, kind of colour.
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const pixels = width * height;
  if (pixels > maxPixels) return 'too_many_pixels';
  // The decoder takes too little data for transparent pixels, and inflates what is interlaced without a limit. Beside the
  // pixels there is a byte for each row, and for each row of the seven passes when it is interlaced.
  const bytesOfPixels = Math.ceil((pixels * (file[24] ?? 0) * (channels[file[25] ?? 0] ?? 1)) / 8);
  const inflated = inflateSync(Buffer.concat(data), { maxOutputLength: bytesOfPixels + 16 * (height + width) + 1024 });
  if (inflated.length < bytesOfPixels + height) return 'incomplete';
  return isBlank(PNG.sync.read(file).data) ? 'blank' : undefined;
}

// Channels of each kind of colour: grey, colours, palette, grey and transparency, colours and transparency.
const channels: Partial<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

// The data chunks of a PNG file that reaches its end chunk.
function pngData(file: Buffer): Buffer[] | 'incomplete' {
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length) return 'incomplete';
    if (type === 'IEND') return data;
    if (type === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return 'incomplete';
}

/** Standard deviation of the brightness (0 to 255) below which nothing is to be seen; a picture of a white wall has more. */
const leastContrast = 1.5;

/** Whether a decoded picture (four bytes a pixel) is one colour all over; what is transparent counts as grey. */
export function isBlank(rgba: Uint8Array): boolean {
  const pixels = rgba.length / 4;
  // A million samples are enough to find one line of writing on a page.
  const step = Math.max(1, Math.floor(pixels / 1_000_000));
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < pixels; i += step) {
    const at = i * 4;
    const alpha = (rgba[at + 3] ?? 255) / 255;
    const colour = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
    const brightness = colour * alpha + 128 * (1 - alpha);
    sum += brightness;
    squares += brightness * brightness;
    count += 1;
  }
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) < leastContrast;
}
