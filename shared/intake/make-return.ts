import { randomBytes } from 'node:crypto';
import { channelOf } from '../access/principal.ts';
import { outcome } from '../contracts/decision.ts';
import { busy, refuse } from '../contracts/errors.ts';
import type { CreatedReturn, ReturnRequest } from '../contracts/intake.ts';
import type { Evidence } from '../contracts/return.ts';
import type { ReturnEvent } from '../contracts/return-event.ts';
import { chooseLanguage } from '../notifications/language.ts';
import type { DecidedRequest } from '../returns/assess.ts';
import { assessmentOf } from '../returns/assessment.ts';
import { requestReturn } from '../returns/request.ts';
import { newRmaNumber } from '../returns/rma-number.ts';
import { heldSerial } from '../returns/serials.ts';
import { type CommandRequest, contextOf } from '../runtime/return-command.ts';
import { commitOnce } from '../storage/command.ts';
import { loadWithEvents } from '../storage/returns.ts';
import { loadSerials } from '../storage/serials.ts';
import { countedIn } from '../storage/site-counts.ts';
import type { Table } from '../storage/table.ts';
import type { NamedWrite } from '../storage/transaction.ts';
import type { Assessor } from './assessor.ts';
import type { Outlook } from './load-request.ts';
import { shownTo } from './shown-to.ts';
import type { Slots } from './upload-slots.ts';

export interface MakeReturnDeps {
  table: Table;
  progressMinutes: number;
  assess: Assessor;
  slots: Slots;
}

/** What a return is made of: a whole request, or a draft that became one. */
export interface Asked {
  body: ReturnRequest;
  /** How it is looked at, if not as any other. */
  outlook?: Outlook;
  /**
   * What is there already, and what is written with the return; left out for a request without a draft. Asked for when the
   * request was decided and not refused, right before it is committed.
   */
  from?: (decided: DecidedRequest, rma: string) => Promise<{ evidence: Evidence[]; also: NamedWrite[] }>;
}

export type MakeReturn = (request: CommandRequest, ask: () => Promise<Asked>) => Promise<CreatedReturn>;

/**
 * Decides a request and makes a return of it, in one transaction, whoever else wants the same units: the one way a return
 * comes about that a customer asks for.
 */
export function createMakeReturn({ table, progressMinutes, assess, slots }: MakeReturnDeps): MakeReturn {
  /** What the commit would be refused for, of serials that another return has: known before anything is copied for it. */
  async function held(brand: string, { lines }: DecidedRequest): Promise<string[]> {
    const known = await loadSerials(
      table,
      brand,
      lines.flatMap(({ portion }) => portion.serials),
    );
    return [...known].flatMap(([serial, { heldBy }]) => (heldBy ? [`serial:${serial}`] : []));
  }

  return async (request, ask) => {
    const { principal, idempotency, now } = request;
    const rma = newRmaNumber(randomBytes);
    const context = contextOf(request, 'return.create', progressMinutes);
    let assessment: ReturnType<typeof assessmentOf> | undefined;
    let asked: Pick<ReturnRequest, 'lines' | 'product'> = { lines: [] };
    const done = await commitOnce(
      table,
      idempotency,
      now,
      async () => {
        const { body, outlook, from } = await ask();
        asked = body;
        const { stored, isNew, decided, brand, siteDay } = await assess(body, principal, now, {
          fresh: rma,
          ...outlook,
        });
        assessment = shownTo(principal, assessmentOf(decided, stored.order.currency));
        const { locale } = chooseLanguage(body.locale, stored.order.locale, brand.locale);
        if (from) refuseTakenSerial(await held(principal.brand, decided), asked);
        const { evidence, also = [] } = (await from?.(decided, rma)) ?? {};
        const requested = requestReturn(
          {
            rma,
            ...stored,
            request: { ...body, locale },
            decided,
            channel: channelOf(principal),
            ...(evidence && { evidence }),
          },
          context,
        );
        const { order, person, claimsVersion } = stored;
        const units = isNew ? { newOrder: { order, person, claimsVersion } } : { claimsVersion };
        const { change, counted } = countedIn(table, requested, siteDay);
        return { change, options: { ...units, also: [...also, ...counted] } };
      },
      (names) => refuseTakenSerial(names, asked),
    );
    if (done.change && assessment) {
      const { after } = done.change;
      const uploads = await slots(after.head, after.evidence, now);
      return { rma, stage: after.head.stage, outcome: assessment.outcome, assessment, uploads };
    }
    const made = done.repeated && (await firstAnswerOf({ table, slots }, principal.brand, done.repeated.made, now));
    if (!made) throw busy();
    return made;
  };
}

/** A verified serial can be in one open return only: it is told where it was named, or of all lines where it was not. */
function refuseTakenSerial(
  names: readonly string[],
  { lines, product }: Pick<ReturnRequest, 'lines' | 'product'>,
): void {
  const taken = names.flatMap((name) => (name.startsWith('serial:') ? [name.slice('serial:'.length)] : []));
  const errors = taken.flatMap((serial) => {
    const named = lines.flatMap((line, i) =>
      line.serials.flatMap((one, j) => (one === serial ? [heldSerial(serial, `/lines/${i}/serials/${j}`)] : [])),
    );
    if (named.length > 0) return named;
    return [heldSerial(serial, product?.serial === serial ? '/product/serial' : '/lines')];
  });
  refuse('not-returnable', errors);
}

/** What the request was answered when it came: its event says it, wherever the return stands by now. */
export async function firstAnswerOf(
  { table, slots }: Pick<MakeReturnDeps, 'table' | 'slots'>,
  brand: string,
  rma: string,
  now: Date,
): Promise<CreatedReturn | undefined> {
  const made = await loadWithEvents(table, brand, rma);
  if (!made) return undefined;
  const { head, evidence } = made.current;
  return { ...toldBy(made.events), uploads: await slots(head, evidence, now) };
}

function toldBy([first]: readonly ReturnEvent[]) {
  if (!first) throw new Error('A return begins with an event');
  return { rma: first.rma, stage: first.stage, outcome: outcome.parse(first.data.outcome) };
}
