import { type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';
import { inLatin } from './latin.ts';
import { openDocument } from './open-document.ts';
import { linesThatFit } from './text-lines.ts';

/** What stands on the acknowledgement of a withdrawal: its content, and when it was submitted. */
export interface Acknowledgement {
  readonly title: string;
  readonly intro: string;
  /** Label and value, one below the other. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The statement in words. */
  readonly statement: string;
  /** When it was submitted: the only time in the file, so that the same acknowledgement always has the same bytes. */
  readonly at: Date;
}

// Points, 72 to the inch: A4.
const page = { width: 595, height: 842, margin: 64 };
const inner = page.width - 2 * page.margin;
const labelWidth = 110;

/**
 * Renders the acknowledgement on a durable medium (Directive 2011/83/EU, Art. 11a(4)): one page of PDF. Names are printed in
 * Latin letters, as on labels; the e-mail has them as they were typed. The same input gives the same bytes.
 */
export async function renderAcknowledgement({
  title,
  intro,
  facts,
  statement,
  at,
}: Acknowledgement): Promise<Uint8Array> {
  const document = await openDocument(title, at);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const cursor = { sheet: document.addPage([page.width, page.height]), y: page.height - page.margin - 20 };
  const write = (text: string, font: PDFFont, size: number, x: number, room: number) => {
    for (const line of linesThatFit(inLatin(text), font, size, room)) {
      if (cursor.y < page.margin) {
        cursor.sheet = document.addPage([page.width, page.height]);
        cursor.y = page.height - page.margin;
      }
      draw(cursor.sheet, line, font, size, x, cursor.y);
      cursor.y -= size * 1.4;
    }
  };
  write(title, bold, 18, page.margin, inner);
  cursor.y -= 10;
  write(intro, regular, 11, page.margin, inner);
  cursor.y -= 10;
  for (const { label, value } of facts) {
    const top = cursor.y;
    write(label, bold, 10, page.margin, labelWidth - 8);
    const below = cursor.y;
    cursor.y = top;
    write(value, regular, 10, page.margin + labelWidth, inner - labelWidth);
    cursor.y = Math.min(cursor.y, below) - 3;
  }
  cursor.y -= 10;
  write(statement, regular, 11, page.margin, inner);
  return document.save({ useObjectStreams: false });
}

const draw = (sheet: PDFPage, text: string, font: PDFFont, size: number, x: number, y: number) =>
  sheet.drawText(text, { x, y, size, font });
