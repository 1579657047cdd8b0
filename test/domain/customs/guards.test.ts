import { describe, expect, test } from 'vitest';
import { american, comesBack, determined, eur, rejected, repairAbroad, type Stated } from './sample-facts.ts';

const findings = (stated: Stated) => determined(stated).guards;
const stoppedBy = (stated: Stated) =>
  findings(stated)
    .filter(({ status }) => status === 'stopped')
    .map(({ reason }) => reason);

const repair = (more: Stated): Stated => ({ ...repairAbroad, ...more });
const invoice = { reference: 'INV-1', value: eur('1000.00'), units: 10 };

describe('a guard stops the movement with its reason', () => {
  test.each<[string, Stated, string[]]>([
    [
      'an improvement called a repair, under an authorisation by declaration',
      repair({ work: { improvesPerformance: true }, authorisation: { held: true, kind: 'by_declaration' } }),
      ['repair_is_improvement'],
    ],
    [
      'one for which nobody is known to hold an authorisation',
      repair({ work: { improvesPerformance: true }, authorisation: {} }),
      ['repair_is_improvement'],
    ],
    [
      'one that a full authorisation does not cover',
      repair({
        work: { improvesPerformance: true },
        authorisation: { held: true, kind: 'full', forProcessing: false },
      }),
      ['repair_is_improvement'],
    ],
    [
      'a new article, called a repair in the United States',
      { ...american, work: { carriedOut: true, commerciallyDifferent: true } },
      ['commercially_different'],
    ],
    ['an American drawback', { ...american, claimed: { repayment: true } }, ['double_relief']],
    [
      'another serial number',
      repair({ goods: { serials: ['A-1', 'A-2'] }, identity: { returnedSerials: ['A-1', 'A-3'] } }),
      ['serial_mismatch'],
    ],
    ['another description', repair({ identity: { descriptionMatches: false } }), ['description_mismatch']],
    [
      'another description than the outbound invoice has',
      repair({ goods: { description: 'Pump' }, outboundInvoice: { reference: 'INV-1', description: 'Valve' } }),
      ['description_mismatch'],
    ],
    [
      'another code at eight digits, in an exchange',
      repair({ activity: 'exchange', goods: { cnCode: '85176200' }, exchange: { cnCode: '8517692000' } }),
      ['cn_code_mismatch'],
    ],
    [
      'another code than the outbound invoice has',
      repair({ goods: { cnCode: '85176200' }, outboundInvoice: { reference: 'INV-1', cnCode: '85176920' } }),
      ['cn_code_mismatch'],
    ],
    ['no proof of export', repair({ proofOfExport: false }), ['proof_of_export_missing']],
    ['outward processing and repayment at once', repair({ claimed: { repayment: true } }), ['double_relief']],
    ['an export refund beside it', repair({ claimed: { repayment: false, exportRefund: true } }), ['double_relief']],
    [
      'goods that come back after their export was repaid',
      { ...comesBack, claimed: { repayment: true } },
      ['double_relief'],
    ],
    [
      'a refund of the agricultural policy beside the repayment',
      { ...rejected, claimed: { repayment: true, exportRefund: true } },
      ['double_relief'],
    ],
    ['altered goods that come back', { ...comesBack, returned: {}, work: { altered: true } }, ['goods_altered']],
    [
      'goods known not to be unaltered, in Great Britain',
      { ...comesBack, destination: 'GB', returned: { unaltered: false } },
      ['goods_altered'],
    ],
    [
      'there what was strictly necessary too',
      { ...comesBack, destination: 'GB', returned: { unaltered: false }, work: { onlyNecessary: true } },
      ['goods_altered'],
    ],
    [
      'goods that were altered, of which nobody says that it was necessary',
      { ...comesBack, returned: { unaltered: false }, work: { altered: true } },
      ['goods_altered'],
    ],
    [
      'goods altered beyond what was necessary',
      { ...comesBack, returned: { unaltered: false }, work: { onlyNecessary: false } },
      ['goods_altered'],
    ],
    ['a restricted destination', repair({ destination: 'RU' }), ['destination_restricted']],
    ['a restricted origin', { ...comesBack, origin: 'KP' }, ['destination_restricted']],
    [
      'an embargo, though the parties are screened and clear',
      { ...american, destination: 'KP', screening: 'clear' },
      ['destination_restricted'],
    ],
    [
      'one for which a licence was refused',
      { ...american, destination: 'KP', licence: { granted: false } },
      ['destination_restricted'],
    ],
    ['a party on a list', repair({ screening: 'hit' }), ['party_on_sanctions_list']],
    [
      'lithium batteries without data',
      repair({ goods: { battery: { chemistry: 'lithium_ion', wattHours: '99' } } }),
      ['battery_data_missing'],
    ],
    [
      'lithium batteries without a test summary',
      repair({
        goods: { battery: { chemistry: 'lithium_metal', lithiumGrams: '1', unNumber: 'UN3091', testSummary: false } },
      }),
      ['battery_data_missing'],
    ],
    [
      'damaged cells',
      repair({
        goods: {
          battery: { chemistry: 'lithium_ion', wattHours: '9', unNumber: 'UN3481', testSummary: true, damaged: true },
        },
      }),
      ['battery_damaged'],
    ],
    [
      'a value that the outbound invoice does not bear out',
      repair({ goods: { units: 3, valueBeforeExport: eur('270.00') }, outboundInvoice: invoice }),
      ['value_inconsistent_with_invoice'],
    ],
    [
      'a lane without an importer of record',
      repair({ parties: { importerOfRecord: false } }),
      ['no_importer_of_record'],
    ],
    [
      'a lane without an exporter of record',
      repair({ parties: { exporterOfRecord: false } }),
      ['no_exporter_of_record'],
    ],
    [
      'a power of attorney that has run out',
      repair({ parties: { authorityUntil: '2026-11-01' } }),
      ['power_of_attorney_expired'],
    ],
    [
      'two of them at once',
      repair({ proofOfExport: false, screening: 'hit' }),
      ['proof_of_export_missing', 'party_on_sanctions_list'],
    ],
  ])('%s', (_, stated, reasons) => {
    expect(stoppedBy(stated)).toEqual(reasons);
    expect(determined(stated).stopped).toBe(true);
  });
});

describe('what is in order, or does not apply, stops nothing', () => {
  test.each<[string, Stated]>([
    ['a partial lot', repair({ goods: { serials: ['A-1', 'A-2'] }, identity: { returnedSerials: ['A-2'] } })],
    [
      'equivalent goods that came before: they have serial numbers of their own',
      repair({
        goods: { serials: ['A-1'] },
        identity: { returnedSerials: ['B-1'] },
        dates: { replacementDeclared: '2026-11-02' },
      }),
    ],
    ['the repayment that the export of rejected goods serves', { ...rejected, claimed: { repayment: true } }],
    [
      'the drawback that it serves in the United States',
      { ...rejected, origin: 'US', destination: 'CN', assessed: {}, claimed: { repayment: true } },
    ],
    [
      'an exchange has other serial numbers',
      repair({ activity: 'exchange', goods: { serials: ['A-1'] }, identity: { returnedSerials: ['B-1'] } }),
    ],
    [
      'a destination on a list, with a licence',
      repair({ destination: 'RU', licence: { granted: true, reference: 'L-1' } }),
    ],
    [
      'an improvement under a full authorisation that covers processing',
      repair({ work: { improvesPerformance: true }, authorisation: { held: true, kind: 'full', forProcessing: true } }),
    ],
    [
      'an alteration that improves, in the United States',
      { ...american, work: { carriedOut: true, commerciallyDifferent: false, improvesPerformance: true } },
    ],
    [
      'what was strictly necessary, in the Union',
      { ...comesBack, returned: { unaltered: false }, work: { onlyNecessary: true } },
    ],
    [
      'though it altered them',
      { ...comesBack, returned: { samePerson: true }, work: { altered: true, onlyNecessary: true } },
    ],
    ['nobody represents those of record', repair({ parties: { represented: false } })],
    [
      'a value pro rata of the invoice',
      repair({ goods: { units: 3, valueBeforeExport: eur('300.00') }, outboundInvoice: invoice }),
    ],
    [
      'a value off by the cents of the units',
      repair({ goods: { units: 3, valueBeforeExport: eur('300.03') }, outboundInvoice: invoice }),
    ],
    [
      'a value with a reason for the difference',
      repair({
        goods: { units: 3, valueBeforeExport: eur('270.00') },
        outboundInvoice: invoice,
        valueDifference: 'Used for a year',
      }),
    ],
    [
      'lithium batteries with their data',
      repair({
        goods: {
          battery: { chemistry: 'lithium_ion', wattHours: '99', unNumber: 'UN3481', testSummary: true, damaged: false },
        },
      }),
    ],
    ['no lithium at all', repair({ goods: { battery: { chemistry: 'none' } } })],
    ['the last day of a power of attorney', repair({ parties: { authorityUntil: '2026-11-02' } })],
  ])('%s', (_, stated) => expect(stoppedBy(stated)).toEqual([]));
});

test('a finding says what it is about and on which law it rests', () => {
  const { guards, sources } = determined(
    repair({ goods: { units: 3, valueBeforeExport: eur('270.00') }, outboundInvoice: invoice }),
  );
  const value = guards.find(({ id }) => id === 'value');
  expect(value?.detail).toBe('By invoice INV-1 3 of 10 units are worth 300; stated is 270.');
  for (const { basis } of guards) for (const key of basis) expect(sources).toHaveProperty([key]);
});
