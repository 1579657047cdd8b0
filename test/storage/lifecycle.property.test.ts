import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshTable } from '../engine/table.ts';
import { quickRetries, withFaults } from '../faults/table-faults.ts';
import { doIt, expectSameAnswer, randomOf } from './app/do-it.ts';
import { type Doing, doingsOf } from './app/doings.ts';
import type { Everything } from './app/everything.ts';
import { line, type Sold } from './app/shop.ts';
import { expectNothingStuck, expectTruths } from './app/truths.ts';
import { createWorld, type World } from './app/world.ts';

/** How a payment provider answers; the embedded one plays each part by the end of a payment's reference. */
const parts = ['', ':times-out', ':settles-late', ':fails-late', ':declines', ':down-once'] as const;

const serials = (order: string, lineId: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${order}-${lineId}0${i}`);

/**
 * Two orders: one of several lines over two payments, the last a kit; and one of cheap things that are not worth sending
 * back, not all of them shipped.
 */
const salesOf = (a: string, b: string): Record<string, Sold> => ({
  'AA-1': {
    lines: [
      line('1', 4, 3333, serials('AA-1', '1', 4)),
      line('2', 2, 9900, serials('AA-1', '2', 2)),
      {
        ...line('3', 3, 4100),
        parts: [
          { id: '4', sku: 'LM-4', title: 'Loudspeaker', each: 2, worth: 3 },
          { id: '5', sku: 'LM-5', title: 'Cable', each: 1, worth: 1 },
        ],
      },
    ],
    payments: { [`card${a}`]: 40_000, [`gift${b}`]: 5432 },
  },
  'BB-1': {
    lines: [line('1', 5, 1250), line('2', 1, 2600), line('3', 2, 29_900)],
    payments: { [`other${b}`]: 68_650 },
    shipped: { '1': 3, '3': 1 },
  },
});

/** Lets everything that is due come due, and the machine do what it can, until nothing is left to wait for. */
async function letTimePass(world: World): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await world.tell({}, randomOf(round));
    const next = await world.nextDue();
    if (!next) return;
    world.wait(Math.max(1, Math.ceil((next.getTime() - world.now().getTime()) / 60_000)));
    await world.passDueDates({});
  }
  throw new Error('There is no end to what is due');
}

/** What was answered well has happened, once, and is in the chain where the answer says. */
function expectAnswersKept({ answered }: World, { returns }: Everything): void {
  for (const { route, answer } of answered) {
    const { rma, version } = answer.body;
    const events = returns.find(({ current }) => current.head.rma === rma)?.events;
    expect(events, `${route.name} answered ${rma}`).toBeDefined();
    if (version !== undefined) expect(events?.length).toBeGreaterThanOrEqual(Number(version));
  }
  const versions = answered.flatMap(({ answer: { body } }) => (body.version ? [`${body.rma} ${body.version}`] : []));
  expect(versions, 'no two requests were answered with one event').toEqual([...new Set(versions)]);
}

/** Figures of a run; a failure prints the seed and the path that lead to it again. */
const runs = Number(process.env.HOMEWARD_PROPERTY_RUNS ?? 40);
const seed = Number(process.env.HOMEWARD_PROPERTY_SEED ?? 20_261_122);
const seconds = Number(process.env.HOMEWARD_PROPERTY_SECONDS ?? 40);

/** A property that never got anywhere would prove nothing: states and events that some return came to. */
const expected = [
  'closed',
  'rejected',
  'cancelled',
  'expired',
  'resolution_failed',
  'return.question_answered',
  'return.effect_settled',
  'return.dispute_settled',
  'return.disposed',
  'return.progress_requested',
];

test('whatever is done to returns, and whatever goes wrong meanwhile: nothing is lost, nothing happens twice, units and money are conserved, the chain is whole, claims are what the states hold, and every return gets to its end or to a person', async () => {
  const seen = new Set<string>();
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...parts),
      fc.constantFrom(...parts),
      fc.array(doingsOf(['AA-1', 'BB-1']), { minLength: 50, maxLength: 90, size: 'max' }),
      async (a, b, doings: Doing[]) => {
        const table = withFaults(await freshTable({ retryStrategy: quickRetries }));
        const world = await createWorld(table, salesOf(a, b));
        for (const doing of doings) {
          await doIt(world, doing);
          expectTruths(await world.look(), world.orders);
        }
        for (const earlier of world.answered.slice(-5)) await expectSameAnswer(world, earlier, {});
        await letTimePass(world);
        const found = await world.look();
        expectTruths(found, world.orders);
        expectAnswersKept(world, found);
        expectNothingStuck(found);
        for (const { events, current } of found.returns)
          for (const name of [...events.map(({ type }) => type), ...current.portions.map(({ state }) => state)])
            seen.add(name);
        done += 1;
      },
    ),
    { seed, numRuns: runs, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
  );
  if (done >= 30) expect(expected.filter((one) => !seen.has(one))).toEqual([]);
}, 240_000);
