import fc from 'fast-check';
import * as intake from '../../../shared/contracts/intake.ts';
import type { Portion, PortionState } from '../../../shared/contracts/return.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import * as staff from '../../../shared/contracts/staff.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { type Fault, faults, type Plan } from '../../faults/table-faults.ts';
import type { Call } from './app.ts';
import { customer } from './returns.ts';
import type { World } from './world.ts';

/** What people and systems do to returns, legal and illegal: data that fast-check draws and shrinks. */
export type Doing =
  | { do: 'create'; order: string; lines: Wish[]; plan: Plan }
  /** Several at once ask for the same, each with a key of its own or all with one. */
  | { do: 'rush'; order: string; line: Wish; sameKey: boolean }
  /** The order system puts an order again, as a later version. */
  | { do: 'order'; order: string; plan: Plan }
  /** The step that is next for a return, as far as somebody has to take it. */
  | { do: 'go on'; which: number; how: number; plan: Plan }
  /** A command, whether or not it is the time for it. */
  | { do: 'command'; which: number; name: CommandName; how: number; plan: Plan }
  /** Two of them at the same moment. */
  | { do: 'both'; which: number; names: [CommandName, CommandName]; how: number }
  /** An earlier request again, with its key. */
  | { do: 'again'; which: number; plan: Plan }
  | { do: 'tell'; seed: number; plan: Plan }
  | { do: 'wait'; minutes: number; plan: Plan };

interface Wish {
  line: number;
  quantity: number;
  reason: 'customer_remorse' | 'open_box' | 'defective' | 'wrong_item';
  preference: 'refund' | 'exchange' | 'repair' | 'store_credit';
  serials: number;
}

const plan: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom<Fault[]>(...faults)), {
        minLength: 1,
        maxLength: 3,
      })
      .map((entries): Plan => Object.fromEntries(entries)),
  },
);
const which = fc.nat({ max: 5 });
const how = fc.nat({ max: 11 });

const wish: fc.Arbitrary<Wish> = fc.record({
  line: fc.nat({ max: 2 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  reason: fc.constantFrom('customer_remorse', 'open_box', 'defective', 'wrong_item'),
  preference: fc.constantFrom('refund', 'refund', 'refund', 'exchange', 'repair', 'store_credit'),
  serials: fc.nat({ max: 2 }),
});

export const doingsOf = (orders: readonly string[]): fc.Arbitrary<Doing> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        order: fc.constantFrom(...orders),
        lines: fc.array(wish, { minLength: 1, maxLength: 2 }),
        plan,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('rush' as const),
        order: fc.constantFrom(...orders),
        line: wish,
        sameKey: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('order' as const), order: fc.constantFrom(...orders), plan }) },
    { weight: 16, arbitrary: fc.record({ do: fc.constant('go on' as const), which, how, plan }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('command' as const),
        which,
        name: fc.constantFrom(...commandNames),
        how,
        plan,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('both' as const),
        which,
        names: fc.tuple(fc.constantFrom(...commandNames), fc.constantFrom(...commandNames)),
        how,
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat({ max: 30 }), plan }) },
    { weight: 9, arbitrary: fc.record({ do: fc.constant('tell' as const), seed: fc.nat({ max: 999 }), plan }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        minutes: fc.constantFrom(1, 1, 1, 6, 6, 30, 300, 1500, 11_000),
        plan,
      }),
    },
  );

/** Requests on a return, each in a few forms, right and wrong ones. */
type Form = (current: Return, how: number) => { route: Route; call: Call };

const agent = { role: 'agent' };
const EUR = (minor: number) => ({ currency: 'EUR', minor });
const first = (current: Return, state: PortionState): Portion | undefined =>
  current.portions.find((one) => one.state === state);
const pick = <One>(from: readonly [One, ...One[]], how: number): One => from[how % from.length] ?? from[0];

const terms = (how: number) => ({
  labelPayer: pick(['brand', 'none', 'customer'], how),
  fees: pick(
    [[], [{ kind: 'restocking', amount: EUR(700) }], [{ kind: 'restocking', amount: EUR(9_999_999) }]],
    how >> 1,
  ),
  resolutions: ['refund', 'store_credit', 'exchange', 'repair'],
  evidence: [],
  refundsDelivery: how % 2 === 0,
});

export const commandNames = [
  'approve',
  'reject',
  'ask',
  'answer',
  'cancel',
  'receive',
  'inspect',
  'settle',
  'retry',
  'expect evidence',
  'revoke links',
] as const;
export type CommandName = (typeof commandNames)[number];

const forms: Record<CommandName, Form> = {
  approve: ({ head: { rma } }, how) => ({
    route: staff.approveReturn,
    call: { who: agent, params: { rma }, body: how % 3 === 0 ? {} : { terms: terms(how), reason: 'A good customer' } },
  }),
  reject: ({ head: { rma } }) => ({
    route: staff.rejectReturn,
    call: { who: agent, params: { rma }, body: { message: 'It is not ours.' } },
  }),
  ask: ({ head: { rma } }) => ({
    route: staff.askCustomer,
    call: { who: agent, params: { rma }, body: { text: 'Which colour is it?' } },
  }),
  answer: ({ head: { rma } }) => ({
    route: intake.answerQuestion,
    call: { who: customer, params: { rma }, body: { text: 'The black one.' } },
  }),
  cancel: ({ head: { rma } }) => ({ route: intake.cancelReturn, call: { who: customer, params: { rma }, body: {} } }),
  receive: (current, how) => {
    const [portion] = current.portions;
    const serials = portion?.serials ?? [];
    const count = (quantity: number, with_: readonly string[] = []) => ({
      lineId: portion?.lineId ?? '1',
      quantity,
      serials: with_,
    });
    const lines = pick(
      [undefined, [count(1)], [count(2, serials.slice(0, 1))], [count(1), count(1)], [count(1, serials)], [count(50)]],
      how,
    );
    const code = how % 4 === 3 ? (current.shipments[0]?.trackingNumber ?? current.head.rma) : current.head.rma;
    return {
      route: staff.receiveParcel,
      call: { who: { role: 'warehouse' }, body: { code, ...(lines && { lines }) } },
    };
  },
  inspect: (current, how) => {
    const portion = first(current, 'quarantined') ?? current.portions[0];
    const quantity = portion?.quantity ?? 1;
    const [serial] = portion?.serials ?? [];
    const grade = pick(['A', 'B', 'C', 'D'], how);
    const found = (of: number, more: object = {}) => ({ quantity: of, grade, matchesClaim: how % 3 !== 2, ...more });
    const findings = pick(
      [
        [found(quantity)],
        [found(1)],
        [found(1, { ...(serial && { serial }) }), found(1, { matchesClaim: false })],
        [found(1, { ...(serial && { serial }) }), found(1, { ...(serial && { serial }) })],
        [found(quantity + 1)],
      ],
      how >> 1,
    );
    return {
      route: staff.inspectGoods,
      call: {
        who: { role: 'inspector' },
        params: { rma: current.head.rma },
        body: { portion: portion?.id ?? '1', findings },
      },
    };
  },
  settle: (current, how) => ({
    route: staff.settleDispute,
    call: {
      who: { role: 'manager' },
      params: { rma: current.head.rma },
      body: {
        portions: [first(current, 'disputed')?.id ?? '1'],
        reason: 'Agreed on the phone',
        ...(how % 2 === 0 && { deduction: EUR(pick([0, 500, 9_999_999], how >> 1)) }),
      },
    },
  }),
  retry: (current, how) => {
    const failed = current.instructions.filter(({ state }) => state === 'failed');
    const one = failed.at(-1) ?? current.instructions[how];
    return {
      route: staff.retryEffect,
      call: {
        who: { role: 'finance' },
        params: { rma: current.head.rma, instruction: one?.id ?? '9-9' },
        body: { reason: 'The account is open again' },
      },
    };
  },
  'expect evidence': ({ head: { rma } }) => ({
    route: intake.addEvidence,
    call: { who: customer, params: { rma }, body: { type: 'photo' } },
  }),
  'revoke links': ({ head: { rma } }) => ({ route: staff.revokeLinks, call: { who: agent, params: { rma } } }),
};

/** Whose command takes a return on from a state; carriers and uploads have ways of their own. */
const nextCommand: Partial<Record<PortionState, readonly [CommandName, ...CommandName[]]>> = {
  under_review: ['approve', 'approve', 'ask', 'reject', 'approve'],
  awaiting_answer: ['answer', 'answer', 'approve'],
  arrived: ['receive'],
  shipment_exception: ['receive'],
  quarantined: ['inspect'],
  disputed: ['settle'],
  resolution_failed: ['retry'],
};

let keys = 0;
const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};

/** Does one thing to the world, and answers how it was answered, if anybody heard. */
export async function doIt(world: World, doing: Doing): Promise<void> {
  const send = async (route: Route, call: Call, faultsMet: Plan) => {
    const answer = await world.request(route, { ...call, key: newKey() }, faultsMet);
    if (answer && answer.status >= 500 && (Object.keys(faultsMet).length === 0 || answer.status !== 503))
      throw new Error(`${route.name} ${JSON.stringify(call.body)} was answered ${JSON.stringify(answer.body)}`);
  };
  const chosen = (number: number) => {
    const { returns } = world.seen();
    return returns[number % Math.max(1, returns.length)]?.current;
  };
  if (doing.do === 'create') {
    const body = { orderNumber: doing.order, lines: doing.lines.map((one) => wished(one, doing.order)) };
    return send(intake.createReturn, { who: customer, body }, doing.plan);
  }
  if (doing.do === 'rush') {
    const body = { orderNumber: doing.order, lines: [wished(doing.line, doing.order)] };
    const key = newKey();
    const one = () =>
      world.request(intake.createReturn, { who: customer, body, key: doing.sameKey ? key : newKey() }, {});
    const answers = await Promise.all([one(), one(), one(), one()]);
    const made = answers.flatMap((answer) => (answer?.status === 201 ? [answer.body.rma] : []));
    if (doing.sameKey && made.length > 0 && (made.length < answers.length || new Set(made).size > 1))
      throw new Error(`One key made ${made.join(' and ')}`);
    return;
  }
  if (doing.do === 'order') return world.putAgain(doing.order, doing.plan);
  if (doing.do === 'again') {
    const earlier = world.answered[doing.which % Math.max(1, world.answered.length)];
    if (earlier) await expectSameAnswer(world, earlier, doing.plan);
    return;
  }
  if (doing.do === 'tell') return world.tell(doing.plan, randomOf(doing.seed));
  if (doing.do === 'wait') {
    world.wait(doing.minutes);
    return world.passDueDates(doing.plan);
  }
  const current = chosen(doing.which);
  if (!current) return;
  if (doing.do === 'command') {
    const { route, call } = forms[doing.name](current, doing.how);
    return send(route, call, doing.plan);
  }
  if (doing.do === 'both') {
    const both = doing.names.map((name, i) => forms[name](current, doing.how + i));
    await Promise.all(both.map(({ route, call }) => send(route, call, {})));
    return;
  }
  return goOn(world, current, doing, send);
}

async function goOn(
  world: World,
  current: Return,
  { how: way, plan: met }: { how: number; plan: Plan },
  send: (route: Route, call: Call, plan: Plan) => Promise<void>,
): Promise<void> {
  const { rma } = current.head;
  const waiting = current.evidence.find(({ state }) => state !== 'attached');
  if (first(current, 'awaiting_evidence') && waiting) return world.upload(rma, waiting.id, way % 4 !== 3, met);
  const parcel = current.shipments.find(({ state }) => state !== 'arrived' && state !== 'cancelled');
  if (parcel && (first(current, 'awaiting_shipment') || first(current, 'in_transit')) && way % 3 !== 0) {
    const status = pick(['in_transit', 'arrived', 'arrived', 'exception'] as const, way >> 1);
    const at = new Date(world.now().getTime() + (way % 5 === 0 ? -3_600_000 : 1000)).toISOString();
    return world.news(rma, { trackingNumber: parcel.trackingNumber, status, at }, met);
  }
  const inHand = first(current, 'awaiting_shipment') ?? first(current, 'in_transit');
  const names = current.portions.map((one) => nextCommand[one.state]).find((one) => one !== undefined);
  const name = names ? pick(names, way) : inHand && ('receive' as const);
  if (!name) return;
  const { route, call } = forms[name](current, way);
  await send(route, call, met);
}

/** A request with its key again: the same status, number and version, wherever the return stands by now. */
export async function expectSameAnswer(world: World, { route, call, answer }: World['answered'][number], met: Plan) {
  // Keys are kept for a day.
  if (world.now().getTime() - (world.keptSince.get(call.key) ?? 0) >= 86_400_000) return;
  const again = await world.request(route, call, met);
  if (!again || again.status === 503) return;
  const told = ({ status, body }: typeof answer) => ({ status, rma: body.rma, version: body.version });
  if (JSON.stringify(told(again)) !== JSON.stringify(told(answer)))
    throw new Error(`${route.name} again: ${JSON.stringify(told(again))}, first ${JSON.stringify(told(answer))}`);
}

function wished({ line, quantity, reason, preference, serials }: Wish, order: string) {
  return {
    lineId: String(line + 1),
    quantity,
    reason,
    preference,
    condition: 'opened',
    serials: Array.from({ length: serials }, (_, i) => `${order}-${line + 1}0${i}`),
    description: { what: 'The left channel stays silent' },
  };
}

/** Numbers from 0 to below 1 that follow from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
