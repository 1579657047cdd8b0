import { describe, expect, test } from 'vitest';
import type { RequestLine } from '../../../shared/contracts/intake.ts';
import type { OrderLine } from '../../../shared/contracts/order.ts';
import { stillAssumed, withoutDisproved } from '../../../shared/customs/assumed.ts';
import { decideFacts, decideMovement } from '../../../shared/customs/engine.ts';
import { movementFacts } from '../../../shared/customs/movement.ts';
import { asked, lane, movement, records, sold } from './sample-movements.ts';

/** What is known of goods before anybody has seen them. */

describe('serial numbers are those of the units that left', () => {
  const of = (serials: string[], named: string[], quantity = 1) => {
    const line = { ...sold, serials } as OrderLine;
    return movementFacts(movement({ line, asked: { ...asked, quantity, serials: named } }), records()).goods.serials;
  };
  test.each<[string, string[], string[], number, string[] | undefined]>([
    ['the one that is named, of those that were sold', ['A1', 'A2', 'A3'], ['A2'], 1, ['A2']],
    ['where another is named, all that were sold', ['A1', 'A2', 'A3'], ['B9'], 1, ['A1', 'A2', 'A3']],
    ['where none is named, all that were sold', ['A1', 'A2', 'A3'], [], 1, ['A1', 'A2', 'A3']],
    ['where all units come back, all of them', ['A1', 'A2', 'A3'], ['A1'], 3, ['A1', 'A2', 'A3']],
    ['what only the customer names left nothing', [], ['B9'], 1, undefined],
  ])('%s', (_, serials, named, quantity, left) => expect(of(serials, named, quantity)).toEqual(left));
});

describe('what nobody has seen of the goods is to be checked, and holds no label back', () => {
  const unopened = { ...asked, condition: 'unopened' } as RequestLine;
  const customs = { ...sold.customs, description: 'Headset', repaymentClaimed: false, capMeasures: false };
  const { facts, answer } = decideMovement(movement({ asked: unopened, line: { ...sold, customs } as OrderLine }), {
    ...records(),
  });

  test('though the order and its outbound invoice say the same', () => {
    expect(facts.outboundInvoice).toMatchObject({ description: 'Headset', cnCode: '85183000' });
    expect(answer).toMatchObject({ standing: 'known', guards: [], lacks: [] });
    expect(answer.toCheck?.map(({ id }) => id)).toEqual([
      'serials',
      'description',
      'commodity_code',
      'altered',
      'screening',
      'battery_data',
      'battery_damaged',
      'value',
    ]);
    expect(answer.toCheck?.find(({ id }) => id === 'commodity_code')).toEqual({
      id: 'commodity_code',
      title: 'The commodity codes agree at eight digits',
      lacks: ['/goods/cnCode'],
    });
  });

  test('what is stated of them is seen', () => {
    const told = { on: facts.on, origin: 'CH', destination: 'DE', goods: { cnCode: '85183000' } };
    expect(stillAssumed(facts.assumed ?? [], 'return', told)).not.toContain('/goods/cnCode');
    const seen = decideFacts({ ...facts, assumed: stillAssumed(facts.assumed ?? [], 'return', told) }, lane());
    expect(seen.answer.toCheck?.map(({ id }) => id)).not.toContain('commodity_code');
  });

  test('that the goods are unaltered is assumed no more once it is said that they were altered', () => {
    const told = { on: facts.on, origin: 'CH', destination: 'DE', goods: {}, work: { altered: true } };
    const assumed = facts.assumed ?? [];
    expect(stillAssumed(assumed, 'return', told)).not.toContain('/returned/unaltered');
    const { returned } = withoutDisproved({ ...facts, work: { altered: true } }, assumed, told);
    expect(returned).toEqual({ exportedFor: 'sale', samePerson: true });
  });

  test('of goods that go for work nothing is assumed about how they come back', () =>
    expect(stillAssumed(facts.assumed ?? [], 'repair', facts).filter((one) => one.startsWith('/returned/'))).toEqual(
      [],
    ));
});
