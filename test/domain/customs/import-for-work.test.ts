import { describe, expect, test } from 'vitest';
import { decideFacts } from '../../../shared/customs/engine.ts';
import {
  determined,
  eur,
  exchanged,
  facts,
  figuresOf,
  gbp,
  repairAbroad,
  routeIn,
  type Stated,
  usd,
} from './sample-facts.ts';

/* Goods that go to be repaired, where the country of the repair relieves them of nothing: they are imported there in full. */

const ofRecord = { exporterOfRecord: true, importerOfRecord: true };
const goods = { inFreeCirculation: true, capMeasures: false };
/** Sent for repair from a place whose rules are not here, worth 1,000 as it leaves and 6,200 repaired. */
const goesTo = (destination: string, money: typeof eur, more: Stated = {}): Stated => ({
  ...repairAbroad,
  origin: 'CH',
  destination,
  goods: { ...goods, value: money('6200'), valueBeforeExport: money('1000') },
  charges: {},
  importForWork: { rates: { duty: { percent: '10' }, importTaxPercent: '20' }, inwardProcessing: false },
  parties: ofRecord,
  ...more,
});
const figures = (stated: Stated) => {
  const { valuation } = routeIn(stated, 'plain_import_for_work');
  const amount = (name: 'dutyBase' | 'duty' | 'importTaxBase' | 'importTax' | 'saved') =>
    valuation?.[name]?.amount.minor;
  return [amount('dutyBase'), amount('duty'), amount('importTaxBase'), amount('importTax'), amount('saved')];
};

describe('plain import where the work is done', () => {
  test.each<[string, string, typeof eur, (number | undefined)[]]>([
    ['the Union', 'DE', eur, [100_000, 10_000, 110_000, 22_000, 0]],
    ['Great Britain', 'GB', gbp, [100_000, 10_000, 110_000, 22_000, 0]],
    ['Northern Ireland', 'XI', gbp, [100_000, 10_000, 110_000, 22_000, 0]],
    ['the United States, which have no such tax', 'US', usd, [100_000, 10_000, undefined, undefined, 0]],
  ])('%s: on the value as the goods leave, by its own rates', (_, destination, money, expected) => {
    const stated = goesTo(destination, money);
    expect(determined(stated).chosen).toEqual({ destination: 'plain_import_for_work' });
    expect(figures(stated)).toEqual(expected);
    const { demands, conditions, notes } = routeIn(stated, 'plain_import_for_work');
    expect(demands.documents.map(({ id }) => id)).toEqual(['commercial_invoice']);
    expect(conditions[0]?.basis).not.toEqual([]);
    expect(notes.join(' ')).toContain(destination === 'US' ? 'Drawback' : 'not paid back');
  });

  test.each<[string, Stated, string[]]>([
    [
      'neither rates nor value',
      { goods, importForWork: { inwardProcessing: false } },
      ['/goods/valueBeforeExport', '/importForWork/rates/duty'],
    ],
    [
      'the value as repaired, and the rates of the way back',
      { goods: { ...goods, value: eur('6200') }, importForWork: { inwardProcessing: false } },
      ['/goods/valueBeforeExport', '/importForWork/rates/duty'],
    ],
    [
      'the value alone',
      { importForWork: { rates: { duty: { percent: '10' } } } },
      ['/importForWork/rates/importTaxPercent'],
    ],
    ['no rate of exchange', { goods: { ...goods, valueBeforeExport: gbp('1000') } }, ['/exchangeRates']],
  ])('%s: what it comes to is not known, and what is needed is named', (_, more, lacks) => {
    const stated = goesTo('DE', eur, more);
    expect(figures(stated)[3]).toBeUndefined();
    expect(routeIn(stated, 'plain_import_for_work').demands.data).toEqual(lacks);
  });

  test('a duty assessed for the way back says nothing of it', () =>
    expect(figures(goesTo('DE', eur, { assessed: { duty: eur('1'), fullDuty: eur('2') } }))[1]).toBe(10_000));

  test('goods that are exchanged there are imported too', () =>
    expect(determined({ ...exchanged, destination: 'GB' }).chosen.destination).toBe('plain_import_for_work'));

  test('goods that once left it come back relieved, and the plain import loses to that', () => {
    const stated = goesTo('DE', eur, {
      firstExport: { inFreeCirculation: true, unaltered: true, samePerson: true, proof: true },
      dates: { firstExported: '2026-01-05', exported: '2026-11-05' },
    });
    const { chosen, routes } = determined(stated);
    expect(chosen.destination).toBe('returned_goods');
    expect(routes.find(({ id }) => id === 'plain_import_for_work')?.lost).toBe('Costs 320.00 EUR more.');
  });

  test('a relief whose saving is not known stands before the plain import at the other end', () => {
    const { routes } = determined({
      ...goesTo('DE', eur, { origin: 'GB', importForWork: {}, authorisation: { held: false } }),
      firstExport: { inFreeCirculation: true, unaltered: true, samePerson: true, proof: true },
      dates: { firstExported: '2026-01-05', exported: '2026-11-05' },
    });
    expect(routes.filter(({ eligibility }) => eligibility === 'eligible').map(({ id }) => id)).toEqual([
      'returned_goods',
      'plain_reimport',
      'plain_import_for_work',
    ]);
  });

  const rates = { duty: { percent: '10' }, importTaxPercent: '20' };
  test.each<[string, object, string, string | undefined]>([
    ['authorised: it spares duty and VAT', { rates, inwardProcessing: true }, 'inward_processing', undefined],
    ['refused', { rates, inwardProcessing: false }, 'plain_import_for_work', 'Closed: not met is'],
    ['of which nobody said anything', { rates }, 'plain_import_for_work', 'Not known yet:'],
  ])('inward processing, %s', (_, importForWork, chosen, why) => {
    for (const [destination, money] of [
      ['DE', eur],
      ['GB', gbp],
      ['XI', gbp],
    ] as const) {
      const stated = goesTo(destination, money, { importForWork });
      expect(determined(stated).chosen.destination).toBe(chosen);
      const route = routeIn(stated, 'inward_processing');
      expect(route.saves).toEqual(money('320'));
      if (why === undefined) expect(route.lost).toBeUndefined();
      else
        expect(route.lost).toContain(
          `${why} "An authorisation for inward processing covers them where they are repaired".`,
        );
    }
  });

  test.each<[string, object, string, string]>([
    ['leaves in time', { allReexported: true, months: 8 }, 'temporary_import_for_repair', 'eligible'],
    ['does not leave', { allReexported: false, months: 8 }, 'plain_import_for_work', 'not_eligible'],
  ])('an American bond for repairs: what %s', (_, temporaryAdmission, chosen, eligibility) => {
    const placed = { placed: '2026-11-05', discharged: '2027-02-05' };
    const stated = goesTo('US', usd, { temporaryAdmission, dates: placed, assessed: { fees: usd('30') } });
    expect(determined(stated).chosen.destination).toBe(chosen);
    const route = routeIn(stated, 'temporary_import_for_repair');
    expect(route).toMatchObject({ eligibility, provision: '9813.00.05', saves: usd('100') });
    // Twice the duties with the fees.
    expect(route.demands.security?.amount).toEqual(usd('260'));
  });

  test('goods that are exchanged do not leave again: nothing relieves them so', () =>
    expect(routeIn({ ...exchanged, destination: 'GB' }, 'inward_processing').eligibility).toBe('not_eligible'));

  test('of a valuation the rates and the value are those of the import that is asked of', () => {
    const rates = { duty: { percent: '5' }, importTaxPercent: '19' };
    const stated = goesTo('DE', eur, { importForWork: {}, rates, goods: { value: eur('1000') } });
    expect(figuresOf('EU', 'plain_import', stated)).toMatchObject({ duty: '50.00', importTax: '199.50' });
  });
});

describe('in the return', () => {
  const decided = (stated: Stated) => decideFacts(facts(stated), undefined).answer;
  const notRelieved = { firstExport: { inFreeCirculation: false } };

  test('a repair in the Union is imported in full, once no relief may be open: its cost, and what is not known', () => {
    const stated = goesTo('DE', eur);
    expect(decided({ ...stated, importForWork: {} })).toMatchObject({
      standing: 'unknown',
      route: 'inward_processing',
    });
    expect(decided(stated)).toMatchObject({ standing: 'unknown', route: 'returned_goods_relief' });
    const refused = decided({ ...stated, ...notRelieved });
    expect(refused).toMatchObject({
      standing: 'known',
      route: 'plain_import',
      costs: { duty: eur('100'), importTax: eur('220'), lacks: [] },
      otherImport: { territory: 'CH', standing: 'not_covered' },
    });
    expect(refused.otherImport?.detail).toMatch(/CH are not here.*Ask a broker/);
    expect(refused.costs?.notes.join(' ')).toContain('not paid back');
  });

  test('what it comes to may be unknown: that stops nothing, an importer who is lacking does', () => {
    const stated = goesTo('DE', eur, { goods: {}, ...notRelieved, importForWork: { inwardProcessing: false } });
    expect(decided(stated)).toMatchObject({
      standing: 'known',
      costs: { lacks: ['/goods/valueBeforeExport', '/importForWork/rates/duty'] },
    });
    expect(decided({ ...stated, parties: { ...ofRecord, importerOfRecord: false } })).toMatchObject({
      standing: 'unknown',
      guards: [{ reason: 'no_importer_of_record' }],
    });
  });

  const refusedAtHome: Stated = { ...repairAbroad, authorisation: { held: false }, parties: ofRecord };
  test('a German repair in Switzerland without its relief comes back in full; of the way there it says what it cannot tell', () =>
    expect(decided({ ...refusedAtHome, returned: { unaltered: false }, work: { onlyNecessary: false } })).toMatchObject(
      {
        standing: 'known',
        route: 'plain_import',
        costs: { duty: eur('248'), importTax: eur('1225.12'), lacks: [] },
        otherImport: { territory: 'CH', standing: 'not_covered', lacks: [] },
      },
    ));

  test('while a relief may be open it is named, and what is charged without it', () =>
    expect(decided({ ...repairAbroad, authorisation: {}, parties: ofRecord })).toMatchObject({
      standing: 'unknown',
      route: 'outward_processing',
      costs: { duty: eur('248') },
    }));

  test('a German repair in Great Britain: both imports', () =>
    expect(
      decided({
        ...repairAbroad,
        destination: 'GB',
        goods: { ...(repairAbroad.goods as object), valueBeforeExport: eur('1000') },
        firstExport: { withinPeriod: false },
        exchangeRates: [{ from: 'EUR', to: 'GBP', rate: '0.9', publishedOn: '2026-10-22' }],
        importForWork: { rates: { duty: { percent: '10' }, importTaxPercent: '20' }, inwardProcessing: false },
        parties: ofRecord,
      }),
    ).toMatchObject({
      route: 'outward_processing',
      costs: { duty: eur('21.80'), importTax: eur('107.69') },
      otherImport: {
        territory: 'GB',
        standing: 'known',
        route: 'plain_import',
        costs: { duty: gbp('90'), importTax: gbp('198') },
        lacks: [],
      },
    }));

  test('goods that do not go for work are imported once', () =>
    expect(decided({ ...repairAbroad, activity: 'return' }).otherImport).toBeUndefined());
});
