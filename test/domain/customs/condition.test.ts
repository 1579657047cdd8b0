import { describe, expect, test } from 'vitest';
import { factPaths } from '../../../shared/customs/check-pack.ts';
import { compile } from '../../../shared/customs/condition.ts';
import type { Test } from '../../../shared/customs/pack.ts';
import { pathsIn } from '../../../shared/customs/test-paths.ts';
import { american, british, eur, facts, routeIn, type Stated, usd } from './sample-facts.ts';

const here = (country: string) => country === 'DE';
const verdict = (test: Test, stated: Stated = {}) => compile(test, here)(facts(stated));

const met: Test = { fact: 'origin', is: 'DE' };
const notMet: Test = { fact: 'origin', is: 'FR' };
const unknown: Test = { fact: 'activity', is: 'repair' };

describe('three values: an unknown part counts only where it could change the answer', () => {
  test.each<[string, Test, string]>([
    ['any of unknown and met', { any: [unknown, met] }, 'met'],
    ['any of unknown and not met', { any: [unknown, notMet] }, 'unknown'],
    ['any of none met', { any: [notMet, notMet] }, 'not_met'],
    ['all of unknown and met', { all: [unknown, met] }, 'unknown'],
    ['all of unknown and not met', { all: [unknown, notMet] }, 'not_met'],
    ['all met', { all: [met, met] }, 'met'],
    ['first: what can be told', { first: [unknown, notMet, met] }, 'not_met'],
    ['first of nothing that can be told', { first: [unknown] }, 'unknown'],
    ['not of unknown', { not: unknown }, 'unknown'],
    ['not of met', { not: met }, 'not_met'],
  ])('%s: %s', (_, test, status) => expect(verdict(test).status).toBe(status));

  test('what is unknown names the facts it needs, each once', () => {
    expect(
      verdict({ all: [unknown, { any: [unknown, { same: ['goods.cnCode', 'exchange.cnCode'] }] }] }).needs,
    ).toEqual(['activity', 'exchange.cnCode', 'goods.cnCode']);
  });
});

describe('each test', () => {
  const dated = (exported: string, reimported: string): Stated => ({ dates: { exported, reimported } });
  const threeYears: Test = { within: { months: 36, from: 'dates.exported', until: 'dates.reimported' } };
  test.each<[string, Test, Stated, string]>([
    ['in a list', { fact: 'activity', in: ['repair'] }, { activity: 'repair' }, 'met'],
    ['not in a list', { fact: 'activity', notIn: ['repair'] }, { activity: 'repair' }, 'not_met'],
    ['a rate of zero', { fact: 'rates.duty', aboveZero: true }, { rates: { duty: { percent: '0.0' } } }, 'not_met'],
    [
      'a rate with a specific part',
      { fact: 'rates.duty', aboveZero: true },
      { rates: { duty: { percent: '0', specific: [{ amount: '1.2', currency: 'EUR', unit: 'kg' }] } } },
      'met',
    ],
    ['an amount above zero', { fact: 'charges.repair', aboveZero: true }, { charges: { repair: eur('0.01') } }, 'met'],
    [
      'just the threshold is not over it',
      { fact: 'goods.value', over: usd('2500') },
      { goods: { value: usd('2500') } },
      'not_met',
    ],
    ['a cent more is', { fact: 'goods.value', over: usd('2500') }, { goods: { value: usd('2500.01') } }, 'met'],
    [
      'another currency cannot be told',
      { fact: 'goods.value', over: usd('2500') },
      { goods: { value: eur('9000') } },
      'unknown',
    ],
    ['at most', { fact: 'authorisation.usesWithinYear', atMost: 2 }, { authorisation: { usesWithinYear: 2 } }, 'met'],
    ['more', { fact: 'authorisation.usesWithinYear', atMost: 2 }, { authorisation: { usesWithinYear: 3 } }, 'not_met'],
    ['a country here', { fact: 'owner.country', here: false }, { owner: { country: 'DE' } }, 'not_met'],
    ['a country elsewhere', { fact: 'owner.country', here: false }, { owner: { country: 'US' } }, 'met'],
    ['an exception not granted is none', { granted: 'authorisation.extensionGranted' }, {}, 'not_met'],
    [
      'the same serials in another order',
      { among: ['identity.returnedSerials', 'goods.serials'] },
      { goods: { serials: ['A1', 'B2'] }, identity: { returnedSerials: ['b2', 'a1'] } },
      'met',
    ],
    [
      'a part of the serials: a partial lot',
      { among: ['identity.returnedSerials', 'goods.serials'] },
      { goods: { serials: ['A1', 'B2'] }, identity: { returnedSerials: ['b2'] } },
      'met',
    ],
    [
      'one serial twice',
      { among: ['identity.returnedSerials', 'goods.serials'] },
      { goods: { serials: ['A1', 'B2'] }, identity: { returnedSerials: ['A1', 'A1'] } },
      'not_met',
    ],
    [
      'empty lists state nothing',
      { among: ['identity.returnedSerials', 'goods.serials'] },
      { goods: { serials: [] }, identity: { returnedSerials: [] } },
      'unknown',
    ],
    ['an empty list is not stated', { stated: 'goods.serials' }, { goods: { serials: [] } }, 'not_met'],
    [
      'one serial more',
      { among: ['identity.returnedSerials', 'goods.serials'] },
      { goods: { serials: ['A1'] }, identity: { returnedSerials: ['A1', 'B2'] } },
      'not_met',
    ],
    [
      'codes alike at eight digits',
      { same: ['goods.cnCode', 'exchange.cnCode'], digits: 8 },
      { goods: { cnCode: '8517620010' }, exchange: { cnCode: '85176200' } },
      'met',
    ],
    ['the last day of three years', threeYears, dated('2023-11-02', '2026-11-02'), 'met'],
    ['the day after', threeYears, dated('2023-11-02', '2026-11-03'), 'not_met'],
    ['three years from a leap day end on 28 February', threeYears, dated('2024-02-29', '2027-02-28'), 'met'],
    ['and not on 1 March', threeYears, dated('2024-02-29', '2027-03-01'), 'not_met'],
    [
      'on the last day',
      { notAfter: ['dates.reimported', 'authorisation.periodEnd'] },
      { dates: { reimported: '2026-06-30' }, authorisation: { periodEnd: '2026-06-30' } },
      'met',
    ],
  ])('%s: %#', (_, test, stated, status) => expect(verdict(test, stated).status).toBe(status));
});

test('rules can speak of every fact, and of no other', () => {
  expect(factPaths.has('goods.battery.chemistry')).toBe(true);
  expect(factPaths.has('rates.duty')).toBe(true);
  expect(factPaths.has('goods.colour')).toBe(false);
  expect(pathsIn({ not: { any: [{ granted: 'a.b' }, { within: { months: 1, from: 'c', until: 'd' } }] } })).toEqual([
    'a.b',
    'c',
    'd',
  ]);
});

test('an amount is compared at the rate that is in force, though another was published since', () => {
  const over: Test = { fact: 'goods.value', over: { currency: 'GBP', minor: 50_000_000 } };
  const exchangeRates = [
    { from: 'EUR', to: 'GBP', rate: '0.80', publishedOn: '2026-11-26' },
    { from: 'EUR', to: 'GBP', rate: '0.85', publishedOn: '2026-10-22' },
  ];
  const stated = { ...american, goods: { value: eur('600000') }, exchangeRates };
  const inOctober = (_: string, publishedOn: string) => publishedOn < '2026-11-01';
  const check = compile(over, here, { weekendsMove: false, deadlines: {}, rateInForce: inOctober });
  expect(check(facts(stated)).status).toBe('met');
  expect(verdict(over, stated).status).toBe('not_met');
  // By the British rule, in the pack: 510,000 pounds are too many for a declaration.
  const declared = {
    ...british,
    destination: 'CN',
    authorisation: { held: true, kind: 'by_declaration', usesWithinYear: 0, periodEnd: '2027-03-31' },
    goods: { value: eur('600000'), inFreeCirculation: true, antiDumping: false },
    exchangeRates,
  };
  expect(routeIn(declared, 'op_paid').reasons).toContain('abd_value_too_high');
});
