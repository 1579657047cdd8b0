import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSendMessage } from '../../functions/notifications/send-message.ts';
import { type Mail, MailRefused, MailUnavailable } from '../../shared/adapters/mail/ses.ts';
import type { ReturnNudge } from '../../shared/contracts/bus.ts';
import { findGuestLink } from '../../shared/storage/guest-links.ts';
import { keepArrival, loadArrival } from '../../shared/storage/inbox.ts';
import { abandonedSeconds, takeMessage } from '../../shared/storage/messages.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { brand, configuration, email, labelled, later, requested } from '../fixtures/returns/lumen-return.ts';

let table: Table;
let rma: string;
let sent: Mail[];
let failures: Error[];
let now: Date;
let random = 0;

beforeEach(async () => {
  table = await freshTable();
  ({
    head: { rma },
  } = await labelled(table, 'HW1'));
  sent = [];
  failures = [];
  now = later(120);
});

const send = () =>
  createSendMessage({
    table,
    mail: {
      async send(mail) {
        const failure = failures.shift();
        if (failure) throw failure;
        sent.push(mail);
        return { messageId: `m-${sent.length}` };
      },
    },
    readBrand: async () => configuration,
    clock: () => now,
    randomBytes: (count) => {
      random += 1;
      return new Uint8Array(count).fill(random);
    },
  });
const nudge = (seq: number): ReturnNudge => ({ brand, rma, seq, type: 'return.requested', at: now.toISOString() });
const kept = async (seq: number, of = rma) =>
  (
    await table.documents.send(
      new GetCommand({ TableName: table.name, Key: { pk: partitions.return(brand, of), sk: sortKeys.message(seq) } }),
    )
  ).Item;
const tokenIn = ({ text }: Mail) => decodeURIComponent(/follow#(\S+)/.exec(text)?.[1] ?? '');

describe('a milestone', () => {
  test('is told to the customer, in the customer’s language, with a link that opens the return', async () => {
    expect(await send()(nudge(2))).toMatchObject({ outcome: 'sent', message: 'label_ready' });
    expect(sent).toMatchObject([{ to: email, from: { name: 'Lumen', address: 'returns@lumen.example' } }]);
    const [mail] = sent;
    expect(mail?.subject).toContain(rma);
    expect(mail?.text).toContain('Guten Tag');
    expect(mail && (await findGuestLink(table, tokenIn(mail), now))).toMatchObject({ rma, brand });
    expect(JSON.stringify(await kept(2))).not.toContain(email);
  });

  test('is told once, however often and in whatever order its event comes', async () => {
    for (const seq of [2, 1, 2, 1, 2]) await send()(nudge(seq));
    expect(sent.map(({ tags }) => tags.message)).toEqual(['label_ready', 'return_approved']);
  });

  test('is told once when two are nudged at the same time: the other comes again and finds it done', async () => {
    const outcomes = await Promise.allSettled([send()(nudge(2)), send()(nudge(2)), send()(nudge(2))]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await send()(nudge(2))).toMatchObject({ outcome: 'told_before' });
    expect(sent).toHaveLength(1);
  });

  test('that one began to tell who then died is told by the next one', async () => {
    await takeMessage(table, { brand, rma, seq: 2 }, 'label_ready', now);
    await expect(send()(nudge(2))).rejects.toThrow('just being sent');
    now = new Date(now.getTime() + (abandonedSeconds + 1) * 1000);
    await send()(nudge(2));
    expect(sent).toHaveLength(1);
  });

  test('is tried again when the mail service is away', async () => {
    failures = [new MailUnavailable('The mail service answered TooManyRequestsException')];
    await expect(send()(nudge(2))).rejects.toThrow('TooManyRequests');
    expect(await send()(nudge(2))).toMatchObject({ outcome: 'sent' });
    expect(await kept(2)).toMatchObject({ state: 'sent', deliveries: 1 });
  });

  test('the mail service refuses is not tried again', async () => {
    failures = [new MailRefused('The mail service answered MessageRejected')];
    expect(await send()(nudge(2))).toMatchObject({ outcome: 'refused' });
    expect(await send()(nudge(2))).toMatchObject({ outcome: 'told_before' });
    expect(await kept(2)).toMatchObject({ state: 'refused', reason: expect.stringContaining('MessageRejected') });
  });

  test('of a return without an address is skipped, and that is noted', async () => {
    const { head } = await requested(table, {}, {});
    expect(await send()({ ...nudge(1), rma: head.rma })).toMatchObject({ outcome: 'skipped' });
    expect(await kept(1, head.rma)).toMatchObject({ state: 'skipped' });
    expect(sent).toEqual([]);
  });
});

test('the table is the truth: what the bus says of an event is not believed', async () => {
  expect(await send()({ ...nudge(1), type: 'return.expired' })).toMatchObject({ message: 'return_approved' });
  expect(await send()({ ...nudge(9), type: 'return.expired' })).toMatchObject({ outcome: 'no_message' });
});

describe('a message that is asked for once more', () => {
  const asked = async (seq: number, id: string) => {
    await keepArrival(table, { brand, provider: 'resend', id, body: JSON.stringify({ rma, seq }) }, now);
    return { brand, inbox: partitions.inbox(brand, 'resend', id), provider: 'resend' as const };
  };

  test('is sent again with a fresh link, once for each time it is asked for', async () => {
    await send()(nudge(2));
    const once = await asked(2, 'a');
    await send()(once);
    await send()(once);
    await send()(await asked(2, 'b'));
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(tokenIn)).size).toBe(3);
    expect(await kept(2)).toMatchObject({ deliveries: 3 });
  });

  test('stays sent when the mail service is away, and is tried again', async () => {
    await send()(nudge(2));
    const once = await asked(2, 'a');
    failures = [new MailUnavailable('away')];
    await expect(send()(once)).rejects.toThrow('away');
    expect(await kept(2)).toMatchObject({ state: 'sent' });
    await send()(once);
    expect(sent).toHaveLength(2);
  });

  test('of an event that makes none is kept for a person', async () => {
    const nothing = await asked(7, 'c');
    await send()(nothing);
    expect(await loadArrival(table, nothing.inbox)).toMatchObject({ state: 'quarantined' });
  });
});
