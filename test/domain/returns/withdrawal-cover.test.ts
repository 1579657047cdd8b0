import { describe, expect, test } from 'vitest';
import { sentenceIn } from '../../../shared/contracts/sentences/catalogue.ts';
import { type Claims, noClaims } from '../../../shared/orders/claims.ts';
import { returnable } from '../../../shared/orders/returnable.ts';
import { type Named, withdrawalCover } from '../../../shared/returns/withdrawal-cover.ts';
import { lamps, orderOf, start } from './sample-returns.ts';

const { withdrawalExcluded: _, ...ordinary } = lamps();
const gift = { ...ordinary, id: '2', title: 'Gift', quantity: 1 };
const where = { zone: 'Europe/Berlin', country: 'DE' };

interface Asked {
  order?: ReturnType<typeof orderOf>;
  claims?: Claims;
  now?: Date;
  country?: string;
}
function cover(
  { order = orderOf([ordinary, gift]), claims = noClaims, now = start, country = 'DE' }: Asked,
  named?: Named,
) {
  const at = { zone: where.zone, country };
  const state = returnable(order, claims, now, { days: 30, where: at });
  const { covers, notCovered } = withdrawalCover({ order, state, where: at, now, language: 'en' }, named);
  return {
    covers: covers.map(({ lineId, quantity, status, until }) => [lineId, quantity, status, until]),
    not: notCovered.map(({ lineId, quantity, why }) => [lineId, quantity, why.code]),
    said: notCovered.map(({ why }) => sentenceIn('en', why)),
  };
}

describe('what a withdrawal covers', () => {
  test('all that is left of the order, when nothing is named', () => {
    expect(cover({}).covers).toEqual([
      ['1', 5, 'open', '2026-10-26'],
      ['2', 1, 'open', '2026-10-26'],
    ]);
  });

  test('the named part, and no more than is left of it', () => {
    expect(cover({}, [{ lineId: '1', quantity: 2 }]).covers).toEqual([['1', 2, 'open', '2026-10-26']]);
    const claims = { units: { '1': { '0': 'R1', '1': 'R1' } } };
    expect(cover({ claims }, [{ lineId: '1', quantity: 5 }]).covers).toEqual([['1', 3, 'open', '2026-10-26']]);
  });

  test('what is in a return already is told, where it is named', () => {
    const claims = { units: { '2': { '0': 'R1' } } };
    expect(cover({ claims }, [{ lineId: '2', quantity: 1 }])).toMatchObject({
      covers: [],
      not: [['2', 1, 'withdrawal_nothing_left']],
    });
    expect(cover({ claims }).covers.map(([id]) => id)).toEqual(['1']);
  });

  test('units that were not shipped yet, too', () => {
    const order = orderOf([ordinary], { fulfilments: [] });
    expect(cover({ order }).covers).toEqual([['1', 5, 'open', undefined]]);
  });

  test('of unknown delivery it is kept, and a person finds out', () => {
    const order = orderOf([ordinary], {
      fulfilments: [{ id: 'F1', status: 'shipped', lines: [{ lineId: '1', quantity: 5 }] }],
    });
    expect(cover({ order }).covers).toEqual([['1', 5, 'unknown', undefined]]);
  });

  test.each<[string, Asked, string, RegExp]>([
    [
      'past its time',
      { now: new Date('2026-10-27T09:00:00Z') },
      'withdrawal_over',
      /ended on October 26, 2026\. You can still/,
    ],
    [
      'goods made to measure',
      { order: orderOf([lamps(), gift]) },
      'withdrawal_excluded',
      /here: it was made to your specifications\. You can still/,
    ],
    [
      'a business buyer',
      { order: orderOf([ordinary], { customer: { id: 'C', business: true } }) },
      'withdrawal_business',
      /for consumers/,
    ],
    ['the United States', { country: 'US' }, 'withdrawal_no_law', /no law gives/],
  ])('%s: a clear answer', (_, asked, code, said) => {
    const found = cover(asked);
    expect(found.not[0]?.[2]).toBe(code);
    expect(found.said[0]).toMatch(said);
  });
});
