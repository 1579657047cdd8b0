/**
 * Where an embedded provider keeps what it did, as a real one does on its side: a page per key, each with a version, one
 * set of books a brand. Given by whoever builds the provider; a page is JSON.
 */
export interface Books<Page> {
  read(key: string): Promise<{ page: Page; version: number } | undefined>;
  /**
   * Writes a page as its next version.
   * @param version that was read; 0 when there was no page
   * @returns false when the page has changed meanwhile: read again
   */
  write(key: string, page: Page, version: number): Promise<boolean>;
}

const attempts = 10;

/**
 * Changes one page as if nobody else did: reads, decides, writes, and does so again when someone was faster.
 * @param decide the next page (the same one: nothing is written) and what to answer; it may run more than once
 * @throws Error after ten attempts
 */
export async function amend<Page, Answer>(
  books: Books<Page>,
  key: string,
  decide: (page: Page | undefined) => { page: Page | undefined; answer: Answer },
): Promise<Answer> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await books.read(key);
    const next = decide(found?.page);
    if (next.page === undefined || next.page === found?.page) return next.answer;
    if (await books.write(key, next.page, found?.version ?? 0)) return next.answer;
  }
  throw new Error(`The page ${key} of the books changed ${attempts} times while it was being written`);
}
