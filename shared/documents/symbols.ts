import { code128, type DrawingContext, qrcode } from 'bwip-js/node';

/** A symbol as black shapes on white: filled by the even-odd rule, y downwards, in units of which it is `width` wide. */
export interface Outline {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly (readonly (readonly [x: number, y: number])[])[];
}

// Twice the smallest scale: there the middle of every bar is a whole number.
const scale = 2;
const readable = { eclevel: 'M' };

/** Code 128 of printable ASCII text, without its quiet zone (ten narrow bars on each side, ISO/IEC 15417). */
export const code128Outline = (text: string): Outline => code128({ bcid: 'code128', text, scale }, outline());

/** QR code that stays readable with 15 % of it lost (level M), without its quiet zone (four modules, ISO/IEC 18004). */
export const qrOutline = (text: string): Outline => qrcode({ ...readable, bcid: 'qrcode', text, scale }, outline());

/** The tracking number as a picture for a screen, readable under the bars, with a quiet zone. */
export const code128Png = (text: string, above: string): Promise<Uint8Array> =>
  code128({
    ...{ extratext: above, extratextxalign: 'center', extratextyalign: 'above', extratextyoffset: 4 },
    bcid: 'code128',
    text,
    scale: 3,
    height: 22,
    includetext: true,
    textxalign: 'center',
    textyoffset: -2,
    paddingwidth: 10,
    ...onWhite,
  });

/** The RMA number as a picture for a screen, readable under the code, with a quiet zone. */
export const qrPng = (text: string): Promise<Uint8Array> =>
  qrcode({
    ...readable,
    bcid: 'qrcode',
    text,
    scale: 8,
    alttext: text,
    textxalign: 'center',
    textsize: 7,
    textyoffset: -8,
    padding: 8,
    ...onWhite,
  });

const onWhite = { backgroundcolor: 'FFFFFF' };

// Keeps what the encoder draws; text and the shapes of other symbologies never come.
function outline(): DrawingContext<Outline> {
  let size = { width: 0, height: 0 };
  const shapes: [number, number][][] = [];
  return {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width, height) => {
      size = { width, height };
    },
    line: (x, y0, _x, y1, thickness) => {
      const [left, right] = [x - thickness / 2, x + thickness / 2];
      shapes.push([
        [left, y0],
        [right, y0],
        [right, y1],
        [left, y1],
      ]);
    },
    polygon: (points) => {
      shapes.push(points);
    },
    hexagon: () => {},
    ellipse: () => {},
    fill: () => {},
    text: () => {},
    end: () => ({ ...size, shapes }),
  };
}
