import { sees } from '../../shared/access/principal.ts';
import { hasSightOf } from '../../shared/access/sight.ts';
import type { Link } from '../../shared/adapters/files/links.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { makeDossier as contract, DossierIndex } from '../../shared/contracts/dossier.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { type DossierEntry, dossierEntries, leftOutAs, packDossier } from '../../shared/documents/dossier.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { sideBySide } from '../../shared/runtime/side-by-side.ts';
import { loadKeptPapers } from '../../shared/storage/kept-papers.ts';
import { loadCustomsDecisions } from '../../shared/storage/return-customs.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface MakeDossierDeps {
  table: Table;
  files: () => Promise<Pick<Files, 'get' | 'putOnce'>>;
  link: Link;
}

const linkSeconds = 900;

/**
 * Packs what is kept of a return, as far as its reader may see it, and answers a link to it for a quarter of an hour. The
 * file is named by its content, so the same dossier asked for twice is one file; the storage forgets it after a week.
 */
export function createMakeDossier({ table, files: open, link }: MakeDossierDeps) {
  return async ({ principal, params, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = principal;
    const { rma } = params;
    const [current, papers, decisions] = await Promise.all([
      loadReturn(table, brand, rma),
      loadKeptPapers(table, brand, rma),
      loadCustomsDecisions(table, brand, rma),
    ]);
    if (!current || !sees(principal, current.head)) throw new ProblemError('not-found');
    const chosen = dossierEntries(current, papers, decisions, {
      evidence: hasSightOf(principal, 'evidence'),
      conversation: hasSightOf(principal, 'conversation'),
    });
    const files = await open();
    const { found, missing } = await fetched(files, chosen.entries);
    for (const { path } of missing) logger.error('file of a return is missing', { brand, rma, path });
    const { zip, sha256, index } = packDossier(current, found, [...chosen.leftOut, ...missing]);
    for (const { path, why } of index.leftOut)
      if (why === 'altered') logger.error('file of a return is not the one that was kept', { brand, rma, path });
    const key = `dossiers/${brand}/${rma}/${sha256}.zip`;
    await files.putOnce(key, zip, 'application/zip');
    logger.info('dossier', { rma, event: current.head.version, files: index.files.length, sha256 });
    return {
      body: {
        rma,
        url: await link(key, linkSeconds),
        expiresAt: new Date(now.getTime() + linkSeconds * 1000).toISOString(),
        sha256,
        bytes: zip.length,
        index,
      },
    };
  };
}

async function fetched(files: Pick<Files, 'get'>, entries: readonly DossierEntry[]) {
  const found: { entry: DossierEntry; bytes: Uint8Array }[] = [];
  const missing: DossierIndex['leftOut'] = [];
  const all = await sideBySide(entries, 8, async (entry) => ({
    entry,
    bytes: entry.content ?? (await files.get(entry.key)),
  }));
  for (const { entry, bytes } of all)
    if (bytes) found.push({ entry, bytes });
    else missing.push(leftOutAs(entry, 'missing'));
  return { found, missing };
}
