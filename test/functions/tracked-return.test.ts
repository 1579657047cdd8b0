import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { staffViewOf } from '../../functions/tracking/staff-view.ts';
import { createTrackReturn } from '../../functions/tracking/track-return.ts';
import { trackedReturn } from '../../functions/tracking/tracked-return.ts';
import { type Role, roles } from '../../shared/access/permissions.ts';
import { isStaff, type Principal } from '../../shared/access/principal.ts';
import { trackedReturn as contract } from '../../shared/contracts/tracking.ts';
import type { Return } from '../../shared/returns/change.ts';
import { retryEffect } from '../../shared/returns/effects.ts';
import { cancel } from '../../shared/returns/ending.ts';
import { inspect } from '../../shared/returns/goods.ts';
import { answer, approve, ask, reject, settleDispute } from '../../shared/returns/review.ts';
import {
  by,
  eur,
  faulty,
  found,
  overriding,
  portionOf,
  requested,
  returnAt,
  unwanted,
  wrong,
} from '../domain/returns/sample-returns.ts';

/** What a return's page shows to whom. */

const who = (...held: Role[]): Principal => ({ brand: 'harbor', roles: held, id: 'C-1' });
const noFiles = { labels: new Map(), evidence: new Map() };
const page = (current: Return, principal = who('customer')) =>
  contract.parse(trackedReturn(current, [], noFiles, staffViewOf(principal, current)));

const failedOf = ({ instructions }: Return): string => {
  const failed = instructions.find(({ state }) => state === 'failed');
  if (!failed) throw new Error('Nothing failed');
  return failed.id;
};

const secret = 'An old friend of the house';
const noted: [string, Return][] = [
  [
    'approving with other terms',
    approve(returnAt('under_review'), by('manager'), { ...overriding(), reason: secret }).after,
  ],
  [
    'settling a dispute',
    settleDispute(returnAt('disputed', { lines: [wrong(5)], facts: { person: {} } }), by('manager'), { reason: secret })
      .after,
  ],
  ['cancelling', cancel(returnAt('authorized'), by('agent'), secret).after],
  [
    'sending a refund again',
    (() => {
      const failed = returnAt('resolution_failed');
      return retryEffect(failed, by('finance'), failedOf(failed), secret).after;
    })(),
  ],
];

describe('a note is the house’s own', () => {
  test.each(noted)('a reason for %s: no customer and no guest ever reads it', (_, current) => {
    for (const role of ['customer', 'guest'] as const) {
      const shown = page(current, who(role));
      expect(JSON.stringify(shown)).not.toContain(secret);
      expect(shown).not.toHaveProperty('staff');
    }
  });

  test.each(noted)('a reason for %s: staff who decide read it', (_, current) => {
    for (const role of ['agent', 'manager', 'finance'] as const)
      expect(page(current, who(role)).staff?.conversation.at(-1)).toMatchObject({ kind: 'note', text: secret });
    for (const role of ['warehouse', 'inspector'] as const)
      expect(page(current, who(role)).staff?.conversation).toEqual([]);
  });

  test('a note after a question is not the question', () => {
    const asked = ask(
      requested({ lines: [unwanted(2), wrong(3)], facts: { person: {} } }).after,
      by('agent'),
      'Which one?',
    );
    const rejected = reject(asked.after, by('agent'), { portions: ['1'], message: 'Not this one' }).after;
    expect(page(rejected)).toMatchObject({ question: 'Which one?', portions: [{ rejection: 'Not this one' }, {}] });
    expect(page(rejected).portions[1]).not.toHaveProperty('rejection');
  });
});

describe('an override carries its reason', () => {
  const { after } = approve(returnAt('under_review'), by('manager'), {
    ...overriding(),
    reason: secret,
    override: 'key_customer',
  });
  const overrideSeenBy = (role: Role) => page(after, who(role)).staff?.portions[0]?.override;

  test('in the manager’s words for who reads notes, as a word for everybody else of the house', () => {
    for (const role of ['agent', 'manager', 'finance', 'compliance'] as const)
      expect(overrideSeenBy(role)).toEqual({ seq: 2, code: 'key_customer', reason: secret });
    for (const role of ['warehouse', 'inspector'] as const)
      expect(overrideSeenBy(role)).toEqual({ seq: 2, code: 'key_customer' });
    for (const role of ['customer', 'guest'] as const)
      expect(JSON.stringify(page(after, who(role)))).not.toMatch(/key_customer|old friend/);
  });

  test('what is left after an erasure is the word', () => {
    const erased = { ...after, statement: { person: {}, descriptions: {}, conversation: [] } };
    expect(page(erased, who('manager')).staff?.portions[0]?.override).toEqual({ seq: 2, code: 'key_customer' });
  });
});

describe('staff see what they decide on', () => {
  const asked = requested({ lines: [faulty(5)], facts: { person: {} } }).after;
  const answered = answer(ask(asked, by('agent'), 'Which lamp?').after, by('guest'), 'The green one').after;

  test('an agent sees the answer, the description, the doubts with their details, the terms and the rules', () => {
    const { staff } = page(answered, who('agent'));
    expect(staff?.conversation.map(({ kind, text }) => [kind, text])).toEqual([
      ['question', 'Which lamp?'],
      ['answer', 'The green one'],
    ]);
    expect(staff?.portions).toMatchObject([
      {
        description: { what: expect.any(String) },
        doubts: [{ code: 'contact_missing', detail: 'There is no e-mail address to answer to.' }],
        terms: portionOf(answered).terms,
        rules: expect.arrayContaining([{ id: 'unknown-facts', why: expect.any(String) }]),
      },
    ]);
  });

  test('a manager sees what an inspector found, and on which claim, also of parts that were split off', () => {
    const quarantined = returnAt('quarantined', {
      lines: [unwanted(5, { description: { what: 'Too green for us' } })],
    });
    const finding = found(2, { matchesClaim: false, packaging: 'damaged', accessoriesComplete: false });
    const { after, event } = inspect(quarantined, by('inspector'), '1', [finding, found(3)]);
    const parts = page(after, who('manager')).staff?.portions;
    expect(parts).toMatchObject([
      { id: '1', inspection: { matchesClaim: false, packaging: 'damaged' }, description: { what: 'Too green for us' } },
      { id: '2', description: { what: 'Too green for us' } },
    ]);
    expect(event.data.portions).toMatchObject([
      { packaging: 'damaged', accessoriesComplete: false, disputed: true },
      {},
    ]);
  });

  test.each<[Role, string[]]>([
    ['agent', ['description', 'doubts', 'paid', 'rules', 'serials', 'terms']],
    ['manager', ['description', 'doubts', 'paid', 'rules', 'serials', 'terms']],
    ['inspector', ['description', 'serials']],
    ['warehouse', ['serials']],
    ['finance', ['doubts', 'paid', 'rules', 'terms']],
    ['compliance', ['doubts', 'paid', 'rules', 'serials', 'terms']],
  ])('%s sees what the work needs, no more', (role, seen) => {
    const [portion = {}] = page(answered, who(role)).staff?.portions ?? [];
    expect(Object.keys(portion).sort()).toEqual([...seen, 'category', 'id', 'sku'].sort());
  });

  test('who is no staff has no view of staff', () => {
    for (const role of roles.filter((one) => !isStaff(who(one))))
      expect(staffViewOf(who(role), answered)).toBeUndefined();
  });
});

test.each<[Role, boolean]>([
  ['customer', false],
  ['guest', false],
  ['agent', true],
  ['manager', true],
  ['inspector', true],
  ['finance', false],
  ['warehouse', false],
])('evidence can be opened by %s: %s', async (role, opened) => {
  const current = returnAt('authorized');
  const piece = {
    id: 'E1',
    type: 'photo',
    state: 'attached',
    key: 'evidence/harbor/ab',
    at: '2026-10-20T09:00:00.000Z',
  };
  const items = [
    { sk: 'HEAD', ...current.head },
    ...current.portions.map((portion) => ({ sk: `PORTION#${portion.id}`, ...portion })),
    { sk: 'EVIDENCE#E1', ...piece },
  ];
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const table = { name: 't', documents: Object.assign(documents, { send: async () => ({ Items: items }) }) };
  const track = createTrackReturn({ table: table as never, link: async (key) => `https://files.example/${key}` });
  const principal = { ...who(role), ...(role === 'guest' && { orderNumber: current.head.orderNumber }) };
  const { body } = await track({ principal, params: { rma: current.head.rma }, now: new Date(0) } as never);
  expect(body.evidence[0]?.file).toEqual(
    opened ? { url: 'https://files.example/evidence/harbor/ab', expiresAt: '1970-01-01T01:00:00.000Z' } : undefined,
  );
});

describe('a customer sees why and how much', () => {
  test('a rejection by the policy is told with its reason, in the customer’s language', () => {
    const late = requested({ lines: [unwanted(5)], facts: { now: new Date('2026-12-30T09:00:00.000Z') } }).after;
    expect(portionOf(late)).toMatchObject({ state: 'rejected', rejection: { rule: 'window-over' } });
    expect(page(late).portions[0]?.rejection).toMatch(/^The time for returns is over/);
    const german = requested({
      lines: [unwanted(5)],
      facts: { now: new Date('2026-12-30T09:00:00.000Z'), language: 'de' },
    });
    expect(page(german.after).portions[0]?.rejection).toMatch(/^Die Frist/);
  });

  test('what is promised is shown from the approval on, with each fee once', () => {
    const { refund } = page(returnAt('authorized')).portions[0] ?? {};
    expect(refund).toMatchObject({ goods: eur(15_000), deduction: eur(0), settled: false });
    const { fees, feesFor = [], total } = refund ?? {};
    expect(feesFor.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(fees?.minor);
    expect(total?.minor).toBe(15_000 - (fees?.minor ?? 0));
    expect(page(returnAt('under_review')).portions[0]).not.toHaveProperty('refund');
    expect(page(returnAt('disputed')).portions[0]).not.toHaveProperty('refund');
  });

  test('a deduction that was agreed is shown', () => {
    const disputed = returnAt('disputed', { lines: [wrong(5)], facts: { person: {} } });
    const { after } = settleDispute(disputed, by('manager'), { deduction: eur(4_000), reason: 'Scratches' });
    expect(page(after).portions[0]?.refund).toMatchObject({ deduction: eur(4_000), settled: true });
  });

  test('no money is shown for an exchange or a repair', () => {
    const current = returnAt('resolving', { lines: [wrong(5, { preference: 'replacement' })] });
    expect(portionOf(current).resolution).toBe('replacement');
    expect(portionOf(current).refund).toBeUndefined();
    expect(page(current).portions[0]).not.toHaveProperty('refund');
  });

  test('a failure of a refund is finance’s to see, not the customer’s', () => {
    const failed = returnAt('resolution_failed');
    expect(page(failed, who('finance')).staff?.failures).toMatchObject([{ instruction: failedOf(failed) }]);
    expect(page(failed)).not.toHaveProperty('staff');
  });
});
