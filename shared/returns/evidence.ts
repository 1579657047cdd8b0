import type { EvidenceType } from '../contracts/decision.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { Evidence } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { amend, type Change, type Context, isClosed, type Return } from './change.ts';
import { instructionsFor } from './refund.ts';
import { startAgreed } from './review.ts';
import { isHeld, released } from './withdrawal.ts';

/** Evidence of a return: expected, attached when its content is what it should be, or refused with a reason. */

/** What the check of an uploaded file found. */
export type CheckedUpload =
  | { state: 'attached'; contentType: string; bytes: number; sha256: string; key: string }
  | { state: 'refused'; reason: string };

/** At most so many pieces for one return. */
export const mostEvidence = 20;

/** Each refusal is an event and an e-mail: of one piece so many are told of, a good file is still taken afterwards. */
export const mostRefusals = 3;

/** A piece of evidence with what its check found; undefined for the same result again, or one refused too often. */
export function recordedAs(piece: Evidence, checked: CheckedUpload, at: string): Evidence | undefined {
  if (piece.state === 'attached') return undefined;
  const { refusals = 0, reason, ...plain } = piece;
  if (checked.state === 'attached') return { ...plain, ...(refusals > 0 && { refusals }), ...checked, at };
  if (refusals >= mostRefusals || (piece.state === 'refused' && reason === checked.reason)) return undefined;
  return { ...plain, ...checked, refusals: refusals + 1, at };
}

/**
 * Records a checked upload. With the last demanded piece, what waited for it starts.
 * @returns undefined when there is nothing to record: unknown piece, the same result again, refused too often or after the end
 */
export function recordEvidence(
  current: Return,
  context: Context,
  evidenceId: string,
  checked: CheckedUpload,
): Change | undefined {
  const piece = current.evidence.find(({ id }) => id === evidenceId);
  if (checked.state === 'refused' && isClosed(current)) return undefined;
  const at = context.now.toISOString();
  const recorded = piece && recordedAs(piece, checked, at);
  if (!recorded) return undefined;
  if (checked.state === 'refused')
    return amend(current, context, {
      type: 'return.evidence_refused',
      evidence: [recorded],
      data: { evidence: evidenceId, reason: checked.reason },
    });
  const complete = isComplete(
    current.evidence.map((one) => (one.id === evidenceId ? recorded : one)),
    current.head.evidenceDemanded,
  );
  const portions = complete
    ? current.portions.flatMap((portion) =>
        portion.state === 'awaiting_evidence' && portion.terms ? [startAgreed(portion, portion.terms)] : [],
      )
    : [];
  const resolving = portions.filter(({ state }) => state === 'resolving');
  const { withdrawal } = current.head;
  // Proof of sending: with it the refund of a withdrawal is not held back any more.
  const proof = withdrawal && piece.type === 'document' && isHeld(current.head, current.portions);
  return amend(current, context, {
    type: 'return.evidence_attached',
    ...(proof && { head: { withdrawal: released(withdrawal, context.now) } }),
    ...(portions.length > 0 && { step: 'attach_evidence' as const }),
    evidence: [recorded],
    portions,
    instructions: instructionsFor(resolving, current.head.version + 1, at),
    data: { evidence: evidenceId, contentType: checked.contentType, sha256: checked.sha256, complete },
  });
}

/** Whether of each demanded type as many pieces are attached as were demanded; the demanded ones have the first numbers. */
export function isComplete(evidence: readonly Evidence[], demanded: number): boolean {
  const wanted = evidence.filter(({ id }) => Number(id.slice(1)) <= demanded);
  const attached = evidence.filter(({ state }) => state === 'attached');
  const count = (pieces: readonly Evidence[], type: EvidenceType) => pieces.filter((one) => one.type === type).length;
  return wanted.every(({ type }) => count(attached, type) >= count(wanted, type));
}

/** One more piece of evidence is expected: the customer wants to add something. */
export function expectEvidence(current: Return, context: Context, type: EvidenceType): Change {
  if (isClosed(current)) throw new ProblemError('step-not-legal', say('return_closed'));
  if (current.evidence.length >= mostEvidence)
    throw new ProblemError('too-many-items', say('most_files', { max: mostEvidence }));
  const id = `E${current.evidence.length + 1}`;
  return amend(current, context, {
    type: 'return.evidence_expected',
    evidence: [{ id, type, state: 'expected', at: context.now.toISOString() }],
    data: { evidence: id },
  });
}

/** Pieces for which an upload form makes sense: still expected, or refused and to be replaced. */
export function missingEvidence(current: Return): Evidence[] {
  return current.evidence.filter(({ state }) => state !== 'attached');
}
