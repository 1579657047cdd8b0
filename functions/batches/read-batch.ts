import { isStaff, type Principal } from '../../shared/access/principal.ts';
import type { readBatch as contract, readBatchErrors as errorsContract } from '../../shared/contracts/batches.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type BatchHead, loadBatch, loadUnread } from '../../shared/storage/batches.ts';
import type { Table } from '../../shared/storage/table.ts';
import { batchView, errorsIn } from './batch-view.ts';
import { csvOf } from './csv-of.ts';
import { inOneAnswer } from './in-one-answer.ts';

export interface ReadBatchDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
}

/** Loads a batch for its reader. @throws ProblemError not-found for one that is none of the reader's */
function createLoad({ table, readBrand }: ReadBatchDeps) {
  return async ({ principal, params, speaks, now }: Request<typeof contract> | Request<typeof errorsContract>) => {
    const { brand } = principal;
    const batch = await loadBatch(table, { brand, id: params.batch });
    if (!batch || !seesBatch(principal, batch.head)) throw new ProblemError('not-found');
    const unread = await loadUnread(table, batch.head);
    const { language } = chooseLanguage(...speaks, (await readBrand(brand, now))?.locale);
    return [batch, unread, language] as const;
  };
}

/** Staff and machines of the brand, who asked, and their company. */
function seesBatch(principal: Principal, { by }: BatchHead): boolean {
  if (isStaff(principal) || principal.roles.includes('integration')) return true;
  const own = by.id === principal.id && by.roles.includes('customer');
  return own || (principal.company !== undefined && principal.company === by.company);
}

/** How far a batch is. */
export function createReadBatch(deps: ReadBatchDeps) {
  const load = createLoad(deps);
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: batchView(...(await load(request))),
  });
}

/**
 * What is wrong with which row, as a sheet to correct the file by: whole rows, as many as one answer carries. Where there are
 * more, the header `Link` says where.
 */
export function createReadBatchErrors(deps: ReadBatchDeps) {
  const load = createLoad(deps);
  return async (request: Request<typeof errorsContract>): Promise<Reply<typeof errorsContract>> => {
    const [batch, unread, language] = await load(request);
    const { id } = batch.head;
    const { after = 0 } = request.query;
    const wanted = errorsIn(batch, unread, language).filter(({ row }) => row > after);
    const told = inOneAnswer(wanted);
    const last = told.length < wanted.length ? told.at(-1)?.row : undefined;
    return {
      body: csvOf(['row', 'column', 'code', 'detail'], told),
      headers: {
        ...(last && { link: `</v1/batches/${id}/errors?after=${last}>; rel="next"` }),
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${id}-errors.csv"`,
      },
    };
  };
}
