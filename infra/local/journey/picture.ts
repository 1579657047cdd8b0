import { PNG } from 'pngjs';

/** A small photo for evidence: made up, and not blank. */
export function samplePhoto(): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width: 64, height: 64 });
  for (let y = 0; y < 64; y += 1)
    for (let x = 0; x < 64; x += 1)
      png.data.set([(x * 4) % 256, (y * 4) % 256, ((x ^ y) * 4) % 256, 255], (y * 64 + x) * 4);
  return new Uint8Array(PNG.sync.write(png));
}
