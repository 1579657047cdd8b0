import {
  closePath,
  lineTo,
  moveTo,
  type PDFFont,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  rgb,
  StandardFonts,
  setFillingGrayscaleColor,
} from 'pdf-lib';
import type { LabelText } from './label.ts';
import { openDocument } from './open-document.ts';
import { code128Outline, type Outline, qrOutline } from './symbols.ts';

// Points, 72 to the inch: 4 × 6 inches is what label printers take.
const page = { width: 288, height: 432, margin: 14 };
const inner = page.width - 2 * page.margin;
const black = rgb(0, 0, 0);
const grey = rgb(0.35, 0.35, 0.35);

interface Line {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: PDFFont;
  readonly room: number;
  readonly colour?: ReturnType<typeof rgb>;
  readonly centred?: boolean;
}

/** Draws the label as one PDF page whose bars are vectors: sharp on any printer. */
export async function drawLabel(label: LabelText): Promise<Uint8Array> {
  const document = await openDocument(`Return label ${label.rma}`, label.at);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const sheet = document.addPage([page.width, page.height]);
  const left = page.margin;

  const [red, green, blue] = channels(label.colour);
  sheet.drawRectangle({ x: 0, y: 392, width: page.width, height: 40, color: rgb(red, green, blue) });
  const onBrand = isDark(red, green, blue) ? rgb(1, 1, 1) : black;
  write(sheet, label.brand, { x: left, y: 405, size: 17, font: bold, room: 180, colour: onBrand });
  write(sheet, 'RETURN', { x: 210, y: 406, size: 13, font: regular, room: 64, colour: onBrand });

  if (label.from.length > 0)
    write(sheet, 'FROM', { x: left, y: 378, size: 6.5, font: regular, room: inner, colour: grey });
  label.from.forEach((line, i) => {
    write(sheet, line, { x: left, y: 367 - i * 10.5, size: 8.5, font: regular, room: inner });
  });
  rule(sheet, 304);
  write(sheet, 'TO', { x: left, y: 292, size: 6.5, font: regular, room: inner, colour: grey });
  label.to.forEach((line, i) => {
    write(sheet, line, { x: left, y: 277 - i * 14, size: 12, font: i === 0 ? bold : regular, room: inner });
  });
  rule(sheet, 196);

  const qr = 70;
  write(sheet, label.carriage, { x: left, y: 174, size: 13, font: bold, room: inner - qr - 24 });
  write(sheet, 'RMA', { x: left, y: 148, size: 6.5, font: regular, room: inner, colour: grey });
  write(sheet, label.rma, { x: left, y: 132, size: 15, font: bold, room: inner - qr - 24 });
  if (label.parcel !== '')
    write(sheet, `PARCEL ${label.parcel}`, { x: left + 40, y: 148, size: 6.5, font: bold, room: inner - qr - 64 });
  if (label.customs !== '')
    write(sheet, label.customs, { x: left, y: 116, size: 8.5, font: regular, room: inner - qr - 24 });
  fill(sheet, qrOutline(label.rma), { x: page.width - page.margin - 8 - qr, y: 114, width: qr, height: qr });
  rule(sheet, 104);

  const bars = code128Outline(label.trackingNumber);
  // Ten narrow bars of white on each side: a narrow bar is two units of the outline.
  const width = Math.min((inner * bars.width) / (bars.width + 40), bars.width * 0.75);
  fill(sheet, bars, { x: (page.width - width) / 2, y: 32, width, height: 64 });
  write(sheet, label.trackingNumber, { x: page.width / 2, y: 17, size: 11, font: bold, room: inner, centred: true });
  return document.save({ useObjectStreams: false });
}

// Shrinks a text to the room it has, down to 5 points, and cuts what is longer still.
function write(sheet: PDFPage, text: string, line: Line): void {
  const at = (size: number, words: string) => line.font.widthOfTextAtSize(words, size);
  const size = Math.max(5, Math.min(line.size, (line.size * line.room) / at(line.size, text)));
  let shown = text;
  while (at(size, shown) > line.room) shown = `${shown.slice(0, -2)}…`;
  const x = line.centred ? line.x - at(size, shown) / 2 : line.x;
  sheet.drawText(shown, { x, y: line.y, size, font: line.font, color: line.colour ?? black });
}

function rule(sheet: PDFPage, y: number): void {
  sheet.drawLine({ start: { x: page.margin, y }, end: { x: page.width - page.margin, y }, thickness: 0.8 });
}

function fill(
  sheet: PDFPage,
  symbol: Outline,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const across = (x: number) => box.x + (x / symbol.width) * box.width;
  // A page's y goes upwards.
  const up = (y: number) => box.y + (1 - y / symbol.height) * box.height;
  const path = symbol.shapes.flatMap((shape) => [
    ...shape.map(([x, y], i) => (i === 0 ? moveTo(across(x), up(y)) : lineTo(across(x), up(y)))),
    closePath(),
  ]);
  sheet.pushOperators(setFillingGrayscaleColor(0), ...path, PDFOperator.of(PDFOperatorNames.FillEvenOdd));
}

/** Red, green, blue of `#rrggbb`, each from 0 to 1. */
export function channels(colour: string): [red: number, green: number, blue: number] {
  const at = (i: number) => Number.parseInt(colour.slice(i, i + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

// Perceived brightness (ITU-R BT.601): white letters on a dark brand colour, black on a light one.
const isDark = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue < 0.6;
