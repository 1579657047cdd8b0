import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { KeptPaper } from '../../shared/contracts/kept-documents.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type * as engine from '../../shared/customs/engine.ts';
import type { MovementRecords } from '../../shared/customs/movement.ts';
import { consignmentsOf, decisionName } from '../../shared/documents/customs/consignment.ts';
import type { DecidedGoods } from '../../shared/documents/customs/consignment-line.ts';
import type { MadeFile, MadePaper, makeCustomsPapers } from '../../shared/documents/customs/make.ts';
import { lifecycleActor, type Return } from '../../shared/returns/change.ts';
import { questionOf } from '../../shared/returns/customs.ts';
import { preparePapers } from '../../shared/returns/customs-papers.ts';
import { isToHavePapers } from '../../shared/returns/papers-due.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { readMovementRecords } from '../../shared/storage/customs-records.ts';
import { loadCustomsDecisions } from '../../shared/storage/return-customs.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface PrepareCustomsDocumentsDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  loadEngine(): Promise<Pick<typeof engine, 'replay'>>;
  makePapers: typeof makeCustomsPapers;
  files: Pick<Files, 'putOnce'>;
}

/**
 * Makes the papers of a return's goods that cross a customs border, by the rules they were decided by, and keeps them as
 * files named by their content. Stopped anywhere it is done again: the same papers are the same files.
 */
export function createPrepareCustomsDocuments(deps: PrepareCustomsDocumentsDeps) {
  const { table, clock, progressMinutes } = deps;
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = clock();
    const done = await commandReturn(
      table,
      { brand, rma },
      async (current) => {
        if (!isToHavePapers(current)) return undefined;
        const configuration = await deps.readBrand(brand, now);
        if (!configuration) throw new Error(`Brand ${brand} is not configured`);
        const decided = await decidedGoods(deps, current);
        const recordsOf = await recordsFor(table, brand, decided.values());
        const papers: KeptPaper[] = [];
        for (const [i, consignment] of consignmentsOf({ current, configuration, decided, recordsOf }).entries())
          for (const made of await deps.makePapers(consignment))
            papers.push(await keep(deps, current, made, { now, consignment: i + 1 }));
        return preparePapers(current, { now, actor: lifecycleActor, progressMinutes }, papers);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}

/** Every decision on goods that are sent, with its determination made again under the rules it names. */
async function decidedGoods(
  { table, loadEngine }: PrepareCustomsDocumentsDeps,
  { head: { brand, rma }, portions }: Return,
): Promise<Map<string, DecidedGoods>> {
  const [decisions, { replay }] = await Promise.all([loadCustomsDecisions(table, brand, rma), loadEngine()]);
  const wanted = new Set(portions.map((one) => decisionName(questionOf(one), one.customs?.version)));
  return new Map(
    decisions
      .map((decision) => [decisionName(decision.portion, decision.version), decision] as const)
      .filter(([name]) => wanted.has(name))
      .map(([name, decision]) => {
        const { determination } = replay(decision.facts, decision.answer.packs, decision.sha256);
        return [name, { decision, determination }];
      }),
  );
}

/** What compliance keeps of each way that goods take. */
async function recordsFor(table: Table, brand: string, decided: Iterable<DecidedGoods>) {
  const found = new Map<string, MovementRecords>();
  for (const { decision } of decided) {
    const { origin, destination } = decision.facts;
    const way = `${origin} ${destination}`;
    if (!found.has(way)) found.set(way, await readMovementRecords(table, brand, origin, destination));
  }
  return (from: string, to: string): MovementRecords => found.get(`${from} ${to}`) ?? { authorisations: [] };
}

/** How many of the open points are named; the paper has them all. */
const named = 40;

async function keep(
  { files }: PrepareCustomsDocumentsDeps,
  { head: { brand, rma } }: Return,
  { kind, version, document, data, pdf }: MadePaper,
  { now, consignment }: { now: Date; consignment: number },
): Promise<KeptPaper> {
  const put = async ({ bytes, sha256 }: MadeFile, ending: string, contentType: string) => {
    const key = `documents/${brand}/${rma}/${sha256}.${ending}`;
    await files.putOnce(key, bytes, contentType);
    return { key, sha256, bytes: bytes.length };
  };
  return {
    kind,
    version,
    consignment,
    at: now.toISOString(),
    gaps: document.gaps.length,
    toComplete: [...new Set(document.gaps.map(({ needed }) => needed))].slice(0, named),
    data: await put(data, 'json', 'application/json'),
    pdf: await put(pdf, 'pdf', 'application/pdf'),
  };
}
