import { type PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { inLatin } from './latin.ts';
import { openDocument } from './open-document.ts';
import { linesThatFit } from './text-lines.ts';

/** A paper of text and tables, as what stands on it; how it is laid out is decided here, once for all of them. */

/** A cell or a text: one line below the other. */
type Words = string | readonly string[];

export interface Column {
  readonly title: string;
  /** Of the width of the page; those of a table add up to 1. */
  readonly share: number;
  readonly right?: boolean;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly small?: boolean }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: Words }[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Words[])[];
      readonly totals?: readonly (readonly Words[])[];
    }
  /** Rules to write on, with what belongs there below each. */
  | { readonly kind: 'signature'; readonly fields: readonly string[] };

export interface Sheet {
  readonly title: string;
  /** Stands at the foot of each page: which paper it is, and of what. */
  readonly footer: string;
  /** The only time in the file, so that the same sheet always has the same bytes. */
  readonly at: Date;
  readonly blocks: readonly Block[];
}

// Points, 72 to the inch: A4.
const page = { width: 595, height: 842, margin: 48, foot: 48 };
const inner = page.width - 2 * page.margin;
const labelWidth = 130;
const leading = 1.35;
const gutter = 6;
const grey = rgb(0.4, 0.4, 0.4);

interface Pen {
  document: PDFDocument;
  sheet: PDFPage;
  y: number;
  regular: PDFFont;
  bold: PDFFont;
}

/** Renders the sheet as a PDF on A4. Texts are printed in Latin letters, as on labels. The same input gives the same bytes. */
export async function renderSheet({ title, footer, at, blocks }: Sheet): Promise<Uint8Array> {
  const document = await openDocument(title, at);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const pen: Pen = { document, regular, bold, sheet: newPage(document), y: page.height - page.margin - 16 };
  write(pen, title, { font: bold, size: 16 });
  pen.y -= 6;
  for (const block of blocks) draw(pen, block);
  number(pen, footer);
  return document.save({ useObjectStreams: false });
}

const newPage = (document: PDFDocument) => document.addPage([page.width, page.height]);

function room(pen: Pen, height: number): boolean {
  if (pen.y - height >= page.foot) return false;
  pen.sheet = newPage(pen.document);
  pen.y = page.height - page.margin;
  return true;
}

function draw(pen: Pen, block: Block): void {
  if (block.kind === 'heading') {
    room(pen, 40);
    pen.y -= 8;
    write(pen, block.text, { font: pen.bold, size: 11 });
    pen.y -= 2;
  } else if (block.kind === 'text') {
    write(pen, block.text, { font: pen.regular, size: block.small ? 8 : 10 });
    pen.y -= 4;
  } else if (block.kind === 'facts') {
    for (const { label, value } of block.facts) {
      const columns = [
        { x: page.margin, room: labelWidth - gutter, words: label, font: pen.bold },
        { x: page.margin + labelWidth, room: inner - labelWidth, words: value, font: pen.regular },
      ];
      sideBySide(pen, columns, 9);
      pen.y -= 2;
    }
    pen.y -= 4;
  } else if (block.kind === 'table') table(pen, block);
  else signature(pen, block.fields);
}

const paragraphs = (words: Words): readonly string[] => (typeof words === 'string' ? [words] : words).filter(Boolean);

function write(pen: Pen, text: string, { font, size }: { font: PDFFont; size: number }): void {
  for (const line of linesThatFit(inLatin(text), font, size, inner)) {
    room(pen, size);
    pen.sheet.drawText(line, { x: page.margin, y: pen.y, size, font });
    pen.y -= size * leading;
  }
}

interface Cell {
  x: number;
  room: number;
  words: Words;
  font: PDFFont;
  right?: boolean | undefined;
}

/** Cells beside each other, line by line, over as many pages as it takes. @param onNewPage draws what is repeated there */
function sideBySide(pen: Pen, cells: readonly Cell[], size: number, onNewPage = () => {}): void {
  const broken = cells.map(({ words, font, room: width }) =>
    paragraphs(words).flatMap((one) => linesThatFit(inLatin(one), font, size, width)),
  );
  const height = Math.max(...broken.map(({ length }) => length));
  for (let row = 0; row < height; row += 1) {
    if (room(pen, size)) onNewPage();
    cells.forEach(({ x, room: width, font, right }, i) => {
      const text = broken[i]?.[row];
      if (text === undefined) return;
      const left = right ? x + width - font.widthOfTextAtSize(text, size) : x;
      pen.sheet.drawText(text, { x: left, y: pen.y, size, font });
    });
    pen.y -= size * leading;
  }
}

function table(pen: Pen, { columns, rows, totals = [] }: Extract<Block, { kind: 'table' }>): void {
  const size = 8.5;
  const edges = columns.map((_, i) => columns.slice(0, i).reduce((sum, { share }) => sum + share, 0));
  const cells = (row: readonly Words[], font: PDFFont): Cell[] =>
    columns.map(({ share, right }, i) => ({
      x: page.margin + (edges[i] ?? 0) * inner,
      room: share * inner - gutter,
      words: row[i] ?? '',
      font,
      right,
    }));
  const titles = () => {
    sideBySide(
      pen,
      cells(
        columns.map(({ title }) => title),
        pen.bold,
      ),
      size,
    );
    rule(pen);
  };
  room(pen, 3 * size * leading);
  titles();
  for (const row of rows) {
    sideBySide(pen, cells(row, pen.regular), size, titles);
    rule(pen);
  }
  for (const row of totals) sideBySide(pen, cells(row, pen.bold), size, titles);
  pen.y -= 6;
}

function rule(pen: Pen): void {
  const y = pen.y + 5;
  pen.sheet.drawLine({
    start: { x: page.margin, y },
    end: { x: page.width - page.margin, y },
    thickness: 0.4,
    color: grey,
  });
  pen.y -= 5;
}

function signature(pen: Pen, fields: readonly string[]): void {
  room(pen, 36);
  pen.y -= 26;
  const width = inner / fields.length;
  fields.forEach((field, i) => {
    const x = page.margin + i * width;
    pen.sheet.drawLine({ start: { x, y: pen.y }, end: { x: x + width - 12, y: pen.y }, thickness: 0.6 });
    pen.sheet.drawText(inLatin(field), { x, y: pen.y - 9, size: 8, font: pen.regular, color: grey });
  });
  pen.y -= 22;
}

/** Which paper, and which of its pages, at the foot of each. */
function number(pen: Pen, footer: string): void {
  const pages = pen.document.getPages();
  pages.forEach((sheet, i) => {
    const text = inLatin(`${footer} · page ${i + 1} of ${pages.length}`);
    sheet.drawText(text, { x: page.margin, y: 32, size: 7.5, font: pen.regular, color: grey });
  });
}
