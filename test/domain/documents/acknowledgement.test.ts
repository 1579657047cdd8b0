import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { type Acknowledgement, renderAcknowledgement } from '../../../shared/documents/acknowledgement.ts';

const given: Acknowledgement = {
  title: 'Acknowledgement of your withdrawal',
  intro: 'Lumen Audio has received the following withdrawal from a contract.',
  facts: [
    { label: 'Submitted', value: '2 November 2026 at 23:30:15 CET' },
    { label: 'Name', value: 'Łucja Świątek 山田' },
  ],
  statement: 'I withdraw from my contract.',
  at: new Date('2026-11-02T22:30:15.000Z'),
};

test('is a PDF of one page that says when it was submitted', async () => {
  const document = await PDFDocument.load(await renderAcknowledgement(given), { updateMetadata: false });
  expect(document.getPageCount()).toBe(1);
  expect(document.getTitle()).toBe(given.title);
  expect(document.getCreationDate()).toEqual(given.at);
});

test('has the same bytes for the same withdrawal, and others for another', async () => {
  const [one, same] = await Promise.all([renderAcknowledgement(given), renderAcknowledgement(given)]);
  expect(Buffer.from(one).equals(Buffer.from(same))).toBe(true);
  const other = await renderAcknowledgement({ ...given, statement: 'I withdraw from another.' });
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
});

test('goes on to further pages where a withdrawal names many goods, and breaks what has no blanks', async () => {
  const long = { ...given, statement: `${'Garden lamp; '.repeat(900)}${'x'.repeat(500)}` };
  const document = await PDFDocument.load(await renderAcknowledgement(long));
  expect(document.getPageCount()).toBeGreaterThan(1);
});
