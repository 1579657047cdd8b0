import { describe, expect, test } from 'vitest';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine } from '../../../shared/customs/route.ts';
import {
  american,
  british,
  comesBack,
  determined,
  eur,
  facts,
  repairAbroad,
  type Stated,
  usd,
} from './sample-facts.ts';

const findings = (stated: Stated) => determined(stated).guards;
const repair = (more: Stated): Stated => ({ ...repairAbroad, ...more });
const invoice = { reference: 'INV-1', value: eur('1000.00'), units: 10 };

describe('what is not known is asked for, and is neither clear nor stopped', () => {
  test('of a movement of which nothing is known', () => {
    const found = findings({ activity: 'repair' });
    expect(found.filter(({ status }) => status === 'stopped')).toEqual([]);
    expect(found.filter(({ status }) => status === 'clear').map(({ id }) => id)).toEqual(['altered', 'destination']);
    for (const { status, needs } of found) if (status === 'unknown') expect(needs).not.toEqual([]);
  });

  test.each<[string, Stated, string, string[]]>([
    [
      'an improvement under a full authorisation: does it cover that?',
      repair({ work: { improvesPerformance: true } }),
      'improvement',
      ['/authorisation/forProcessing'],
    ],
    [
      'an improvement that nobody knows of: first whether it is one',
      repair({ work: {} }),
      'improvement',
      ['/work/improvesPerformance'],
    ],
    [
      'altered in the Union: was it necessary?',
      { ...comesBack, returned: { unaltered: false } },
      'altered',
      ['/work/altered', '/work/onlyNecessary'],
    ],
    [
      'a refund of the agricultural policy',
      { ...repair({ claimed: { repayment: false } }), goods: { capMeasures: true } },
      'double_relief',
      ['/claimed/exportRefund'],
    ],
    [
      'the same of goods of which nobody knows whether that policy covers them',
      { ...repair({ claimed: { repayment: false } }), goods: {} },
      'double_relief',
      ['/claimed/exportRefund', '/goods/capMeasures'],
    ],
    [
      'the power of attorney of a broker who declares',
      repair({ parties: { represented: true } }),
      'power_of_attorney',
      ['/parties/authorityUntil'],
    ],
    [
      'a value, and no more of it than is not known',
      repair({ goods: { units: 3 }, outboundInvoice: { reference: 'INV-1', units: 10 } }),
      'value',
      ['/goods/valueBeforeExport', '/outboundInvoice/value'],
    ],
  ])('%s', (_, stated, guard, needs) => {
    expect(findings(stated).find(({ id }) => id === guard)).toMatchObject({ status: 'unknown', needs });
  });

  test.each([
    ['American', american],
    ['British', british],
  ])('an export refund is none of an %s export', (_, of) => {
    const status = (claimed: object) => findings({ ...of, claimed }).find(({ id }) => id === 'double_relief')?.status;
    expect(status({ repayment: false })).toBe('clear');
    expect(status({ repayment: false, exportRefund: true })).toBe('stopped');
  });

  test('with what needs it: routes that are open, and guards', () => {
    const { lacks } = determined({ ...repairAbroad, work: { repairable: true, commerciallyDifferent: false } });
    const needing = (pointer: string) => lacks.find(({ fact }) => fact === pointer);
    expect(needing('/screening')).toEqual({ fact: '/screening', neededBy: [], guards: ['screening'] });
    expect(needing('/goods/battery/chemistry')?.guards).toEqual(['battery_damaged', 'battery_data']);
    expect(needing('/work/improvesPerformance')?.guards).toEqual(['improvement']);
    expect(needing('/work/improvesPerformance')?.neededBy).toContain('op_paid');
    expect(lacks.some((one) => !('guards' in one))).toBe(true);
  });

  test.each<[string, object, string]>([
    ['description', { description: 'Pump' }, 'description'],
    ['code', { cnCode: '85176200' }, 'commodity_code'],
    ['value', { units: 1, value: eur('100') }, 'value'],
  ])('a %s that is only assumed agrees with nothing', (name, goods, guard) => {
    const outboundInvoice = { reference: 'I', description: 'Pump', cnCode: '85176200', value: eur('100'), units: 1 };
    const stated: Stated = { ...comesBack, goods, outboundInvoice };
    const path = { code: 'cnCode' }[name] ?? name;
    const status = (of: Stated) => findings(of).find(({ id }) => id === guard)?.status;
    expect(status(stated)).toBe('clear');
    expect(status({ ...stated, assumed: [`/goods/${path}`] })).toBe('unknown');
  });

  test('a value in a currency without a rate', () => {
    const stated = repair({
      goods: { units: 1, valueBeforeExport: usd('1.00') },
      charges: {},
      outboundInvoice: { ...invoice, value: usd('9.00') },
    });
    expect(findings(stated).find(({ id }) => id === 'value')?.status).toBe('unknown');
  });
});

test('more units than the outbound invoice has are stopped, whatever the reason: checked facts never say so', () => {
  const stated = repair({
    goods: { units: 12, valueBeforeExport: eur('1200.00') },
    outboundInvoice: invoice,
    valueDifference: 'Some more',
  });
  const { guards } = determine(facts(stated), shippedJurisdictions);
  expect(guards.find(({ id }) => id === 'value')).toMatchObject({
    status: 'stopped',
    reason: 'value_inconsistent_with_invoice',
    detail: 'Invoice INV-1 is of 10 units, and here are 12.',
  });
});
