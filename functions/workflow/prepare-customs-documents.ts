import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { KeptPaper } from '../../shared/contracts/kept-documents.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type * as engine from '../../shared/customs/engine.ts';
import { consignmentOf, type DecidedPortion } from '../../shared/documents/customs/consignment.ts';
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
        const decided = await decidedPortions(deps, current);
        const [first] = decided.values();
        if (!first) throw new Error(`Return ${rma} has goods that cross a border, and no decision on them`);
        const { origin, destination } = first.decision.facts;
        const records = await readMovementRecords(table, brand, origin, destination);
        const consignment = consignmentOf({ current, configuration, decided, records });
        if (!consignment) throw new Error(`Return ${rma} has decisions on other goods than those that are sent`);
        const papers: KeptPaper[] = [];
        for (const made of await deps.makePapers(consignment)) papers.push(await keep(deps, current, made, now));
        return preparePapers(current, { now, actor: lifecycleActor, progressMinutes }, papers);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}

/** The newest decision of each portion, with its determination made again under the rules it names. */
async function decidedPortions(
  { table, loadEngine }: PrepareCustomsDocumentsDeps,
  { head: { brand, rma }, portions }: Return,
): Promise<Map<string, DecidedPortion>> {
  const [decisions, { replay }] = await Promise.all([loadCustomsDecisions(table, brand, rma), loadEngine()]);
  // By portion, the oldest first: the last one counts.
  const newest = new Map(decisions.map((decision) => [decision.portion, decision]));
  return new Map(
    portions.flatMap((portion) => {
      const decision = newest.get(questionOf(portion));
      if (!decision) return [];
      const { determination } = replay(decision.facts, decision.answer.packs, decision.sha256);
      return [[portion.id, { decision, determination }]];
    }),
  );
}

/** How many of the open points are named; the paper has them all. */
const named = 40;

async function keep(
  { files }: PrepareCustomsDocumentsDeps,
  { head: { brand, rma } }: Return,
  { kind, version, document, data, pdf }: MadePaper,
  now: Date,
): Promise<KeptPaper> {
  const put = async ({ bytes, sha256 }: MadeFile, ending: string, contentType: string) => {
    const key = `documents/${brand}/${rma}/${sha256}.${ending}`;
    await files.putOnce(key, bytes, contentType);
    return { key, sha256, bytes: bytes.length };
  };
  return {
    kind,
    version,
    at: now.toISOString(),
    gaps: document.gaps.length,
    toComplete: [...new Set(document.gaps.map(({ needed }) => needed))].slice(0, named),
    data: await put(data, 'json', 'application/json'),
    pdf: await put(pdf, 'pdf', 'application/pdf'),
  };
}
