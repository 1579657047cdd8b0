import { expect, test } from 'vitest';
import { requestLine } from '../../shared/contracts/intake.ts';
import { serial, typedSerial } from '../../shared/contracts/values.ts';

test.each([
  [' lmx-204518 ', 'LMX-204518'],
  ['lmx 204518', 'LMX204518'],
  ['LMX - 204 518', 'LMX-204518'],
])('a serial number typed as %j is %s', (typed, kept) => {
  const line = { lineId: '1', quantity: 1, reason: 'customer_remorse', serials: [typed] };
  expect(requestLine.parse(line).serials).toEqual([kept]);
});

test.each(['', '   ', 'a b', 'LMX_204518', '1 '.repeat(41)])('%j is none', (typed) => {
  expect(typedSerial.safeParse(typed).success).toBe(false);
});

test('where a space may part two numbers, it makes one of none', () => {
  expect(serial.safeParse('LMX-204518 LMX-204519').success).toBe(false);
});
