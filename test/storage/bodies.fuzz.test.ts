import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRecord } from '../../functions/evidence/record.ts';
import { type Action, permissions } from '../../shared/access/permissions.ts';
import { problemDocument, problemTypes } from '../../shared/contracts/errors.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { bodiesOf, brokenOnes, type Hints } from '../faults/bodies.ts';
import { type Answer, type App, createApp } from './app/app.ts';
import { createMachine } from './app/machine.ts';
import { approve, asked, inspect, openBox, receive, remorse } from './app/returns.ts';
import { configuration, line, openShop, sell, sold, today } from './app/shop.ts';

const seed = Number(process.env.HOMEWARD_PROPERTY_SEED ?? 20_261_122);
let table: Table;
let app: App;
/** Returns in many states. */
let rmas: string[] = [];

async function somewhere(number: string): Promise<string[]> {
  const lines = [line('1', 9, 3900, ['LMX-F1', 'LMX-F2', 'LMX-F3']), line('2', 9, 2700)];
  await sell(table, number, { lines });
  const machine = createMachine(table, () => today);
  const parcel = async (line_ = remorse()) => {
    const rma = await asked(app, number, line_);
    await machine.finish('lumen', rma);
    return rma;
  };
  const review = await asked(app, number, openBox({ quantity: 2 }));
  const evidence = await asked(app, number, remorse({ reason: 'wrong_item' }));
  const attached = await asked(app, number, remorse({ reason: 'wrong_item', lineId: '2' }));
  await createRecord({ table, clock: () => today, progressMinutes: 5 })(
    { brand: 'lumen', rma: attached, evidenceId: 'E1' },
    { state: 'attached', contentType: 'image/png', bytes: 9, sha256: 'a'.repeat(64), key: 'k' },
  );
  const underWay = await parcel();
  const dock = await parcel(remorse({ quantity: 2 }));
  await receive(app, dock);
  const disputed = await parcel();
  await receive(app, disputed);
  await inspect(app, disputed, { matchesClaim: false });
  const approved = await asked(app, number, openBox({ lineId: '2' }));
  await approve(app, approved);
  return [review, evidence, attached, underWay, dock, disputed, approved];
}

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
  rmas = await somewhere('FZ-1');
  await sell(table, 'FZ-2', { lines: [line('1', 50, 3900), line('2', 50, 1100)] });
});

/** The first role that may; anybody where nobody need sign in. */
const roleFor = ({ action }: Route) => permissions[action as Action]?.[0] ?? 'customer';

function paramsOf({ params }: Route, rma: string, instruction = '1-1'): Record<string, string> {
  const all = { brand: 'lumen', orderNumber: 'FZ-3', rma, instruction, role: 'agent', seq: '1' };
  return Object.fromEntries(Object.entries(all).filter(([name]) => params && name in params.shape));
}

const hints: Hints = {
  orderNumber: fc.constantFrom('FZ-1', 'FZ-2', 'fz-2'),
  lineId: fc.constantFrom('1', '2', '3', 'toString'),
  portion: fc.constantFrom('1', '2', '99'),
  portions: fc.constantFrom(['1'], ['1', '1'], ['2', '9']),
  code: fc.integer({ min: 0, max: 9 }).map((i) => rmas[i] ?? 'LMX-F1'),
  quantity: fc.integer({ min: 1, max: 3 }),
  reason: fc.constantFrom('customer_remorse', 'defective', 'open_box', 'A reason in words'),
  currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
  serials: fc.constantFrom([], ['LMX-F1'], ['LMX-F1', 'LMX-F2'], ['LMX-F1', 'LMX-F1'], ['OTHER-1']),
  rma: fc.constantFrom(0, 1).map((i) => rmas[i] ?? ''),
};

/** Never a failure of ours; always a problem document; a pointer to whatever was not as described. */
function expectHonest({ status, headers, body }: Answer, about: string): void {
  expect(status, `${about}: ${JSON.stringify(body)}`).toBeLessThan(500);
  expect(headers['x-request-id']).toBeTruthy();
  if (status < 400) return;
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = problemDocument.parse(body);
  const name = problem.type.split('/').at(-1) as keyof typeof problemTypes;
  expect(problemTypes[name]?.status).toBe(status);
  if (name !== 'invalid-request') return;
  expect(problem.errors?.length, about).toBeGreaterThan(0);
  for (const error of problem.errors ?? []) expect(error.pointer).toMatch(/^(\/([^~/]|~[01])*)*$/u);
}

const withBody = routes.filter(({ body, action }) => body && action !== 'signed');

describe.each(withBody.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const schema = route.body ?? problemDocument;
  const who = { role: roleFor(route), id: 'C-1' };
  const asIt = bodiesOf(schema, hints);
  const place = fc.tuple(fc.nat({ max: 6 }), fc.constantFrom('1-1', '4-1', '9-9', 'x'));
  const call = (body: unknown, [at, instruction]: [number, string]) =>
    app.call(route, { who, params: paramsOf(route, rmas[at] ?? '', instruction), body: JSON.stringify(body) ?? '' });

  test('answers bodies that are as described, and those that hardly are', async () => {
    await fc.assert(
      fc.asyncProperty(asIt, place, async (body, at) => {
        const answer = await call(body, at);
        expectHonest(answer, JSON.stringify(body));
        if (answer.status === 400) return;
        expect(schema.safeParse(body).success, 'what is not as described is refused').toBe(true);
      }),
      { seed, numRuns: 60 },
    );
  });

  test('points to what is broken in others', async () => {
    await fc.assert(
      fc.asyncProperty(brokenOnes(asIt), place, async (body, at) => {
        const answer = await call(body, at);
        expectHonest(answer, JSON.stringify(body));
        const sent = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
        if (!schema.safeParse(sent).success) expect(answer.status, JSON.stringify(body)).toBe(400);
      }),
      { seed, numRuns: 60 },
    );
  });
});

test('every route with a body that people send is served here, and fuzzed', () => {
  const served = new Set(app.served.map(({ route }) => route.name));
  expect(withBody.filter(({ name }) => !served.has(name))).toEqual([]);
  expect(withBody.length).toBeGreaterThan(12);
});

describe('places that are none', () => {
  const strange = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '..',
      '%00',
      '__proto__',
      'LUMEN',
      'lumen#',
      '7K3F-9XTB-2MQ5',
      '7k3f-9xtb-2mq4',
      '0000-0000-0000',
      'x'.repeat(3000),
    ),
  );
  test.each(
    routes.filter(({ params, action }) => params && action !== 'signed').map((route) => [route.name, route] as const),
  )('%s', async (_, route) => {
    const names = Object.keys(route.params?.shape ?? {});
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), strange, async (name, value) => {
        const params = { ...paramsOf(route, rmas[0] ?? ''), [name]: value };
        const body = route.body ? {} : undefined;
        const who = { role: roleFor(route), id: 'C-1' };
        expectHonest(
          await app.call(route, { who, params, ...(body && { body }) }),
          `${name} = ${JSON.stringify(value)}`,
        );
      }),
      { seed, numRuns: 25 },
    );
  });

  test('an RMA number nobody has is not found', async () => {
    const track = routes.find(({ name }) => name === 'trackReturn') as Route;
    const params = { rma: newRmaNumber((count) => randomBytes(count)) };
    expect((await app.call(track, { who: { role: 'agent' }, params })).status).toBe(404);
  });
});

describe('queries of lists', () => {
  const lists = routes.filter(({ query }) => query);
  test.each(lists.map((route) => [route.name, route] as const))('%s', async (_, route) => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('0', '-1', '101', '1e3', '', 'x'.repeat(2000), '10'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('cursor', 'limit', 'nope'), value, async (name, text) => {
        const who = { role: roleFor(route), id: 'C-1' };
        const answer = await app.call(route, { who, params: { role: 'agent' }, query: { [name]: text } });
        expectHonest(answer, `${name}=${text}`);
        if (name === 'nope')
          expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/nope' }] } });
      }),
      { seed, numRuns: 40 },
    );
  });
});

test('the fixtures themselves are well: an order and a configuration as described are taken', async () => {
  const put = (name: string, role: string, body: unknown, params: Record<string, string>) =>
    app.call(routes.find((route) => route.name === name) as Route, { who: { role }, params, body });
  expect((await put('putOrder', 'integration', sold(), { brand: 'lumen', orderNumber: 'FZ-9' })).status).toBe(200);
  expect((await put('putConfiguration', 'administrator', { configuration }, { brand: 'lumen' })).status).toBe(200);
});
