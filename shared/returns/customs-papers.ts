import type { KeptPaper } from '../contracts/kept-documents.ts';
import type { Portion } from '../contracts/return.ts';
import { amend, type Change, type Context, type Return } from './change.ts';
import { isToHavePapers, papersOf } from './papers-due.ts';

/**
 * The papers of a return's goods that cross a customs border were made, and are kept as files: a further version, beside
 * those before it.
 * @returns undefined where none are wanted, or they are there already
 */
export function preparePapers(current: Return, context: Context, papers: readonly KeptPaper[]): Change | undefined {
  const [first] = papers;
  if (!first || !isToHavePapers(current)) return undefined;
  const { version } = first;
  return amend(current, context, {
    type: 'return.customs_documents_prepared',
    head: { papers: { version, of: papersOf(current) } },
    papers,
    data: {
      version,
      documents: papers.map(({ kind, gaps, data, pdf }) => ({ kind, gaps, data: data.sha256, pdf: pdf.sha256 })),
    },
  });
}

/** Number of the papers that are made next. */
export const nextPapers = ({ head }: Pick<Return, 'head'>): number => (head.papers?.version ?? 0) + 1;

/** The portions whose goods the papers are of. */
export function portionsOnPapers({ portions }: Pick<Return, 'portions'>, of: readonly string[]): Portion[] {
  const ids = new Set(of.map((entry) => entry.split(' ')[0]));
  return portions.filter(({ id }) => ids.has(id));
}
