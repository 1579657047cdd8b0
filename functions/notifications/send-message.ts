import * as z from 'zod';
import { type createMail, MailRefused } from '../../shared/adapters/mail/ses.ts';
import { type InboxNudge, inboxNudge, type ReturnNudge, returnNudge } from '../../shared/contracts/bus.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { rmaNumber } from '../../shared/contracts/values.ts';
import { jsonOf, type Worked, workArrival } from '../../shared/runtime/arrivals.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Outcome } from '../../shared/runtime/queue.ts';
import { makeGuestLink } from '../../shared/storage/guest-links.ts';
import type { InboxItem } from '../../shared/storage/inbox.ts';
import { finishMessage, type MessageEnd, type MessageKey, takeMessage } from '../../shared/storage/messages.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { type Draft, draftOf, mailOf } from './compose.ts';
import { createSendDraftLink } from './send-draft-link.ts';

/** Something happened to a return, or somebody asked to have a message, or the link to a draft, sent. */
export const messageNudge = z.union([
  returnNudge,
  inboxNudge.extend({ provider: inboxNudge.shape.provider.extract(['resend', 'draft_link']) }),
]);

const resend = z.object({ rma: rmaNumber, seq: z.int().min(1) });

export interface SendMessageDeps {
  table: Table;
  mail: ReturnType<typeof createMail>;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  clock: Clock;
  randomBytes(count: number): Uint8Array;
}

const noAddress = 'no e-mail address';

/**
 * Tells the customer of a milestone: at most one message for an event, by the customer's e-mail address, with a link of
 * its own. Asked to, it sends the message of an event once more, whatever was sent before.
 * @throws when the message has to be tried again
 */
export function createSendMessage(deps: SendMessageDeps) {
  const { table, clock } = deps;
  const sendDraftLink = createSendDraftLink(deps);

  async function find({ brand, rma, seq }: MessageKey): Promise<Draft | undefined> {
    const found = await loadWithEvents(table, brand, rma);
    const event = found?.events.find((one) => one.seq === seq);
    return found && event && draftOf(found, event);
  }

  /** Sends, and notes how it ended. */
  async function send(key: MessageKey, draft: Draft): Promise<MessageEnd> {
    const now = clock();
    const kind = draft.message.kind;
    const end = await attempt(key, draft, now).catch(async (error: unknown) => {
      if (error instanceof MailRefused) return { state: 'refused', reason: error.message } as const;
      await finishMessage(table, key, kind, { state: 'waiting' }, now);
      throw error;
    });
    await finishMessage(table, key, kind, end, now);
    return end;
  }

  async function attempt({ brand, rma }: MessageKey, draft: Draft, now: Date): Promise<MessageEnd> {
    const to = draft.current.statement.person.email;
    if (!to) return { state: 'skipped', reason: noAddress };
    const configuration = await deps.readBrand(brand, now);
    if (!configuration) throw new Error(`Brand ${brand} is not configured`);
    const { orderNumber } = draft.current.head;
    const token = await makeGuestLink(table, { brand, rma, orderNumber }, deps.randomBytes(24), now);
    const { messageId } = await deps.mail.send(mailOf(draft, configuration, to, token));
    return { state: 'sent', messageId };
  }

  async function tell({ brand, rma, seq }: ReturnNudge): Promise<Outcome> {
    const key = { brand, rma, seq };
    const draft = await find(key);
    if (!draft) return { outcome: 'no_message', rma, seq };
    const kind = draft.message.kind;
    const taken = await takeMessage(table, key, kind, clock());
    if (taken === 'finished') return { outcome: 'told_before', rma, seq, message: kind };
    if (taken === 'busy') throw new Error(`Message ${seq} of ${rma} is just being sent`);
    const { state } = await send(key, draft);
    return { outcome: state, rma, seq, message: kind };
  }

  async function tellAgain(arrival: InboxItem): Promise<Worked> {
    const asked = resend.safeParse(jsonOf(arrival));
    if (!asked.success) return { quarantined: 'Not a message to send again' };
    const key = { brand: arrival.brand, ...asked.data };
    const draft = await find(key);
    if (!draft) return { quarantined: `Event ${key.seq} of ${key.rma} makes no message` };
    const end = await send(key, draft);
    return 'reason' in end ? { quarantined: `Not sent: ${end.reason}` } : { outcome: 'sent_again' };
  }

  return (nudge: ReturnNudge | InboxNudge): Promise<Outcome> =>
    'rma' in nudge
      ? tell(nudge)
      : workArrival(table, nudge.inbox, (arrival) =>
          arrival.provider === 'draft_link' ? sendDraftLink(arrival) : tellAgain(arrival),
        );
}
