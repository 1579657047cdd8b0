import { describe, expect, test } from 'vitest';
import { type Portion, type PortionState, portionState } from '../../../shared/contracts/return.ts';
import {
  authorisationsOf,
  customsOfPortion,
  decideCustoms,
  outboundOf,
  portionInQuestion,
} from '../../../shared/returns/customs.ts';
import { by, customsDecision, lineCustoms, portionOf, refusalOf, returnAt } from './sample-returns.ts';

const portion = portionOf(returnAt('authorized'));
const going = (state: PortionState, some: Partial<Portion> = {}): Portion => ({
  ...portion,
  state,
  customs: { version: 1, held: false, authorisation: 'opo' },
  ...some,
});

describe('a return uses an authorisation', () => {
  const givenBack: PortionState[] = ['rejected', 'cancelled', 'expired'];
  test.each(portionState.options.map((state) => [state, !givenBack.includes(state)] as const))(
    '%s: %s',
    (state, uses) => {
      expect([...authorisationsOf([going(state)])]).toEqual(uses ? ['opo'] : []);
    },
  );

  test('once, however many of its lines go by it, and as long as one of them does', () => {
    const two = [going('authorized'), going('cancelled', { id: '2' }), going('in_transit', { id: '3' })];
    expect([...authorisationsOf(two)]).toEqual(['opo']);
    expect([...authorisationsOf([going('authorized', { customs: { version: 1, held: false } })])]).toEqual([]);
  });

  test('not for goods that stay where they are', () => {
    expect([...authorisationsOf([going('resolving', { disposition: 'kept_by_customer' })])]).toEqual([]);
  });
});

describe('the label is held back', () => {
  const guard = { id: 'importer_of_record', title: 'There is one', reason: 'no_importer_of_record' };
  test.each<[string, 'known' | 'unknown', boolean, boolean, boolean]>([
    ['a known way', 'known', false, true, false],
    ['an unknown way that the policy waits for', 'unknown', false, true, true],
    ['an unknown way that it does not wait for', 'unknown', false, false, false],
    ['goods that must not move, whatever the policy says', 'unknown', true, false, true],
  ])('%s', (_, standing, stopped, policyHolds, held) => {
    const line = lineCustoms(standing);
    const answer = { ...line.answer, guards: stopped ? [guard] : [] };
    expect(customsOfPortion({ ...line, answer }, policyHolds ? ['customs_route'] : undefined, undefined).held).toBe(
      held,
    );
  });
});

describe('what is decided anew', () => {
  const waiting = {
    ...returnAt('authorized'),
    portions: [going('awaiting_customs', { customs: { version: 1, held: true } })],
  };

  test('lets the goods go once their way is known, and not before', () => {
    const [known] = decideCustoms(waiting, by('compliance'), customsDecision('known')).after.portions;
    expect(known).toMatchObject({ state: 'authorized', customs: { version: 2, held: false } });
    const [unknown] = decideCustoms(waiting, by('compliance'), customsDecision('unknown')).after.portions;
    expect(unknown).toMatchObject({ state: 'awaiting_customs', customs: { version: 2, held: true } });
  });

  test.each([
    ['of a way that was known', {}, true],
    ['that the policy let pass', { passes: true as const }, false],
  ])('%s, and is known no more: held %s', (_, kept, held) => {
    const current = {
      ...waiting,
      portions: [going('under_review', { customs: { version: 1, held: false, ...kept } })],
    };
    const [portion] = decideCustoms(current, by('compliance'), customsDecision('unknown')).after.portions;
    expect(portion).toMatchObject({ state: 'under_review', customs: { version: 2, held } });
  });

  test('keeps the outbound papers, and drops an authorisation that covers it no more', () => {
    const customs = { version: 1, held: true, invoice: 'INV-1', mrn: 'MRN-1', authorisation: 'opo' };
    const current = { ...waiting, portions: [going('awaiting_customs', { customs })] };
    const { after } = decideCustoms(current, by('compliance'), customsDecision('known'));
    expect(after.portions[0]?.customs).toEqual({ version: 2, held: false, invoice: 'INV-1', mrn: 'MRN-1' });
    expect(outboundOf(after, ['1'])).toEqual([{ invoice: 'INV-1', mrn: 'MRN-1' }]);
  });

  test('takes up the outbound papers that compliance states: the label refers to them', () => {
    const { facts, ...decision } = customsDecision('known');
    const stated = { ...facts, outboundInvoice: { reference: 'INV-2', mrn: '26DE48510012345678' } };
    const { after } = decideCustoms(waiting, by('compliance'), { ...decision, facts: stated });
    expect(outboundOf(after, ['1'])).toEqual([{ invoice: 'INV-2', mrn: '26DE48510012345678' }]);
  });

  test.each(
    portionState.options.map(
      (state) =>
        [state, ['awaiting_evidence', 'under_review', 'awaiting_answer', 'awaiting_customs'].includes(state)] as const,
    ),
  )('%s: %s', (state, may) => {
    const current = { ...waiting, portions: [going(state)] };
    const refused = refusalOf(() => portionInQuestion(current, '1'));
    expect(refused === undefined).toBe(may);
    if (refused) expect(refused.type).toBe('step-not-legal');
  });

  test('is only what crosses a border', () => {
    const { customs: _, ...domestic } = going('under_review');
    expect(refusalOf(() => portionInQuestion({ ...waiting, portions: [domestic] }, '1'))?.type).toBe('step-not-legal');
  });
});
