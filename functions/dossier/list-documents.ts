import { sees } from '../../shared/access/principal.ts';
import type { Link } from '../../shared/adapters/files/links.ts';
import type { listDocuments as contract } from '../../shared/contracts/dossier.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { KeptPaper } from '../../shared/contracts/kept-documents.ts';
import { paperTitles } from '../../shared/documents/customs/words.ts';
import { isToHavePapers } from '../../shared/returns/papers-due.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadKeptPapers } from '../../shared/storage/kept-papers.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

const linkSeconds = 900;

/** The papers for customs of a return, with links to them for a quarter of an hour. */
export function createListDocuments({ table, link }: { table: Table; link: Link }) {
  return async ({ principal, params, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = principal;
    const [current, papers] = await Promise.all([
      loadReturn(table, brand, params.rma),
      loadKeptPapers(table, brand, params.rma),
    ]);
    if (!current || !sees(principal, current.head)) throw new ProblemError('not-found');
    const linked = async ({ key, sha256, bytes }: KeptPaper['data']) => ({
      url: await link(key, linkSeconds),
      sha256,
      bytes,
    });
    return {
      body: {
        rma: params.rma,
        beingMade: isToHavePapers(current),
        documents: await Promise.all(
          papers.map(async ({ data, pdf, ...paper }) => ({
            ...paper,
            title: paperTitles[paper.kind],
            latest: paper.version === current.head.papers?.version,
            data: await linked(data),
            pdf: await linked(pdf),
          })),
        ),
        expiresAt: new Date(now.getTime() + linkSeconds * 1000).toISOString(),
      },
    };
  };
}
