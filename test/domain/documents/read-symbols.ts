import { inflateSync } from 'node:zlib';
import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  GlobalHistogramBinarizer,
  RGBLuminanceSource,
} from '@zxing/library';
import jsQR from 'jsqr';
import { PDFDocument, PDFRawStream } from 'pdf-lib';
import { PNG } from 'pngjs';

/** A picture in shades of grey, a byte a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8ClampedArray;
}

/** What a scanner reads on a picture's Code 128 symbol; throws when it finds none. */
export function readBars({ grey, width, height }: Picture): string {
  const source = new RGBLuminanceSource(grey, width, height);
  const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
  return new Code128Reader().decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)), hints).getText();
}

/** What a phone's camera reads on a picture's QR code; undefined when it finds none. */
export function readQr({ grey, width, height }: Picture): string | undefined {
  const rgba = Uint8ClampedArray.from({ length: grey.length * 4 }, (_, i) => (i % 4 === 3 ? 255 : (grey[i >> 2] ?? 0)));
  return jsQR.default(rgba, width, height)?.data;
}

export function pictureOfPng(bytes: Uint8Array): Picture {
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
  return { width, height, grey: Uint8ClampedArray.from({ length: width * height }, (_, i) => data[i * 4] ?? 0) };
}

/** The drawing operators of a PDF's first page. */
export async function pageContent(bytes: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(bytes);
  const streams = document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream)) return [];
    return [inflateSync(object.contents).toString('latin1')];
  });
  return streams.join('\n');
}

/** The words a page shows, as its operators carry them: hexadecimal, in Windows-1252. */
export const pageWords = (content: string): string[] =>
  [...content.matchAll(/<([0-9A-F]*)> Tj/g)].map(([, hex]) =>
    new TextDecoder('windows-1252').decode(Buffer.from(hex ?? '', 'hex')),
  );

/** Paints the even-odd paths of a page (`f*`: the symbols) at `scale` pixels a point. */
export function paintSymbols(content: string, page: { width: number; height: number }, scale: number): Picture {
  const width = page.width * scale;
  const height = page.height * scale;
  const grey = new Uint8ClampedArray(width * height).fill(255);
  for (const path of content.split(/\bf\*/).slice(0, -1)) {
    const shapes = path.slice(path.lastIndexOf('0 g')).split(/\bh\b/);
    const edges = shapes.flatMap((shape) => {
      const points = [...shape.matchAll(/([\d.]+) ([\d.]+) [ml]\b/g)].map(
        ([, x, y]) => [Number(x), Number(y)] as const,
      );
      return points.map((point, i) => [point, points[(i + 1) % points.length] ?? point] as const);
    });
    for (let row = 0; row < height; row += 1) {
      const y = page.height - (row + 0.5) / scale;
      const crossed = edges.filter(([a, b]) => a[1] > y !== b[1] > y).map(([a]) => a[0]);
      if (crossed.length === 0) continue;
      for (let column = 0; column < width; column += 1) {
        const x = (column + 0.5) / scale;
        if (crossed.filter((edge) => edge < x).length % 2 === 1) grey[row * width + column] = 0;
      }
    }
  }
  return { width, height, grey };
}
