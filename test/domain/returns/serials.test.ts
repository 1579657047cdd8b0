import { describe, expect, test } from 'vitest';
import { type SerialRule, serialRule } from '../../../shared/contracts/serial-rules.ts';
import type { KnownSerial } from '../../../shared/serials/known.ts';
import { type AskedLine, decided, eur, lamps, orderOf, refusalOf, unwanted } from './sample-returns.ts';

/** Which unit comes back: what of a serial number is asked back, and what is doubted. */

const serials = ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'];
const sold = (some: Partial<Parameters<typeof lamps>[0]> = {}) => orderOf([lamps({ serials, ...some })]);
const plain = () => orderOf();
const rules = (some: Partial<SerialRule>) => ({ serialRules: [serialRule.parse({ sample: 'SN-7', ...some })] });
const known = (serial: string, some: KnownSerial) => ({ serials: new Map([[serial, some]]) });
const doubtsOf = (...asked: Parameters<typeof decided>) =>
  decided(...asked).lines.map(({ decision }) => decision.problems.map(({ code }) => code))[0];
const named = (...names: string[]): AskedLine[] => [unwanted(names.length, { serials: names })];

describe('a serial number that is not made up as the brand says is asked back, never doubted', () => {
  test.each<[string, Partial<SerialRule>, string[], [string, string][]]>([
    ['malformed', { pattern: 'SN-\\d' }, ['SN-1', 'SX-2'], [['/lines/0/serials/1', 'serial_malformed']]],
    ['a wrong check digit', { checkDigit: 'luhn' }, ['79927398714'], [['/lines/0/serials/0', 'serial_check_digit']]],
    [
      'each of several',
      { length: { min: 4, max: 4 } },
      ['SN-10', 'SN-1', 'S-1'],
      [
        ['/lines/0/serials/0', 'serial_malformed'],
        ['/lines/0/serials/2', 'serial_malformed'],
      ],
    ],
  ])('%s', (_, rule, asked, errors) => {
    expect(refusalOf(() => decided(plain(), named(...asked), rules(rule)))).toEqual({
      type: 'invalid-request',
      errors,
    });
  });

  test('a rule for other goods asks nothing', () => {
    const other = rules({ categories: ['phones'], pattern: '\\d+' });
    expect(decided(plain(), named('SN-1'), other).outcome).toBe('approve');
  });

  test('says what a good one looks like', () => {
    expect(() => decided(plain(), named('X-1'), rules({ pattern: 'SN-\\d' }))).toThrow('they look like SN-7');
  });
});

describe('a doubtful serial number never loses the request, and each doubt has its own word', () => {
  const order = { orderNumber: 'HB-9', lineId: '1' };
  test.each<[string, ReturnType<typeof orderOf>, string, KnownSerial, object, string[]]>([
    ['nothing is known of it, and the line names none', plain(), 'SN-9', {}, {}, []],
    ['nothing is known of it, and the line names others', sold(), 'SN-9', {}, {}, ['serial_unknown', 'serial_missing']],
    ['it was sold on this line', sold(), 'SN-1', { soldOn: { ...order, customerId: 'C-1' } }, {}, []],
    [
      'it was sold to another customer',
      sold(),
      'SN-9',
      { soldOn: { ...order, customerId: 'C-9' } },
      {},
      ['serial_sold_to_other', 'serial_missing'],
    ],
    [
      'it was sold to another customer, and the line names none',
      plain(),
      'SN-9',
      { soldOn: { ...order, customerId: 'C-9' } },
      {},
      ['serial_sold_to_other'],
    ],
    [
      'it was sold to this customer on another order',
      plain(),
      'SN-9',
      { soldOn: { ...order, customerId: 'C-1' } },
      {},
      ['serial_other_line'],
    ],
    [
      'sold here, it is registered to another by now',
      sold(),
      'SN-1',
      { registeredTo: 'C-9' },
      {},
      ['serial_sold_to_other'],
    ],
    [
      "sold here long ago and to another since, it is this line's all the same",
      sold(),
      'SN-1',
      { soldOn: { ...order, customerId: 'C-9' } },
      {},
      [],
    ],
    ['not sold here, it is in an open return', plain(), 'SN-9', { heldBy: 'RMA' }, {}, ['serial_in_open_return']],
    ['it should be registered and is not', plain(), 'SN-9', {}, { registered: true }, ['serial_not_registered']],
    [
      'sold here, it should be registered and is not',
      sold(),
      'SN-1',
      {},
      { registered: true },
      ['serial_not_registered'],
    ],
    ['it should be registered and is', plain(), 'SN-9', { registeredTo: 'C-1' }, { registered: true }, []],
  ])('%s', (_, bought, serial, knowledge, rule, doubts) => {
    const some = { ...rules(rule), ...known(serial, knowledge) };
    expect(doubtsOf(bought, named(serial), some)).toEqual(doubts);
    expect(decided(bought, named(serial), some).outcome).toBe(doubts.length > 0 ? 'review' : 'approve');
  });

  test('a number is demanded where the brand says so, whether or not the order names those sold', () => {
    expect(doubtsOf(plain(), [unwanted(2, { serials: ['SN-9'] })], rules({ required: true }))).toEqual([
      'serial_missing',
    ]);
    expect(doubtsOf(plain(), named('SN-8', 'SN-9'), rules({ required: true }))).toEqual([]);
    expect(doubtsOf(plain(), [unwanted(1)])).toEqual([]);
  });

  test('each doubt quotes the numbers it is about', () => {
    const found = decided(sold(), named('SN-8', 'SN-9')).lines[0]?.decision.problems[0];
    expect(found).toEqual({
      code: 'serial_unknown',
      detail: 'Please check the serial number. Not sold with this order line: SN-8, SN-9.',
    });
  });

  test.each([
    ['en', 'Please check the serial number. Not sold with this order line: SN-9.'],
    ['de', 'Bitte prüfen Sie die Seriennummer. Nicht mit dieser Position verkauft: SN-9.'],
  ])('whoever asked is told in %s to check it, approved or looked at', (language, sentence) => {
    const { withdrawalExcluded: _, ...free } = lamps({ serials: ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'] });
    for (const [line, outcome] of [
      [free, 'approve'],
      [lamps({ serials: free.serials }), 'review'],
    ] as const) {
      const [found] = decided(orderOf([line]), [unwanted(1, { serials: ['SN-9'] })], { language }).lines;
      expect(found?.decision.outcome).toBe(outcome);
      expect(found?.decision.message).toMatch(/\. Please check|\. Bitte prüfen/);
      expect(found?.decision.message.endsWith(sentence)).toBe(true);
    }
    const [missing] = decided(sold(), [unwanted(1)], { language }).lines;
    expect(missing?.decision.message).not.toMatch(/Please check|Bitte prüfen/);
  });
});

test('a unit sold on this line that is in an open return is refused, whatever else is asked for', () => {
  const held = known('SN-2', { heldBy: 'RMA' });
  expect(refusalOf(() => decided(sold(), named('SN-1', 'SN-2'), held))).toEqual({
    type: 'not-returnable',
    errors: [['/lines/0/serials/1', 'serial_in_open_return']],
  });
});

describe('lots and models', () => {
  test('a lot never sold to this customer is flagged', () => {
    const order = orderOf([lamps({ lots: ['B24-1', 'B24-2'] })]);
    expect(doubtsOf(order, [unwanted(1, { lot: 'b24-2' })])).toEqual([]);
    expect(doubtsOf(order, [unwanted(1, { lot: 'B23-9' })])).toEqual(['lot_unknown']);
    expect(doubtsOf(plain(), [unwanted(1, { lot: 'B23-9' })])).toEqual([]);
    expect(decided(order, [unwanted(1, { lot: 'B23-9' })]).lines[0]?.portion.lot).toBe('B23-9');
  });

  test('a model that was not bought is doubted, however it is spelt', () => {
    const order = orderOf([lamps({ model: 'Garden Lamp 7' })]);
    expect(doubtsOf(order, [unwanted(1, { model: 'garden-lamp 7' })])).toEqual([]);
    expect(doubtsOf(order, [unwanted(1, { model: 'HB-LAMP' })])).toEqual([]);
    expect(doubtsOf(order, [unwanted(1, { model: 'Garden Lamp 8' })])).toEqual(['model_differs']);
    expect(doubtsOf(plain(), [unwanted(1, { model: 'Garden Lamp 8' })])).toEqual([]);
  });

  test('of 4 units with serials and lots, 2 are worth those 2', () => {
    const order = orderOf([lamps({ quantity: 4, paid: eur(12_000), serials: serials.slice(0, 4), lots: ['L-1'] })]);
    const [line] = decided(order, [unwanted(2, { serials: ['SN-1', 'SN-4'], lot: 'L-1' })]).lines;
    expect(line?.portion).toMatchObject({ serials: ['SN-1', 'SN-4'], paid: { goods: eur(6_000) } });
  });
});
