import { PDFDocument } from 'pdf-lib';

/** An empty PDF whose bytes follow from what is put into it: its dates are told, and nothing of it is random. */
export async function openDocument(title: string, at: Date): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setProducer('Homeward');
  document.setCreationDate(at);
  document.setModificationDate(at);
  return document;
}
