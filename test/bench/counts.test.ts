import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { areasIn } from '../../infra/constructs/bundle.ts';
import { billOf } from './bill.ts';
import { serving, weighBundles } from './bundles.ts';
import { type Counts, changesSince, exceededByArea } from './figures.ts';
import { limits } from './limits.ts';
import { readMachine, walk } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const weights = await weighBundles(folder);
const baseline: Counts = JSON.parse(readFileSync(join(import.meta.dirname, 'baseline.json'), 'utf8'));

describe('a function that answers requests weighs no more than it may', () => {
  test.each([...serving].sort())('%s', (area) => {
    expect(weights[area]).toBeDefined();
    expect(exceededByArea(area, weights[area])).toEqual([]);
  });
});

test.each(areasIn())('%s carries every package that it needs', (area) => {
  expect(weights[area]?.missing).toEqual([]);
});

test('a function carries no schema that it does not use, and nothing that writes one as JSON Schema', () => {
  const money = readFileSync(join(folder, 'money', 'index.js'), 'utf8');
  expect(money).toContain('/v1/returns/{rma}/instructions/{instruction}/retry');
  expect(money).not.toContain('/v1/returns/preview');
  expect(money).not.toMatch(/processJSONSchema|draft-2020-12/);
});

describe('the transitions of a return stay within their limit', () => {
  test.each([
    ['plain', ['issue_label', 'resolve']],
    ['returnless', ['resolve_kept']],
    ['rejected', []],
  ] as const)('%s', async (life, steps) => {
    const machine = readMachine('return-lifecycle');
    const walks = steps.map((step) => walk(machine, { step }, async () => ({ outcome: 'done' })));
    const entered = (await Promise.all(walks)).flat();
    expect(entered.length).toBeLessThanOrEqual(limits.transitions[life]);
    expect(entered).toHaveLength(baseline.transitions[life]);
  });
});

describe('the bill', () => {
  const one = {
    requests: 10,
    answerBytes: 0,
    tableWrites: 100,
    indexWrites: 0,
    reads: 0,
    transitions: 4,
    segments: 1,
    busEvents: 0,
    queued: 0,
    filesPut: 0,
    mails: 2,
    deliveries: 0,
    logBytes: 0,
    keptBytes: 0,
    calls: { tracking: 10 },
    labelBytes: 0,
    gathered: 0,
  };
  const fixed = { keys: 1, secrets: 1, alarmMetrics: 10, dashboards: 1, queues: 0, customMetrics: 0 };
  const bill = billOf(1e6, one, { memory: { tracking: 512, deadlines: 512 }, traced: [], fixed });
  const line = (name: string) => [...bill.lines, ...bill.fixed].find((found) => found.name === name)?.usd;

  test('prices what was counted', () => {
    expect(line('DynamoDB writes (table)')).toBeCloseTo(76.25);
    expect(line('Step Functions transitions')).toBeCloseTo(100);
    expect(line('Lambda requests')).toBeCloseTo(2);
    expect(line('Alarms')).toBeCloseTo(1);
  });

  test('is the sum of its lines and its floor, e-mail apart', () => {
    const sum = [...bill.lines, ...bill.fixed].reduce((total, { usd }) => total + usd, 0);
    expect(bill.total).toBeCloseTo(sum);
    expect(bill.mail).toBeCloseTo(200);
  });

  test('of a million plain domestic returns, as last accepted, stays below its limit', () => {
    expect(baseline.usdPerMillion).toBeLessThanOrEqual(limits.millionReturns);
  });
});

test('what changed since the baseline is named', () => {
  expect(changesSince({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3, d: 4 } })).toEqual([
    'a · c: 2 → 3',
    'a · d: nothing → 4',
  ]);
});
