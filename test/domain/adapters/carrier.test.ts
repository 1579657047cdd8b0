import { gtin } from 'cdigit';
import { expect, test } from 'vitest';
import { createEmbeddedCarrier } from '../../../shared/adapters/carrier/embedded.ts';

const carrier = createEmbeddedCarrier();
const to = { name: 'Lumen Returns', line1: 'Dock 4', city: 'Musterstadt', country: 'DE' };
const label = (id: string, brand = 'lumen') => carrier.createLabel({ id, brand, rma: '7K3F-9XTB-2MQ4', to });

test('a label asked for twice is the same label', async () => {
  expect(await label('7K3F-9XTB-2MQ4-s1')).toEqual(await label('7K3F-9XTB-2MQ4-s1'));
  await expect(carrier.voidLabel({ id: '7K3F-9XTB-2MQ4-s1', trackingNumber: '' })).resolves.toBeUndefined();
});

test('a tracking number is an SSCC of the demonstration prefix with its check digit, and no two of 5,000 are alike', async () => {
  const numbers = await Promise.all(
    Array.from({ length: 5000 }, async (_, i) => (await label(`s${i}`)).trackingNumber),
  );
  for (const number of numbers) {
    expect(number).toMatch(/^\d952\d{14}$/);
    expect(gtin.validate(number)).toBe(true);
  }
  expect(new Set(numbers).size).toBe(5000);
});

test('two brands never share a label', async () => {
  expect((await label('s1', 'lumen')).trackingNumber).not.toBe((await label('s1', 'harbor')).trackingNumber);
});
