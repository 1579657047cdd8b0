import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeptDecision, keptDecision } from '../../../shared/contracts/kept-decision.ts';
import type { PolicyDocument } from '../../../shared/contracts/policy.ts';
import type { Usable } from '../../../shared/policy/choice.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { replayRequest } from '../../../shared/returns/replay-request.ts';
import { approve, rule, smallPolicy } from '../policy/small-policy.ts';
import { faulty, lamps, orderOf, requested, unwanted, wrong } from './sample-returns.ts';

/** What is kept of a request in its first event is enough to decide it again, to the same answer. */

const policy = (version: string, answer: object, when = 'true'): PolicyDocument =>
  smallPolicy({ version, rules: [rule(when, answer)], amounts: { label: { EUR: 500 } } });
const label = { kind: 'return_shipping', amount: 'label' };
const fee = (basisPoints: number) => ({ kind: 'restocking', basisPoints });

const usable = (document: PolicyDocument): Usable => compilePolicy(document);
const named =
  (...all: Usable[]) =>
  ({ id, version }: { id: string; version: string }) =>
    all.find((one) => {
      const name = 'document' in one ? one.document : one;
      return name.id === id && name.version === version;
    });

type Lines = NonNullable<Parameters<typeof requested>[0]>['lines'];
/** The law gives a business nothing beside the policy. */
const business = orderOf(undefined, { customer: { id: 'C-1', email: 'kim@customer.example', business: true } });

/** What is kept of a request that was decided under the policy of the order's day and today's. */
function kept(
  lines: Lines,
  ordered: Usable,
  current: Usable,
  language = 'en',
  order = business,
  withdraws = false,
): KeptDecision[] {
  const { event } = requested({
    order,
    ...(lines && { lines }),
    ...(withdraws && { withdrawal: { id: 'W-1', name: 'Kim' } }),
    facts: { policy: () => ({ ordered, current }), language },
  });
  return (JSON.parse(JSON.stringify(event.data)).lines as unknown[]).map((line) => keptDecision.parse(line));
}

describe('a request is decided again', () => {
  const dear = usable(policy('1', approve({ labelPayer: 'customer', fees: [fee(2000), label] })));
  const mild = usable(policy('2', approve({ labelPayer: 'customer', fees: [fee(1000), label] })));
  const label2 = usable(policy('1', approve({ labelPayer: 'customer', fees: [label] })));
  const tenth = usable(policy('2', approve({ labelPayer: 'customer', fees: [fee(1500)] })));
  const lines = [wrong(1), faulty(1), wrong(2)];

  test.each([
    ['today’s was kinder', dear, mild, 'now', '2'],
    ['one label was less than what each line was charged', label2, tenth, 'order_date', '1'],
    ['the one of the order’s day was', mild, dear, 'order_date', '2'],
    ['there was but one', dear, dear, 'order_date', '1'],
  ] as const)('to the same answer, where %s', (_, ordered, current, chosen, version) => {
    const replayed = replayRequest(kept(lines, ordered, current), named(ordered, current));
    expect(replayed.flatMap(({ differences }) => differences)).toEqual([]);
    for (const { again } of replayed) expect(again?.policy).toMatchObject({ chosen, version });
    // One label for the whole return, as it was.
    const labels = replayed.flatMap(({ again }) => again?.terms?.fees.filter(({ kind }) => kind === 'return_shipping'));
    expect(labels).toHaveLength(1);
  });

  test('to the same answer, where a policy could not be evaluated', () => {
    const failing: Usable = { id: 'small', version: '9', why: 'It cannot be read.' };
    const replayed = replayRequest(kept([wrong(1)], failing, mild), named(failing, mild));
    expect(replayed).toMatchObject([{ again: { outcome: 'review' }, differences: [] }]);
  });

  test('to the same answer, where it was stated by the function to withdraw, and nobody knows when it arrived', () => {
    const { withdrawalExcluded: _, ...ordinary } = lamps();
    const order = orderOf([ordinary], {
      fulfilments: [{ id: 'F1', status: 'shipped', lines: [{ lineId: '1', quantity: 5 }] }],
    });
    const { event } = requested({
      order,
      lines: [unwanted(5, { condition: undefined })],
      withdrawal: { id: 'W-1', name: 'Kim' },
      facts: { policy: () => ({ ordered: dear, current: mild }) },
    });
    const [line] = (JSON.parse(JSON.stringify(event.data)).lines as unknown[]).map((one) => keptDecision.parse(one));
    if (!line) throw new Error('A line is kept');
    expect(line).toMatchObject({ withdraws: true, rules: expect.arrayContaining(['law-withdrawal']) });
    expect(replayRequest([line], named(dear, mild))).toMatchObject([{ differences: [] }]);
    // What was kept before it was kept how a withdrawal was stated is read as one stated with its reason.
    const { withdraws: __, ...older } = line;
    expect(replayRequest([keptDecision.parse(older)], named(dear, mild))).toHaveLength(1);
  });

  test('to the same answer, where a wish is not offered that was stated, or was only assumed', () => {
    const repairs = usable({ ...policy('1', approve({ resolutions: ['repair'] })), wishNotOffered: 'review' });
    const [stated, assumed] = kept([faulty(1, { preference: 'refund' }), faulty(1)], repairs, repairs);
    if (!stated || !assumed) throw new Error('A line is kept');
    expect(stated).toMatchObject({ outcome: 'review', rules: expect.arrayContaining(['wish-not-offered']) });
    expect(stated.wishAssumed).toBeUndefined();
    expect(assumed).toMatchObject({ outcome: 'approve', facts: { preference: 'refund' }, wishAssumed: true });
    for (const one of [stated, assumed])
      expect(replayRequest([one], named(repairs))).toMatchObject([{ differences: [] }]);
    // What was kept before it was told apart named the wish, and still does.
    const { wishAssumed: _, ...older } = { ...assumed, outcome: stated.outcome, rules: stated.rules };
    expect(replayRequest([keptDecision.parse(older)], named(repairs))).toMatchObject([{ differences: [] }]);
  });

  test('to the same answer, where nobody knows the price', () => {
    const stated = orderOf([lamps({ paid: { currency: 'EUR', minor: 0 }, tax: { currency: 'EUR', minor: 0 } })], {
      payments: [],
    });
    const order = { ...stated, origin: 'statement' as const };
    const lines = kept([faulty(1)], dear, mild, 'en', order);
    expect(lines).toMatchObject([{ problems: expect.arrayContaining(['price_unknown']) }]);
    expect(lines[0]?.terms).toBeUndefined();
    expect(replayRequest(lines, named(dear, mild))).toMatchObject([{ differences: [] }]);
  });

  test('where units were not shipped, which no policy decides, too', () => {
    const order = orderOf([lamps()], { fulfilments: [] });
    const lines = kept([unwanted(2, { preference: 'cancel_order' })], dear, mild, 'de', order);
    expect(replayRequest(lines, named())).toMatchObject([
      { again: { message: expect.stringContaining('noch nicht verschickt') }, differences: [] },
    ]);
  });

  test('never without the policies that decided', () => {
    expect(replayRequest(kept(lines, dear, mild), named(mild))).toMatchObject([
      { differences: [] },
      { differences: [] },
      { differences: [] },
    ]);
    expect(replayRequest(kept(lines, dear, mild), named(mild)).every(({ again }) => again === undefined)).toBe(true);
  });

  test.each<[string, (line: KeptDecision) => KeptDecision, string[]]>([
    ['the outcome', (line) => ({ ...line, outcome: 'reject' }), ['outcome']],
    ['a rule', (line) => ({ ...line, rules: ['another'] }), ['rules']],
    ['what was tried', (line) => ({ ...line, tried: [] }), ['tried']],
    [
      'the policy that was chosen',
      ({ policy: used, ...line }) => ({
        ...line,
        policy: { ...used, version: '1', other: { id: 'small', version: '2' } },
      }),
      ['policy'],
    ],
    ['a fee', (line) => ({ ...line, terms: line.terms && { ...line.terms, fees: [] } }), ['terms']],
    ['a doubt', (line) => ({ ...line, problems: ['serial_unknown'] }), ['problems']],
    ['the value', (line) => ({ ...line, facts: { ...line.facts, valueMinor: 1 } }), ['terms']],
  ])('and tells where what is kept was changed: %s', (_, change, fields) => {
    const [line] = kept([wrong(1)], dear, mild);
    if (!line) throw new Error('A line is kept');
    const [replayed] = replayRequest([change(line)], named(dear, mild));
    const found = replayed?.differences.map(({ field }) => field) ?? [];
    for (const field of fields) expect(found).toContain(field);
  });

  test('to the same answer, whatever was asked and whatever the policies say, in any language, stated as a withdrawal or not', () => {
    const answers = fc.oneof(
      fc.nat(10_000).map((basisPoints) => approve({ fees: [fee(basisPoints)] })),
      fc.constant(approve({ labelPayer: 'customer', fees: [label] })),
      fc.constant({ outcome: 'reject', message: 'No.' }),
      fc.constant({ outcome: 'review', message: 'Wait.' }),
      fc.constant({ outcome: 'returnless', message: 'Keep it.', labelPayer: 'none', resolutions: ['refund'] }),
    );
    const conditions = fc.constantFrom('true', 'quantity > 1', "reason == 'wrong_item'", 'warrantyDaysLeft > 0');
    const asked = fc.array(
      fc.constantFrom(unwanted(1), faulty(1), wrong(1), wrong(2), unwanted(1, { condition: 'used' })),
      { minLength: 1, maxLength: 2 },
    );
    const languages = fc.constantFrom('en', 'de');
    const { withdrawalExcluded: _, ...ordinary } = lamps();
    const orders = fc.constantFrom(
      business,
      orderOf(),
      orderOf([ordinary]),
      orderOf([ordinary], { fulfilments: [{ id: 'F1', status: 'shipped', lines: [{ lineId: '1', quantity: 5 }] }] }),
    );
    const request = fc.record({ some: asked, language: languages, order: orders, withdraws: fc.boolean() });
    fc.assert(
      fc.property(request, answers, answers, conditions, ({ some, language, order, withdraws }, one, two, when) => {
        const [ordered, current] = [usable(policy('1', one, when)), usable(policy('2', two))];
        const was = kept(some, ordered, current, language, order, withdraws);
        const replayed = replayRequest(was, named(ordered, current));
        expect(replayed.map(({ differences }) => differences)).toEqual(some.map(() => []));
      }),
    );
  });
});
