import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Action, permissions } from '../../shared/access/permissions.ts';
import { type ProblemDocument, problemDocument, problemTypes } from '../../shared/contracts/errors.ts';
import { createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder, putOrder } from '../../shared/contracts/orders.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { sentences } from '../../shared/contracts/sentences/catalogue.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { freshTable } from '../engine/table.ts';
import { bodiesOf, brokenOnes, type Hints } from '../faults/bodies.ts';
import { type Answer, type App, createApp } from './app/app.ts';
import {
  exampleDraft,
  examplePolicy,
  examples,
  failedInstruction,
  likenessOf,
  type Point,
  returnsAtPoints,
} from './app/examples.ts';
import { openShop, today } from './app/shop.ts';

/** Bodies drawn from the contracts, whole and broken, through the entry of each area. */

const seed = Number(process.env.HOMEWARD_PROPERTY_SEED ?? 20_261_122);
type FieldError = NonNullable<ProblemDocument['errors']>[number];
let app: App;
let points: Record<Point, string>;

beforeAll(async () => {
  const table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
  points = await returnsAtPoints(app);
});

/** The first role that may; anybody where nobody need sign in. */
const whoFor = ({ action, name }: Route) => ({
  role: examples[name]?.role ?? permissions[action as Action]?.[0] ?? 'customer',
  id: 'C-1',
});

function paramsOf({ params }: Route, rma: string): Record<string, string> {
  const all = {
    brand: 'lumen',
    orderNumber: 'EX-2',
    rma,
    instruction: failedInstruction,
    role: 'agent',
    seq: '1',
    company: 'ACME-01',
    serial: 'LMX-F7',
    dealer: 'D-1',
    lane: 'CH-EU',
    authorisation: 'opo-2026',
    draft: exampleDraft,
    policyId: examplePolicy.id,
    // The first is the shipped policy's.
    activation: '2',
    backtest: '20261105t093000-4k7c2xqf',
    batch: 'B-7K3F-9XTB-2MQT',
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => params && name in params.shape));
}

const hints: Hints = {
  orderNumber: fc.constantFrom('EX-1', 'EX-2', 'ex-2'),
  lineId: fc.constantFrom('1', '2', '3', 'toString'),
  portion: fc.constantFrom('1', '2', '99'),
  portions: fc.constantFrom(['1'], ['1', '1'], ['2', '9']),
  quantity: fc.integer({ min: 1, max: 3 }),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', 'JPY'),
  serials: fc.constantFrom([], ['LMX-F1'], ['LMX-F1', 'LMX-F1'], ['OTHER-1', 'OTHER-2']),
  country: fc.constantFrom('DE', 'DE', 'FR', 'US'),
};

/** A code that says what it is, and a whole sentence. */
function expectSentence({ code, detail }: FieldError): void {
  expect(Object.keys(sentences)).toContain(code);
  expect(code).not.toBe('not_as_described');
  expect(detail).toMatch(/^[A-ZÄÖÜ\d"“„].*[.?]$/s);
}

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
  for (const error of problem.errors ?? []) {
    expect(error.pointer).toMatch(/^(\/([^~/]|~[01])*)*$/u);
    expectSentence(error);
  }
}

const withBody = routes.filter(({ body, action }) => body && action !== 'signed');

describe.each(withBody.map((route) => [route.name, route] as const))('%s', (name, route) => {
  const schema = route.body ?? problemDocument;
  const example = examples[name];
  const drawn = bodiesOf(schema, hints);
  const call = async (bodyFor: (rma: string) => unknown) => {
    const rma = await likenessOf(app, points[example?.at ?? 'parcel']);
    const body = bodyFor(rma);
    const answer = await app.call(route, {
      who: whoFor(route),
      params: paramsOf(route, rma),
      body: JSON.stringify(body) ?? '',
    });
    expectHonest(answer, JSON.stringify(body));
    const sent = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    if (!schema.safeParse(sent).success) expect([400, 429], JSON.stringify(body)).toContain(answer.status);
    return answer;
  };

  test('takes a body that is as described', async () => {
    expect((await call((rma) => example?.body(rma))).status).toBe(example?.status ?? 200);
  });

  test('answers whatever the contract can describe', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (body) => {
        await call(() => body);
      }),
      { seed, numRuns: 25 },
    );
  });

  test('points to what is broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 3, arbitrary: brokenOnes(fc.constant(example?.body('{rma}'))) },
          { weight: 1, arbitrary: brokenOnes(drawn) },
        ),
        async (body) => {
          await call((rma) => JSON.parse((JSON.stringify(body) ?? 'null').replaceAll('{rma}', rma)));
        },
      ),
      { seed, numRuns: 50 },
    );
  });
});

test('whatever is taken as an order can be looked up, asked for and previewed', async () => {
  const drawn = fc.oneof(bodiesOf(putOrder.body, hints), brokenOnes(fc.constant(examples.putOrder?.body(''))));
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(drawn, fc.nat(), async (body, number) => {
      const orderNumber = `FZ-${seed}-${number}`;
      const who = { role: 'integration' };
      const put = await app.call(putOrder, {
        who,
        params: { brand: 'lumen', orderNumber },
        body: JSON.stringify(body) ?? '',
      });
      expectHonest(put, JSON.stringify(body));
      if (put.status !== 200) return;
      taken += 1;
      const contact = 'kim@customer.example';
      const found = await app.call(lookUpOrder, { params: { brand: 'lumen' }, body: { orderNumber, contact } });
      expectHonest(found, JSON.stringify(body));
      const lines = [{ lineId: '1', quantity: 1, reason: 'wrong_item' }];
      for (const route of [previewReturn, createReturn]) {
        const asked = await app.call(route, { who: { role: 'agent' }, body: { orderNumber, lines } });
        expectHonest(asked, JSON.stringify(body));
      }
    }),
    { seed, numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(30);
});

test('every route with a body that people send is served here, and has its example', () => {
  const served = new Set(app.served.map(({ route }) => route.name));
  expect(withBody.filter(({ name }) => !served.has(name) || !examples[name])).toEqual([]);
});

describe('a place that is none', () => {
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
      '0',
      '1e99',
      'x'.repeat(3000),
    ),
  );
  const withPlace = routes.filter(
    ({ params, action, area }) => params && action !== 'signed' && area !== 'documentation',
  );
  test.each(withPlace.map((route) => [route.name, route] as const))('of %s', async (_, route) => {
    const names = Object.keys(route.params?.shape ?? {});
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), strange, async (name, value) => {
        const params = { ...paramsOf(route, points.parcel), [name]: value };
        const answer = await app.call(route, { who: whoFor(route), params, ...(route.body && { body: {} }) });
        expectHonest(answer, `${name} = ${JSON.stringify(value)}`);
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

describe('a query', () => {
  test.each(routes.filter(({ query }) => query).map((route) => [route.name, route] as const))(
    'of %s',
    async (_, route) => {
      const texts = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('0', '-1', '101', '1e3', '', 'x'.repeat(2000), '10', `${'a'.repeat(40)}.${'b'.repeat(40)}`),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom('cursor', 'limit', 'nope'), texts, async (name, text) => {
          const params = paramsOf(route, points.parcel);
          const answer = await app.call(route, { who: whoFor(route), params, query: { [name]: text } });
          expectHonest(answer, `${name}=${text}`);
          if (name === 'nope')
            expect(answer).toMatchObject({
              status: 400,
              body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/query/nope' })]) },
            });
        }),
        { seed, numRuns: 40 },
      );
    },
  );
});
