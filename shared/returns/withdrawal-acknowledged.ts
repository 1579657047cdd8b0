import { amend, type Change, type Context, isToBeAcknowledged, type Return } from './change.ts';

/**
 * The acknowledgement of a withdrawal was made, and is kept as a file named by its hash.
 * @returns undefined where none is wanted, or there is one already
 */
export function acknowledgeWithdrawal(
  current: Return,
  context: Context,
  file: { pdf: string; sha256: string },
): Change | undefined {
  const { withdrawal } = current.head;
  if (!withdrawal || !isToBeAcknowledged(current.head)) return undefined;
  return amend(current, context, {
    type: 'return.withdrawal_acknowledged',
    head: { withdrawal: { ...withdrawal, acknowledgement: { ...file, at: context.now.toISOString() } } },
    data: { sha256: file.sha256 },
  });
}
