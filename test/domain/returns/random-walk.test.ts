import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../../shared/contracts/decision.ts';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import {
  type DueKind,
  head as headSchema,
  instruction as instructionSchema,
  type Portion,
  portion as portionSchema,
  shipment as shipmentSchema,
  statement as statementSchema,
} from '../../../shared/contracts/return.ts';
import { type ReturnEvent, returnEvent } from '../../../shared/contracts/return-event.ts';
import { type Change, isKept, lifecycleActor, machineSteps, type Return } from '../../../shared/returns/change.ts';
import { heldSerials, heldUnits } from '../../../shared/returns/claims.ts';
import { customerStatusOf } from '../../../shared/returns/customer-status.ts';
import { openEffects, openMovements } from '../../../shared/returns/effects.ts';
import { firstBreak } from '../../../shared/returns/event-chain.ts';
import { isFinal, isLegal, leadsTo, type Step, stageOf, states, steps } from '../../../shared/returns/lifecycle.ts';
import { clocks } from '../../../shared/returns/sla.ts';
import { beginnings, commands, moveOf, strides } from './random-walk.ts';
import { lineCustoms, requested, start } from './sample-returns.ts';

/** A model of what always holds, checked after every change of a random walk over all commands. */

/** The same request, with goods that have to cross a border. */
const abroad = (customs: 'known' | 'unknown' | undefined) =>
  customs ? { homeCountry: 'CH', customs: () => lineCustoms(customs) } : {};

const minorsBy = <Item>(items: readonly Item[], key: (item: Item) => string, minor: (item: Item) => number) => {
  const sums: Record<string, number> = {};
  for (const item of items) sums[key(item)] = (sums[key(item)] ?? 0) + minor(item);
  return sums;
};
const quantities = ({ portions }: Return) =>
  minorsBy(
    portions,
    ({ lineId }) => lineId,
    ({ quantity }) => quantity,
  );
const unitsOf = ({ portions }: Return) =>
  portions.flatMap(({ lineId, units }) => units.map((unit) => `${lineId}/${unit}`)).toSorted();
const serialsOf = ({ portions }: Return) => portions.flatMap(({ serials }) => serials).toSorted();
const paidOf = ({ portions }: Return) =>
  (['goods', 'tax', 'delivery'] as const).map((what) => portions.reduce((sum, { paid }) => sum + paid[what].minor, 0));
const tendersOf = ({ portions }: Return) =>
  minorsBy(
    portions.flatMap(({ tenders }) => tenders),
    ({ reference }) => reference,
    ({ amount }) => amount.minor,
  );
const standing = ({ instructions }: Return) =>
  instructions.filter(({ id }) => !instructions.some(({ replaces }) => replaces === id));

function checkShape({ after, event }: Change) {
  expect(headSchema.safeParse(after.head).error).toBeUndefined();
  expect(returnEvent.safeParse(event).error).toBeUndefined();
  expect(statementSchema.safeParse(after.statement).error).toBeUndefined();
  for (const one of after.portions) expect(portionSchema.safeParse(one).error).toBeUndefined();
  for (const one of after.shipments) expect(shipmentSchema.safeParse(one).error).toBeUndefined();
  for (const one of after.instructions) expect(instructionSchema.safeParse(one).error).toBeUndefined();
}

function checkConserved(first: Return, after: Return) {
  expect(quantities(after)).toEqual(quantities(first));
  expect(unitsOf(after)).toEqual(unitsOf(first));
  expect(serialsOf(after)).toEqual(serialsOf(first));
  expect(paidOf(after)).toEqual(paidOf(first));
  expect(tendersOf(after)).toEqual(tendersOf(first));
  expect(new Set(after.portions.map(({ id }) => id)).size).toBe(after.portions.length);
  for (const { units, serials, quantity } of after.portions) {
    expect(units.length).toBe(quantity);
    expect(serials.length).toBeLessThanOrEqual(quantity);
  }
}

/** Whether some step leads from one state to the other. */
const isStep = (from: Portion['state'], to: Portion['state']) =>
  (Object.keys(steps) as Step[]).some((step) => isLegal(step, from) && leadsTo(step, to));

function checkSteps(before: Return, after: Return) {
  for (const was of before.portions) {
    const is = after.portions.find(({ id }) => id === was.id);
    expect(is).toBeDefined();
    if (!is || is.state === was.state) continue;
    expect(isFinal(was.state)).toBe(false);
    expect(isStep(was.state, is.state)).toBe(true);
  }
  expect(after.head.stage).toBe(stageOf(after.portions.map(({ state }) => state)));
}

function checkInstructions(before: Return, after: Return) {
  expect(new Set(after.instructions.map(({ id }) => id)).size).toBe(after.instructions.length);
  for (const was of before.instructions) {
    const is = after.instructions.find(({ id }) => id === was.id);
    expect(is).toMatchObject({ kind: was.kind, portions: was.portions, id: was.id });
    expect(is?.amount).toEqual(was.amount);
    expect(is?.tender).toEqual(was.tender);
    if (was.state === 'succeeded' || was.state === 'failed') expect(is).toEqual(was);
  }
  for (const { id } of after.instructions)
    expect(after.instructions.filter(({ replaces }) => replaces === id).length).toBeLessThanOrEqual(1);
}

function checkMoney(after: Return) {
  const valid = standing(after);
  const refunds = valid.filter(({ kind }) => kind === 'refund');
  const paid = tendersOf(after);
  const back = minorsBy(
    refunds.filter(({ tender }) => tender),
    ({ tender }) => tender ?? '',
    ({ amount }) => amount?.minor ?? 0,
  );
  for (const [tender, minor] of Object.entries(back)) expect(minor).toBeLessThanOrEqual(paid[tender] ?? 0);
  const promised = after.portions.filter(({ resolution, refund }) => resolution === 'refund' && refund);
  expect(refunds.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBe(
    promised.reduce((sum, { refund }) => sum + (refund?.total.minor ?? 0), 0),
  );
  for (const { refund, paid: whole } of after.portions) {
    if (!refund) continue;
    const { goods, delivery, fees, deduction, total } = refund;
    expect(goods.minor + delivery.minor - fees.minor - deduction.minor).toBe(total.minor);
    expect(total.minor).toBeGreaterThanOrEqual(0);
    expect(total.minor).toBeLessThanOrEqual(whole.goods.minor + whole.delivery.minor);
  }
  const [goods = 0, , delivery = 0] = paidOf(after);
  expect(refunds.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBeLessThanOrEqual(goods + delivery);
  // Each promise has exactly one instruction beside money, and each movement exactly one portion.
  for (const portion of after.portions) {
    const own = valid.filter(({ portions }) => portions.includes(portion.id));
    const moved = own.filter(({ kind }) => kind === 'stock_movement');
    const done = portion.state === 'resolved' || portion.state === 'closed';
    expect(moved.length).toBe(done && !isKept(portion) ? 1 : 0);
    const others = own.filter(({ kind }) => kind !== 'stock_movement' && kind !== 'refund');
    const started = states[portion.state].stage === 'resolution' || done;
    expect(others.length).toBe(started && portion.resolution !== 'refund' ? 1 : 0);
    if (done)
      for (const one of own.filter(({ kind }) => kind !== 'stock_movement')) expect(one.state).toBe('succeeded');
  }
}

function checkClocks(before: Return | undefined, after: Return) {
  const isIn = (some: readonly string[] = []) => after.portions.some(({ state }) => some.includes(state));
  for (const kind of Object.keys(after.head.due) as DueKind[])
    if (kind in clocks) expect(isIn(clocks[kind as keyof typeof clocks].states)).toBe(true);
  checkWithdrawal(before, after);
  for (const [kind, clock] of Object.entries(clocks)) {
    const name = kind as keyof typeof clocks;
    const raised = after.head.breached.includes(name);
    // What was withdrawn never expires.
    const seen = after.portions.filter(({ withdrawal }) => clock.whenOver === 'breach' || !withdrawal);
    const runs = seen.some(({ state }) => (clock.states as readonly string[]).includes(state));
    if (runs && !raised && !(clock.onlyAtRequest && before)) expect(after.head.due[name]).toBeDefined();
    if (after.head.paused?.[name] !== undefined) expect(isIn(clock.states) || !isIn(clock.standsStillIn)).toBe(false);
  }
  expect(after.head.due.progress !== undefined).toBe(machineSteps(after.portions, after).length > 0);
  for (const once of ['acknowledge', 'authorize'])
    expect(after.head.breached.filter((kind) => kind === once).length).toBeLessThanOrEqual(1);
}

/** What was withdrawn never expires; the refund is held back until something was sent or shown, and never again after. */
function checkWithdrawal(before: Return | undefined, after: Return) {
  const { withdrawal, due } = after.head;
  for (const portion of after.portions) if (portion.withdrawal) expect(portion.state).not.toBe('expired');
  if (before) expect(withdrawal?.toldAt).toBe(before.head.withdrawal?.toldAt);
  if (before?.head.withdrawal?.releasedAt) expect(withdrawal?.releasedAt).toBe(before.head.withdrawal.releasedAt);
  const stays = after.portions.some((one) => one.withdrawal && (isKept(one) || one.resolution === 'cancel_order'));
  if (due.refund && !stays) expect(withdrawal?.releasedAt).toBeDefined();
  if (due.send_back) expect(withdrawal?.releasedAt).toBeUndefined();
  if (withdrawal?.acknowledgement) expect(withdrawal.id).toBeDefined();
}

function checkStarts({ before, after, event }: Change) {
  const newly = after.portions.filter(
    ({ id, state }) => states[state].starts && before?.portions.find((was) => was.id === id)?.state !== state,
  );
  const wanted = machineSteps(newly).filter((step) => step !== 'dispose' || event.actor.id !== lifecycleActor.id);
  expect(event.starts ?? []).toEqual(expect.arrayContaining(wanted));
  // What waits for the machine has something for it to do.
  for (const portion of after.portions)
    if (portion.state === 'resolving')
      expect(openEffects(after).some(({ portions }) => portions.includes(portion.id))).toBe(true);
    else if (portion.state === 'resolved')
      expect(openMovements(after).some(({ portions }) => portions.includes(portion.id))).toBe(true);
}

function checkShipments(before: Return, after: Return) {
  for (const was of before.shipments) {
    const is = after.shipments.find(({ id }) => id === was.id);
    // The time a label was made is our own clock's; the carrier's may be behind.
    if (was.state !== 'label_created') expect((is?.statusAt ?? '') >= was.statusAt).toBe(true);
    if (was.state === 'arrived' || was.state === 'cancelled') expect(is?.state).toBe(was.state);
  }
}

function checkAll(first: Return, events: readonly ReturnEvent[], change: Change) {
  const { before, after, event } = change;
  expect(event.seq).toBe((before?.head.version ?? 0) + 1);
  expect(after.head.version).toBe(event.seq);
  expect(after.head.lastHash).toBe(event.hash);
  expect(firstBreak(events)).toBeUndefined();
  checkShape(change);
  checkConserved(first, after);
  checkMoney(after);
  checkClocks(before, after);
  checkStarts(change);
  if (before) {
    checkSteps(before, after);
    checkInstructions(before, after);
    checkShipments(before, after);
  }
  const { code } = customerStatusOf(after);
  expect(code === 'completed' || after.head.stage !== 'closed' || /rejected|cancelled|expired/.test(code)).toBe(true);
  const held = Object.values(heldUnits(after.portions)).flat();
  expect(held.length).toBeLessThanOrEqual(unitsOf(after).length);
  expect(new Set(heldSerials(after.portions)).size).toBe(heldSerials(after.portions).length);
}

/** The same walks each time: what is rare would else be missing now and then. */
const seed = Number(process.env.HOMEWARD_PROPERTY_SEED ?? 20_261_122);

describe('any commands on any return, in any order', () => {
  const taken = new Map<string, number>();
  const refusedAs = new Map<string, number>();
  let closed = 0;

  test('are done or refused by name; nothing lost, nothing twice, quantities and money conserved, the event chain whole', () => {
    fc.assert(
      fc.property(beginnings, strides, ({ order, lines, known, without, withdrawal, customs }, walk) => {
        const reasons = [
          { reasons: reasonCode.options.map((code) => ({ code, evidence: { withinDays: 3, without } })) },
        ];
        const begun = requested({
          order,
          lines,
          facts: { reasons, ...(!known && { person: {} }), ...abroad(customs) },
          ...(withdrawal && { withdrawal }),
        });
        const first = begun.after;
        const events = [begun.event];
        checkAll(first, events, begun);
        let current = first;
        let now = start.getTime();
        for (const stride of walk) {
          now += stride.hours * 3_600_000;
          const move = moveOf(current, stride);
          const was = structuredClone(current);
          let change: Change | undefined;
          try {
            change = commands[move.command](current, new Date(now), move);
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            expect(['step-not-legal', 'not-allowed', 'not-returnable', 'invalid-request', 'too-many-items']).toContain(
              error.type,
            );
            refusedAs.set(error.type, (refusedAs.get(error.type) ?? 0) + 1);
          }
          expect(current).toEqual(was);
          if (!change) continue;
          events.push(change.event);
          checkAll(first, events, change);
          taken.set(change.event.type, (taken.get(change.event.type) ?? 0) + 1);
          current = change.after;
        }
        if (current.head.stage === 'closed') closed += 1;
      }),
      { seed, numRuns: 250 },
    );
  }, 60_000);

  test('the walk went everywhere: every event, every refusal, and to the end', () => {
    // A case begins with one of these: a return, or a credit without goods.
    const first: readonly string[] = ['return.requested', 'return.credited'];
    const everywhere = returnEvent.shape.type.options.filter((type) => !first.includes(type));
    expect(everywhere.filter((type) => !taken.has(type))).toEqual([]);
    expect([...refusedAs.keys()].toSorted()).toEqual(
      expect.arrayContaining(['invalid-request', 'not-allowed', 'not-returnable', 'step-not-legal']),
    );
    expect(closed).toBeGreaterThan(20);
  });
});
