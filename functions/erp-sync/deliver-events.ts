import type { PartnerSecretStore } from '../../shared/adapters/secrets/secrets-manager.ts';
import type { deliver } from '../../shared/adapters/standard-webhooks/deliver.ts';
import { erpWebhook } from '../../shared/adapters/standard-webhooks/erp-event.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Outcome, TimeLeft } from '../../shared/runtime/queue.ts';
import { loadBrand } from '../../shared/storage/brands.ts';
import {
  advanceCursor,
  type Cursor,
  type CursorKey,
  endSubscription,
  hasEnded,
  holdCursor,
  leaveCursor,
  readCursor,
} from '../../shared/storage/cursors.ts';
import { eventsAfter } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface DeliverEventsDeps {
  table: Table;
  secrets: Pick<PartnerSecretStore, 'read'>;
  deliver: typeof deliver;
  clock: Clock;
  /** A new name for who delivers. */
  newOwner(): string;
  /** Evenly from 0 to 1. */
  random(): number;
  wait(milliseconds: number): Promise<void>;
  allowHttp: boolean;
}

/** Not delivered: the event comes again. */
export class NotDelivered extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotDelivered';
  }
}

const deliverySeconds = 10;
/** What one more delivery may need, and letting go of the cursor after it. */
const spareMs = (deliverySeconds + 3) * 1000;
/** How often, and how far apart, another one who delivers is waited for: it mostly takes less than a second. */
const patience = { times: 12, ms: 250 };

/**
 * How long an ERP is left alone after so many failures in a row: the queue's own pause is enough for the first three, then
 * a minute and ever longer, up to an hour, never the same for all returns that wait.
 */
function restSeconds(failuresBefore: number, random: number): number {
  if (failuresBefore < 3) return 0;
  return Math.min(3600, 60 * 2 ** (failuresBefore - 3)) * (0.5 + random / 2);
}

/**
 * Brings a brand's ERP up to date with a return: all events after the cursor, in order, each until it is taken. One that
 * is not taken holds up the later ones of this return, and nothing else.
 * @throws NotDelivered when there is something left to deliver
 */
export function createDeliverEvents(deps: DeliverEventsDeps) {
  const { table, clock } = deps;
  const signedUnder = new Map<string, number>();

  /** Secrets are replaced with a new version of the configuration only: none that was replaced is signed with. */
  async function secretsOf(brand: string, version: number): Promise<readonly string[]> {
    const { erp = [] } = await deps.secrets.read(brand, signedUnder.get(brand) === version ? undefined : 0);
    signedUnder.set(brand, version);
    return erp;
  }

  async function hold(key: CursorKey, owner: string): Promise<Cursor> {
    for (let i = 0; i < patience.times; i += 1) {
      const held = await holdCursor(table, key, owner, clock());
      if (held) return held;
      const rests = (await readCursor(table, key))?.notBefore;
      if (rests && rests > clock().toISOString()) throw new NotDelivered(`The ERP is not called before ${rests}`);
      await deps.wait(patience.ms);
    }
    throw new NotDelivered('Somebody else is delivering events of this return');
  }

  return async ({ brand, rma }: { brand: string; rma: string }, timeLeft: TimeLeft): Promise<Outcome> => {
    const key: CursorKey = { brand, rma, subscriber: 'erp' };
    const configured = await loadBrand(table, brand);
    const url = configured?.configuration.erp?.url;
    if (!configured || !url) return { outcome: 'no_erp', rma };
    if (await hasEnded(table, key, configured.version)) return { outcome: 'ended', rma };
    const secrets = await secretsOf(brand, configured.version);
    const owner = deps.newOwner();
    const { seq, failures = 0 } = await hold(key, owner);
    let at = seq;
    let delivered = 0;
    let failed: { notBefore: Date } | undefined;
    try {
      let waiting: ReturnEvent[] = [];
      for (;;) {
        if (waiting.length === 0) waiting = await eventsAfter(table, brand, rma, at);
        const [event, ...later] = waiting;
        if (!event) return { outcome: 'up_to_date', rma, delivered, seq: at };
        if (timeLeft() < spareMs) throw new NotDelivered('There was no time to deliver all events');
        const now = clock();
        const webhook = erpWebhook({ event, url, secrets, now });
        const answer = await deps.deliver(webhook, { now, timeoutSeconds: deliverySeconds, allowHttp: deps.allowHttp });
        if (answer.result === 'gone') {
          await endSubscription(table, key, configured.version, now);
          return { outcome: 'ended', rma, delivered };
        }
        if (answer.result !== 'delivered') {
          const asked = answer.result === 'retry' ? answer.afterSeconds : undefined;
          const rest = asked ?? restSeconds(delivered === 0 ? failures : 0, deps.random());
          failed = { notBefore: new Date(now.getTime() + rest * 1000) };
          throw new NotDelivered(`Event ${event.seq} was not taken: ${answer.reason}`);
        }
        delivered += 1;
        const next = await advanceCursor(table, key, owner, at, event.seq);
        if (next === undefined) throw new NotDelivered('Somebody else went on delivering');
        // A replay moved the cursor: what was read before no longer follows.
        waiting = next === event.seq ? later : [];
        at = next;
      }
    } finally {
      await leaveCursor(table, key, owner, failed);
    }
  };
}
