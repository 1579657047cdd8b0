import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestedEvent } from '../../../infra/local/archived-requests.ts';
import { backtestReport } from '../../../shared/contracts/backtest-report.ts';
import type { Terms } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { type PolicyDocument, policyDocument } from '../../../shared/contracts/policy.ts';
import type { ReturnEvent } from '../../../shared/contracts/return-event.ts';
import { changeListHead, changeRow } from '../../../shared/policy/backtest/change-list.ts';
import { decideAnew } from '../../../shared/policy/backtest/decide-anew.ts';
import { pastRequest } from '../../../shared/policy/backtest/past-request.ts';
import { mostCategories, reportOf } from '../../../shared/policy/backtest/report.ts';
import { addTallies, countRequest, noTally, type Tally } from '../../../shared/policy/backtest/tally.ts';
import { type CompiledPolicy, compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { statutoryVersion } from '../../../shared/policy/statutory/version.ts';
import { archivedEvent } from '../../fixtures/archive/events.ts';
import { pastReturns } from '../../fixtures/archive/past-returns.ts';
import { request } from '../../fixtures/returns/lumen-return.ts';

const EUR = (minor: number) => ({ currency: 'EUR', minor });

/** Two weeks, 10 % off, cheap goods are kept, faults are looked at by a person. */
const tight = {
  id: 'tight',
  version: '1',
  title: 'Two weeks',
  windows: { standard: 14 },
  amounts: { keep: { EUR: 5000 }, high: { EUR: 20_000 }, label: { EUR: 495 } },
  evidence: {},
  guards: [{ id: 'high', title: 'Worth much', when: 'requestValueMinor > amounts.high', message: 'We look at it.' }],
  rules: [
    {
      id: 'cheap',
      title: 'Worth little',
      when: 'returnedValueMinor < amounts.keep',
      answer: { outcome: 'returnless', message: 'Keep it.', labelPayer: 'none', resolutions: ['refund'] },
    },
    {
      id: 'in-time',
      title: 'In time',
      when: "reason == 'customer_remorse' && daysSinceDelivery <= windows.standard",
      answer: {
        outcome: 'approve',
        message: 'Send it back.',
        labelPayer: 'customer',
        resolutions: ['refund', 'exchange'],
        fees: [
          { kind: 'restocking', basisPoints: 1000 },
          { kind: 'return_shipping', amount: 'label' },
        ],
      },
    },
    {
      id: 'late',
      title: 'Too late',
      when: "reason == 'customer_remorse'",
      answer: { outcome: 'reject', message: 'Too late.' },
    },
  ],
  otherwise: { id: 'ask', title: 'A person decides', answer: { outcome: 'review', message: 'We look at it.' } },
  modifiers: [],
  wishNotOffered: 'answer',
};
const compiled = (change: Partial<PolicyDocument> = {}) => compilePolicy(policyDocument.parse({ ...tight, ...change }));
const tested = compiled();

const facts = (more: Partial<Facts>): Facts => ({
  reason: 'customer_remorse',
  preference: 'refund',
  category: 'audio',
  currency: 'EUR',
  valueMinor: 12_900,
  requestValueMinor: 12_900,
  returnedValueMinor: 12_900,
  quantity: 1,
  flagged: false,
  business: false,
  daysSinceDelivery: 5,
  problems: [],
  ...more,
});
/** Facts of one line worth so much. */
const worth = (minor: number, more: Partial<Facts> = {}) =>
  facts({ valueMinor: minor, requestValueMinor: minor, returnedValueMinor: minor, ...more });
const terms = (more: Partial<Terms> = {}): Terms => ({
  labelPayer: 'customer',
  fees: [],
  resolutions: ['refund', 'exchange'],
  evidence: [],
  refundsDelivery: false,
  ...more,
});
const fee = (minor: number) => ({ kind: 'restocking' as const, amount: EUR(minor) });
const label = { kind: 'return_shipping' as const, amount: EUR(495) };

interface Was {
  facts: Facts;
  outcome: 'approve' | 'returnless' | 'review' | 'reject';
  terms?: Terms;
  resolution?: string;
  withdraws?: true;
  delivery?: number;
  law?: object;
}

let made = 0;
/** A past return, written down line by line as it was decided. */
function past(outcome: Was['outcome'], ...lines: Was[]): ReturnEvent {
  made += 1;
  return archivedEvent(`${made}A3F-9XTB-2MQ4`, 1, {
    data: {
      outcome,
      lines: lines.map((line, i) => ({
        id: String(i + 1),
        outcome: line.outcome,
        ...(line.terms && { terms: line.terms }),
        resolution: line.resolution ?? 'refund',
        rules: ['as-it-was'],
        problems: line.facts.problems,
        facts: line.facts,
        ...(line.law && { law: line.law }),
        ...(line.withdraws && { withdraws: true }),
        paid: {
          goods: { currency: line.facts.currency, minor: line.facts.valueMinor },
          delivery: { currency: line.facts.currency, minor: line.delivery ?? 0 },
        },
      })),
    },
  });
}

function backtest(events: readonly ReturnEvent[], policy: CompiledPolicy = tested) {
  const tally = noTally();
  const rows: string[] = [];
  for (const event of events) {
    const read = pastRequest(event);
    if (!read) {
      tally.returns.unreadable += 1;
      continue;
    }
    const anew = decideAnew(read, policy);
    rows.push(...countRequest(tally, anew).map((line) => changeRow(anew, line)));
  }
  return { tally, rows, report: reportOf(tally) };
}

describe('a backtest by hand', () => {
  const events = [
    // 10 % and a label instead of 20 % and a label: 129.00 − 12.90 − 4.95 = 111.15, was 98.25.
    past('approve', { facts: worth(12_900), outcome: 'approve', terms: terms({ fees: [fee(2580), label] }) }),
    // Kept by the customer, 40.00; was 26.05.
    past('approve', {
      facts: worth(4000, { daysSinceDelivery: 20, category: 'toys' }),
      outcome: 'approve',
      terms: terms({ fees: [fee(900), label] }),
    }),
    // Too late now; was 80.00 and its delivery, without a fee.
    past('approve', {
      facts: worth(8000, { daysSinceDelivery: 20 }),
      outcome: 'approve',
      terms: terms({ labelPayer: 'brand', refundsDelivery: true }),
      delivery: 490,
    }),
    // A person looks now, and what it would be worth cannot be told; was an exchange, which pays nothing back.
    past('approve', {
      facts: worth(10_000, { reason: 'defective', preference: 'exchange' }),
      outcome: 'approve',
      terms: terms({ labelPayer: 'brand', resolutions: ['exchange'] }),
      resolution: 'exchange',
    }),
    // As before: a person looks at it, and would give 300.00 − 30.00 − 4.95.
    past('review', { facts: worth(30_000), outcome: 'review', terms: terms({ fees: [fee(3000), label] }) }),
    // One line holds the other up, which would be worth 60.00 − 6.00 − 4.95 …
    past(
      'approve',
      { facts: facts({ valueMinor: 6000 }), outcome: 'approve', terms: terms() },
      { facts: facts({ valueMinor: 3000, reason: 'other' }), outcome: 'approve', terms: terms() },
    ),
    // … and here nothing does: rejected as before.
    past('reject', { facts: worth(7000, { daysSinceDelivery: 90, category: 'toys' }), outcome: 'reject' }),
  ];
  const { report, rows } = backtest(events);

  test('counts returns, lines and what changed', () => {
    expect(report).toMatchObject({
      returns: 7,
      lines: 8,
      changed: { returns: 5, lines: 6 },
      unreadable: 0,
      outOfScope: 0,
    });
    expect(report.before.outcomes).toEqual({ approve: 5, returnless: 0, review: 1, reject: 1 });
    expect(report.after.outcomes).toEqual({ approve: 1, returnless: 1, review: 3, reject: 2 });
    expect(report.before.automatic).toEqual({ returns: 6, basisPoints: 8571 });
    expect(report.after.automatic).toEqual({ returns: 4, basisPoints: 5714 });
    expect([report.before.labelsPaidByBrand, report.after.labelsPaidByBrand]).toEqual([2, 0]);
  });

  test('adds up money to the cent', () => {
    // 98.25 + 26.05 + 84.90 + 0 + 60.00 + 30.00; fees 30.75 + 13.95.
    expect(report.before.money).toEqual([{ refunds: EUR(29_920), fees: EUR(4470), underReview: EUR(26_505) }]);
    // 111.15 + 40.00; fees 17.85; waiting 265.05 + (60.00 − 6.00 − 4.95).
    expect(report.after.money).toEqual([{ refunds: EUR(15_115), fees: EUR(1785), underReview: EUR(31_410) }]);
  });

  test('says it by reason and by category, what changed most first', () => {
    expect(report.byReason.map(({ reason, lines, changed }) => [reason, lines, changed])).toEqual([
      ['customer_remorse', 6, 4],
      ['defective', 1, 1],
      ['other', 1, 1],
    ]);
    expect(report.byCategory.map(({ category, lines, changed }) => [category, lines, changed])).toEqual([
      ['audio', 6, 5],
      ['toys', 2, 1],
    ]);
    expect(report.byCategory[1]).toMatchObject({
      before: { outcomes: { approve: 1, reject: 1 }, money: [{ refunds: EUR(2605), fees: EUR(1395) }] },
      after: { outcomes: { returnless: 1, reject: 1 }, money: [{ refunds: EUR(4000), fees: EUR(0) }] },
    });
    expect(report.byReason[2]?.after).toMatchObject({ outcomes: { review: 1 }, money: [{ underReview: EUR(0) }] });
  });

  test('lists each line that changed, before and after, with the rules', () => {
    expect(changeListHead.split(',')).toHaveLength(18);
    expect(rows).toHaveLength(6);
    expect(rows[1]).toBe(
      '2A3F-9XTB-2MQ4,1,2026-11-02T09:30:01.000Z,customer_remorse,toys,EUR,approve,returnless,refund,refund,26.05,40.00,13.95,0.00,customer,none,as-it-was,cheap\r\n',
    );
    expect(rows[2]).toContain(',approve,reject,refund,,84.90,0.00,0.00,0.00,brand,,as-it-was,late\r\n');
  });

  test('fits its contract', () => expect(backtestReport.parse(report)).toEqual(report));
});

describe('a backtest', () => {
  test('of the policy that decided finds nothing changed, on any day', () => {
    const policy = compilePolicy(defaultPolicy);
    const { report, rows } = backtest(pastReturns({ seed: 7, count: 600 }), policy);
    expect(report).toMatchObject({ returns: 600, changed: { returns: 0, lines: 0 }, unreadable: 0 });
    expect(report.after).toEqual(report.before);
    expect(report.before.money.length).toBe(3);
    expect(rows).toEqual([]);
  });

  test('reads what a return writes', () => {
    const { event } = request();
    expect(pastRequest(event)?.lines[0]).toMatchObject({ answer: { outcome: 'approve', policyFailed: false } });
    const { report } = backtest([event], compilePolicy(defaultPolicy));
    expect(report).toMatchObject({ returns: 1, changed: { lines: 0 }, unreadable: 0 });
  });

  test('leaves out what holds too little to be decided on, and says how much', () => {
    const { event } = request();
    const lines = event.data.lines as Record<string, unknown>[];
    const broken = [{ lines: [] }, {}, { ...event.data, lines: lines.map(({ facts: _, ...rest }) => rest) }];
    const { report } = backtest([event, ...broken.map((data) => ({ ...event, data }))]);
    expect(report).toMatchObject({ returns: 1, unreadable: 3 });
  });

  test('takes facts it does not know as unknown, and passes over those that nobody asks any more', () => {
    const { event } = request();
    const [line] = event.data.lines as { facts: Facts }[];
    const { daysSinceDelivery: _, ...known } = line?.facts ?? facts({});
    const data = { ...event.data, lines: [{ ...line, facts: { ...known, moonPhase: 'full' } }] };
    expect(pastRequest({ ...event, data })?.lines[0]?.facts).toEqual(known);
  });

  test('takes no right away: a withdrawal that was open takes effect under a policy that rejects it', () => {
    const dated = {
      country: 'DE',
      today: '2026-10-12',
      deliveredOn: '2026-10-02',
      daysSinceDelivery: 10,
      daysSinceOrder: 13,
    };
    const open = facts({ ...dated, condition: 'opened', withdrawalOpen: true });
    const was = { outcome: 'approve' as const, terms: terms({ fees: [label], refundsDelivery: true }), delivery: 490 };
    const law = { version: statutoryVersion, arrival: { state: 'all', lastOn: '2026-10-02' } };
    const event = past('approve', { facts: open, ...was, law });
    const { report } = backtest([event], compiled({ windows: { standard: 3 } }));
    expect(report.after).toMatchObject({ outcomes: { approve: 1 }, money: [{ refunds: EUR(13_390), fees: EUR(0) }] });
    const business = past('approve', { facts: { ...open, business: true, withdrawalOpen: false }, ...was, law });
    expect(backtest([business], compiled({ windows: { standard: 3 } })).report.after.outcomes.reject).toBe(1);
  });

  test('knows what was stated by the function to withdraw, and what was not', () => {
    const dated = { country: 'DE', today: '2026-10-12', deliveredOn: '2026-09-22', daysSinceDelivery: 20 };
    const law = { version: statutoryVersion, arrival: { state: 'unknown', lastOn: '2026-09-22' } };
    const was = { facts: facts({ ...dated, reason: 'other' }), outcome: 'reject' as const, law };
    const rejecting = compiled({ otherwise: { ...tight.otherwise, answer: { outcome: 'reject', message: 'No.' } } });
    expect(backtest([past('reject', was)], rejecting).report.after.outcomes.reject).toBe(1);
    expect(backtest([past('reject', { ...was, withdraws: true })], rejecting).report.after.outcomes.review).toBe(1);
  });

  test('keeps the answer of a line that the policy is not for', () => {
    const event = past(
      'approve',
      { facts: facts({ category: 'audio' }), outcome: 'approve', terms: terms() },
      { facts: facts({ category: 'toys' }), outcome: 'approve', terms: terms() },
    );
    const { report } = backtest([event], compiled({ scope: { categories: ['toys'] } }));
    expect(report).toMatchObject({ lines: 2, outOfScope: 1, changed: { lines: 1 } });
    expect(report.byCategory).toMatchObject([
      { category: 'toys', changed: 1 },
      { category: 'audio', changed: 0 },
    ]);
  });

  test('charges one label for what goes back together', () => {
    const line = () => ({ facts: facts({}), outcome: 'approve' as const, terms: terms() });
    const { report } = backtest([past('approve', line(), line())]);
    expect(report.after.money[0]?.fees).toEqual(EUR(2 * 1290 + 495));
  });

  test('counts a faulty policy as failed, and sends those returns to a person', () => {
    const rules = [{ ...tight.rules[0], when: '1 / (daysSinceDelivery - 5) > 0' }, ...tight.rules.slice(1)];
    const faulty = compiled({ rules: policyDocument.shape.rules.parse(rules) });
    const approved = { outcome: 'approve' as const, terms: terms() };
    const { report } = backtest(
      [
        past('approve', { facts: facts({}), ...approved }),
        past('approve', { facts: facts({ daysSinceDelivery: 6 }), ...approved }),
        past('approve', { facts: facts({ currency: 'JPY' }), outcome: 'approve' }),
      ],
      faulty,
    );
    expect(report.after).toMatchObject({ policyFailed: 2, outcomes: { review: 2 } });
    expect(report.before.policyFailed).toBe(0);
    expect(report.byReason[0]?.after.policyFailed).toBe(2);
  });

  test('shows the categories with the most changes, and the others as one', () => {
    const many = Array.from({ length: mostCategories + 3 }, (_, i) =>
      past('approve', { facts: facts({ category: `c${i}` }), outcome: 'approve', terms: terms() }),
    );
    const { report } = backtest([...many, ...many.slice(0, 2)]);
    expect(report.byCategory).toHaveLength(mostCategories);
    expect(report.byCategory.slice(0, 2).map(({ category }) => category)).toEqual(['c0', 'c1']);
    expect(report.otherCategories?.lines).toBe(3);
  });
});

describe('what was counted file by file', () => {
  const categories = ['audio', '__proto__', 'constructor', 'toString', 'a,"b"\n=1'];
  const events = pastReturns({ seed: 3, count: 120 }).map((event, i) => ({
    ...event,
    data: JSON.parse(JSON.stringify(event.data).replaceAll('"audio"', JSON.stringify(categories[i % 5]))),
  }));
  const whole = backtest(events);

  test('adds up to the same, however the files were cut and in whatever order', () => {
    const cuts = fc.array(fc.nat({ max: events.length }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, fc.boolean(), (at, backwards) => {
        const edges = [0, ...at.toSorted((a, b) => a - b), events.length];
        const parts = edges.slice(1).map((edge, i) => backtest(events.slice(edges[i], edge)).tally);
        // As they lie in their files.
        const read: Tally[] = JSON.parse(JSON.stringify(backwards ? parts.reverse() : parts));
        expect(reportOf(read.reduce(addTallies, noTally()))).toEqual(whole.report);
      }),
      { numRuns: 20 },
    );
  });

  test('holds whatever a category is called', () => {
    expect(whole.report.byCategory.map(({ category }) => category)).toEqual(expect.arrayContaining(categories));
  });

  test('refuses sums that can no longer be counted one by one', () => {
    const large = { ...noTally(), outOfScope: Number.MAX_SAFE_INTEGER };
    expect(() => addTallies(large, { ...noTally(), outOfScope: 1 })).toThrow(/exactly/);
  });

  test('no cell is a formula, and none breaks its row', () => {
    const { rows } = backtest([
      past('approve', { facts: facts({ category: '=1+1' }), outcome: 'approve', terms: terms() }),
      past('approve', { facts: facts({ category: 'a "b", c\nd' }), outcome: 'approve', terms: terms() }),
    ]);
    expect(rows[0]).toContain(",'=1+1,");
    expect(rows[1]).toContain(',"a ""b"", c\nd",');
  });
});

test('the same seed makes the same past', () => {
  expect(pastReturns({ seed: 1, count: 30 })).toEqual(pastReturns({ seed: 1, count: 30 }));
  expect(new Set(pastReturns({ seed: 1, count: 500 }).map(({ rma }) => rma)).size).toBe(500);
  const wish = { brand: 'lumen', rma: '7K3F-9XTB-2MQT', at: '2026-11-02T09:30:00.000Z', facts: [facts({})] };
  const one = requestedEvent(wish, tested);
  expect(pastRequest(one)?.lines[0]?.answer.rules).toEqual(['in-time']);
});
