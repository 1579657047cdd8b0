import * as intake from '../../../shared/contracts/intake.ts';
import type { PortionState } from '../../../shared/contracts/return.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import type { Return } from '../../../shared/returns/change.ts';
import type { Plan } from '../../faults/table-faults.ts';
import type { Call } from './app.ts';
import { type CommandName, first, forms, pick } from './commands.ts';
import type { Doing, Wish } from './doings.ts';
import { customer } from './returns.ts';
import type { World } from './world.ts';

/** Whose command takes a return on from a state; carriers and uploads have ways of their own. */
const nextCommand: Partial<Record<PortionState, readonly [CommandName, ...CommandName[]]>> = {
  under_review: ['approve', 'approve', 'ask', 'reject', 'approve'],
  awaiting_answer: ['answer', 'answer', 'approve'],
  arrived: ['receive'],
  shipment_exception: ['receive'],
  quarantined: ['inspect'],
  disputed: ['settle'],
  resolution_failed: ['retry', 'settle by hand'],
};

let keys = 0;
const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};

/** Does one thing to the world. @throws Error when it is answered as nothing ever should be */
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
  if (
    parcel?.trackingNumber &&
    (first(current, 'awaiting_shipment') || first(current, 'in_transit')) &&
    way % 3 !== 0
  ) {
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
    description: { what: 'The left channel stays silent', since: 'Monday', tried: 'Another cable' },
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
