import { describe, expect, test } from 'vitest';
import { type Movement, movementFacts } from '../../../shared/customs/movement.ts';
import { asked, known, movement, records } from './sample-movements.ts';

/** Goods that go over the border for something else than was decided on: their facts are those of what they go for now. */

const on = '2026-11-02';
type Wish = NonNullable<Movement['asked']['preference']>;
const wished = (preference: Wish, more: Partial<Movement['asked']> = {}) =>
  movement({ asked: { ...asked, ...more, preference } });
const turned = (from: Movement, activity: 'repair' | 'exchange' | 'return') =>
  known({ facts: movementFacts(from, records()) }, { activity }, records(), on).facts;

describe('a return that becomes a repair or an exchange has the facts of one', () => {
  test.each(['repair', 'exchange'] as const)('%s', (activity) => {
    const back = wished('refund', { condition: 'unopened' });
    const { returned, rejected, assumed, ...facts } = turned(back, activity);
    const { assumed: expected, ...others } = movementFacts(wished(activity, { condition: 'unopened' }), records());
    expect(facts).toEqual(others);
    expect(assumed?.toSorted()).toEqual(expected?.toSorted());
    expect([returned, rejected]).toEqual([{}, {}]);
  });
});

test('a repair that becomes a return keeps what is known of the export, and assumes nothing more', () => {
  const { assumed, ...facts } = turned(wished('repair'), 'return');
  const { assumed: _, returned: __, rejected: ___, ...others } = movementFacts(wished('refund'), records());
  expect(facts).toEqual(others);
  expect(assumed).toEqual(['/goods/cnCode', '/goods/description', '/goods/value']);
});

test('a repair that becomes an exchange is the same journey', () => {
  const { activity, ...facts } = turned(wished('repair'), 'exchange');
  const { activity: was, ...others } = movementFacts(wished('repair'), records());
  expect([activity, was]).toEqual(['exchange', 'repair']);
  expect(facts).toEqual(others);
});
