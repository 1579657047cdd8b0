import { PNG } from 'pngjs';
import { transliterate } from 'transliteration';
import type { LabelText } from './label.ts';
import { channels } from './label-page.ts';
import { code128Png, qrPng } from './symbols.ts';

// Pixels.
const band = 28;
const gap = 24;

/** Draws what a phone shows at the counter: the brand's colour, the RMA number's QR code, the tracking number's bars. */
export async function drawPicture(label: LabelText): Promise<Uint8Array> {
  // The symbols' own font, OCR-B, has ASCII only.
  const heading = transliterate(label.carriage.replace('·', '-')).slice(0, 48);
  const symbols = (await Promise.all([qrPng(label.rma), code128Png(label.trackingNumber, heading)])).map((png) =>
    PNG.sync.read(Buffer.from(png)),
  );
  const width = Math.max(...symbols.map((one) => one.width)) + 2 * gap;
  const height = symbols.reduce((sum, one) => sum + one.height + gap, band + gap);
  const picture = new PNG({ width, height });
  picture.data.fill(0xff);
  const [red, green, blue] = channels(label.colour).map((channel) => Math.round(channel * 255));
  for (let i = 0; i < width * band; i += 1) picture.data.set([red ?? 0, green ?? 0, blue ?? 0], i * 4);
  let y = band + gap;
  for (const one of symbols) {
    PNG.bitblt(one, picture, 0, 0, one.width, one.height, Math.floor((width - one.width) / 2), y);
    y += one.height + gap;
  }
  return new Uint8Array(PNG.sync.write(picture, { colorType: 2 }));
}
