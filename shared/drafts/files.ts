import type { EvidenceType } from '../contracts/decision.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { Evidence } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { type CheckedUpload, mostEvidence, recordedAs } from '../returns/evidence.ts';
import type { Draft, DraftFile } from './draft.ts';

/** Files of a draft: wanted, checked as those of a return are, and taken along when it is submitted. */

const countOf = (files: readonly DraftFile[], type: EvidenceType, wanted: DraftFile['wanted']): number =>
  files.filter((one) => one.type === type && one.wanted === wanted).length;

/**
 * The files with those that are wanted and not expected yet: saying the same twice adds nothing.
 * @throws ProblemError too-many-items
 */
export function expectFiles(
  files: readonly DraftFile[],
  demanded: readonly EvidenceType[],
  more: readonly EvidenceType[],
  now: Date,
): DraftFile[] {
  const lacking = (types: readonly EvidenceType[], wanted: DraftFile['wanted']) =>
    [...new Set(types)].flatMap((type) => {
      const lacks = types.filter((one) => one === type).length - countOf(files, type, wanted);
      return Array.from({ length: Math.max(0, lacks) }, () => ({ type, wanted }));
    });
  const added = [...lacking(demanded, 'demanded'), ...lacking(more, 'more')];
  if (files.length + added.length > mostEvidence)
    throw new ProblemError('too-many-items', say('most_files', { max: mostEvidence }));
  const at = now.toISOString();
  return [
    ...files,
    ...added.map((one, i): DraftFile => ({ ...one, id: `D${files.length + i + 1}`, state: 'expected', at })),
  ];
}

/** @returns the files with a checked one; undefined when there is nothing to record */
export function recordFile(
  { files }: Pick<Draft, 'files'>,
  id: string,
  checked: CheckedUpload,
  now: Date,
): DraftFile[] | undefined {
  const piece = files.find((one) => one.id === id);
  const recorded = piece && recordedAs(piece, checked, now.toISOString());
  return recorded && files.map((one) => (one.id === id ? { ...recorded, wanted: one.wanted } : one));
}

/**
 * Evidence of the return that a draft becomes. The demanded pieces have the first numbers: of each type those that are
 * there fill them first. What the customer added follows; what is not demanded any more and never came is left out.
 */
export function evidenceFrom(
  files: readonly DraftFile[],
  demanded: readonly EvidenceType[],
  now: Date,
): { evidence: Evidence[]; moved: Record<string, string> } {
  const at = now.toISOString();
  const rank = { attached: 0, refused: 1, expected: 2 };
  const left = files.toSorted((a, b) => rank[a.state] - rank[b.state]);
  const filled = demanded.map((type) => {
    const i = left.findIndex((one) => one.type === type);
    return { type, piece: i < 0 ? undefined : left.splice(i, 1)[0] };
  });
  const beside = files.filter((one) => left.includes(one) && (one.wanted === 'more' || one.state === 'attached'));
  const moved: Record<string, string> = {};
  const evidence = [...filled, ...beside.map((piece) => ({ type: piece.type, piece }))].map(
    ({ type, piece }, i): Evidence => {
      const id = `E${i + 1}`;
      if (!piece) return { id, type, state: 'expected', at };
      const { wanted: _, ...kept } = piece;
      moved[piece.id] = id;
      return { ...kept, id };
    },
  );
  return { evidence, moved };
}
