import type { Books } from '../../../shared/adapters/books.ts';

/** Books as a table keeps them: every page a JSON text with a version, written only over the version that was read. */
export function booksInMemory<Page>(beforeWrite: (key: string) => Promise<void> = async () => {}) {
  const pages = new Map<string, { json: string; version: number }>();
  const books: Books<Page> = {
    async read(key) {
      const found = pages.get(key);
      return found && { page: JSON.parse(found.json) as Page, version: found.version };
    },
    async write(key, page, version) {
      await beforeWrite(key);
      if ((pages.get(key)?.version ?? 0) !== version) return false;
      pages.set(key, { json: JSON.stringify(page), version: version + 1 });
      return true;
    },
  };
  return { books, pages };
}
