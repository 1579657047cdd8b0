import { addDays, addMonths, type Day } from '../../../../shared/customs/calendar.ts';
import type { Movement } from './movement.ts';
import { money, type Papers, traders } from './papers.ts';

/** Movements over a border, as people of a made-up maker of machines meet them. */

const work = { repairable: true, improvesPerformance: false, commerciallyDifferent: false };
const matched = { identity: { matched: true, descriptionMatches: true } };

/** @param today the day they are asked for: all other days are counted from it */
export function movementsOf(today: Day): readonly Movement[] {
  const weekAgo = addDays(today, -7);
  const back = addDays(today, 30);
  const swissRepair = {
    home: 'CH',
    from: 'DE',
    parties: { exporter: traders.DE, importer: traders.CH },
    currency: 'EUR',
    deliveredOn: weekAgo,
    reason: 'defective',
  } as const;
  const radio: Papers = {
    description: 'Radio relay unit',
    originCountry: 'DE',
    cnCode: '85176200',
    exportedOn: addDays(today, -9),
    inFreeCirculation: true,
    capMeasures: false,
    repaymentClaimed: false,
    importTaxPercent: '19',
  };
  return [
    {
      ...swissRepair,
      name: 'repair-paid',
      title: 'From Germany to Switzerland for repair and back, for a charge: outward processing',
      authorisation: { jurisdiction: 'EU', procedures: ['outward_processing'] },
      price: '6200.00',
      papers: { ...radio, dutyRate: { percent: '4' } },
      preference: 'repair',
      facts: {
        ...matched,
        work,
        goods: { value: money('EUR', '6200.00') },
        dates: { reimported: back },
        charges: {
          repair: money('EUR', '500.00'),
          inwardFreight: money('EUR', '40.00'),
          inwardInsurance: money('EUR', '5.00'),
        },
      },
      expected: {
        route: 'outward_processing',
        dutyBase: '545.00',
        duty: '21.80',
        importTax: '107.69',
        fullDuty: '248.00',
        deadline: addMonths(today, 6),
      },
    },
    {
      ...swissRepair,
      name: 'repair-free',
      title: 'The same, free of charge under warranty',
      authorisation: { jurisdiction: 'EU', procedures: ['outward_processing'] },
      price: '6200.00',
      papers: { ...radio, dutyRate: { percent: '6' } },
      preference: 'repair',
      facts: {
        ...matched,
        work,
        goods: { value: money('EUR', '6200.00') },
        dates: { reimported: back },
        warranty: { kind: 'contractual', freeOfCharge: true, proof: true, defectConsideredAtRelease: false },
        charges: { valueOfRepair: money('EUR', '320.00'), inwardFreight: money('EUR', '45.00') },
      },
      expected: { route: 'outward_processing', duty: '0.00', fullDuty: '372.00', deadline: addMonths(today, 6) },
    },
    {
      name: 'repair-agreement',
      title: 'From Great Britain to Germany for repair and back, under the trade agreement',
      home: 'DE',
      from: 'GB',
      parties: { exporter: traders.GB, importer: traders.DE },
      authorisation: { jurisdiction: 'GB', procedures: ['outward_processing'] },
      price: '1800.00',
      currency: 'GBP',
      papers: { ...radio, dutyRate: { percent: '2.5' }, importTaxPercent: '20' },
      deliveredOn: weekAgo,
      reason: 'defective',
      preference: 'repair',
      facts: {
        ...matched,
        work,
        agreement: { claimed: true },
        goods: { value: money('GBP', '1800.00'), commercial: true, antiDumping: false },
        dates: { reimported: back },
        charges: {
          repair: money('GBP', '400.00'),
          inwardFreight: money('GBP', '30.00'),
          inwardInsurance: money('GBP', '10.00'),
          outwardFreight: money('GBP', '25.00'),
        },
      },
      expected: { route: 'agreement_repair_relief', duty: '0.00', fullDuty: '45.00' },
    },
    {
      name: 'repair-in-full',
      title: 'From Switzerland to Germany for repair, where nothing relieves it: imported in full',
      home: 'DE',
      from: 'CH',
      parties: { exporter: traders.CH, importer: traders.DE },
      price: '1000.00',
      currency: 'EUR',
      papers: { description: 'Drying cabinet', originCountry: 'CH', cnCode: '84193900', inFreeCirculation: false },
      deliveredOn: weekAgo,
      reason: 'defective',
      preference: 'repair',
      facts: {
        importForWork: { inwardProcessing: false, rates: { duty: { percent: '1.7' }, importTaxPercent: '19' } },
      },
      expected: {
        route: 'plain_import',
        dutyBase: '1000.00',
        duty: '17.00',
        importTax: '193.23',
        closed: 'ip_not_authorised',
      },
    },
    {
      name: 'repair-usmca',
      title: 'From the United States to Mexico for repair and back, special rate claimed: 9802.00.50',
      home: 'MX',
      from: 'US',
      parties: { exporter: traders.US, importer: traders.MX },
      price: '10000.00',
      currency: 'USD',
      papers: {
        description: 'Arc welding machine',
        originCountry: 'US',
        tariffNumber: '8515.31.0000',
        exportedOn: addDays(today, -9),
        inFreeCirculation: true,
        repaymentClaimed: false,
        dutyRate: { percent: '2.5' },
      },
      deliveredOn: weekAgo,
      reason: 'defective',
      preference: 'repair',
      facts: {
        ...matched,
        work: { ...work, carriedOut: true },
        warranty: { kind: 'none' },
        agreement: { claimed: true },
        goods: { value: money('USD', '10000.00') },
        dates: { reimported: back },
        charges: { repair: money('USD', '1500.00') },
      },
      expected: { route: 'agreement_repair_relief', duty: '0.00', fullDuty: '250.00' },
    },
    {
      ...swissRepair,
      name: 'prior-exchange',
      title: 'A replacement comes to Germany before the defective unit leaves: standard exchange with prior import',
      authorisation: { jurisdiction: 'EU', procedures: ['standard_exchange', 'standard_exchange_prior_import'] },
      price: '2500.00',
      papers: { ...radio, dutyRate: { percent: '3.7' } },
      preference: 'replacement',
      facts: {
        ...matched,
        exchange: {
          cnCode: '85176200',
          sameQuality: true,
          sameTechnicalCharacteristics: true,
          defectiveUsed: true,
          replacementUsed: true,
        },
        goods: { value: money('EUR', '2500.00'), endUse: false },
        dates: { replacementDeclared: addDays(today, -10), defectiveExported: addDays(today, 10) },
        charges: { exchangeFee: money('EUR', '300.00'), inwardFreight: money('EUR', '20.00') },
      },
      expected: {
        route: 'standard_exchange_prior_import',
        dutyBase: '320.00',
        duty: '11.84',
        security: '92.50',
        deadline: addMonths(addDays(today, -10), 2),
      },
    },
    {
      name: 'demonstration',
      title: 'A unit comes to Germany for eight months of demonstration: temporary admission, partly relieved',
      home: 'DE',
      from: 'US',
      parties: { exporter: traders.US, importer: traders.DE },
      price: '50000.00',
      currency: 'EUR',
      papers: {
        description: 'Demonstration unit',
        originCountry: 'US',
        cnCode: '90273000',
        dutyRate: { percent: '4' },
        importTaxPercent: '19',
      },
      deliveredOn: weekAgo,
      reason: 'demo_return',
      facts: {
        activity: 'demonstration',
        owner: { kind: 'customer', country: 'US' },
        authorisation: { held: true, number: 'TA-1' },
        goods: { consumable: false, value: money('EUR', '50000.00') },
        temporaryAdmission: {
          purpose: 'demonstration',
          months: 8,
          unaltered: true,
          allReexported: true,
          carnet: false,
        },
        dates: { placed: addDays(today, 7) },
      },
      expected: {
        route: 'temporary_admission',
        duty: '480.00',
        fullDuty: '2000.00',
        security: '2000.00',
        deadline: addMonths(addDays(today, 7), 24),
      },
    },
    ...[
      { name: 'returned-in-time', months: 35, title: 'Unaltered goods come back after two years and eleven months' },
      { name: 'returned-late', months: 37, title: 'The same goods, after three years and one month' },
    ].map(({ name, months, title }): Movement => {
      const exportedOn = addMonths(today, -months);
      const late = months > 36;
      return {
        name,
        title,
        home: 'DE',
        from: 'CH',
        parties: { exporter: traders.CH, importer: traders.DE },
        price: '8000.00',
        currency: 'EUR',
        papers: { ...radio, exportedOn, dutyRate: { percent: '5' } },
        deliveredOn: addDays(exportedOn, 2),
        reason: 'wrong_item',
        condition: 'unopened',
        facts: {},
        expected: late
          ? { route: 'plain_import', duty: '400.00', closed: 'rgr_three_years' }
          : { route: 'returned_goods_relief', duty: '0.00', fullDuty: '400.00', deadline: addMonths(exportedOn, 36) },
      };
    }),
    {
      name: 'nobody-of-record',
      title: 'A lane without an importer of record: stopped, and on its way once there is one',
      home: 'DE',
      from: 'CH',
      parties: { exporter: traders.CH },
      price: '180.00',
      currency: 'EUR',
      papers: { ...radio, dutyRate: { percent: '5' } },
      deliveredOn: weekAgo,
      reason: 'customer_remorse',
      condition: 'unopened',
      facts: {},
      expected: { route: 'returned_goods_relief', duty: '0.00', stopped: 'no_importer_of_record' },
    },
  ];
}
