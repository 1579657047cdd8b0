import { describe, expect, test } from 'vitest';
import { american, determined, eur, gbp, repairAbroad, routeIn, type Stated, usd } from './sample-facts.ts';

/** Additional duties are no customs duty that an agreement or a Special column relieves of. */

const section301 = [{ measure: '301', percent: '25' }];
const antiDumping = [{ measure: 'anti-dumping', percent: '20' }];
const mexican = (more: Stated = {}): Stated => ({
  ...american,
  agreement: { claimed: true },
  rates: { duty: { percent: '2.5' }, additional: section301 },
  ...more,
});
const warranted = { kind: 'contractual', freeOfCharge: true };
const agreed = (more: Stated = {}): Stated => ({
  ...repairAbroad,
  destination: 'GB',
  agreement: { claimed: true },
  rates: { duty: { percent: '4' }, importTaxPercent: '19', additional: antiDumping },
  ...more,
});
const british: Stated = {
  origin: 'GB',
  destination: 'DE',
  goods: { value: gbp('6200'), inFreeCirculation: true, antiDumping: true },
  charges: { repair: gbp('500'), inwardFreight: gbp('40'), inwardInsurance: gbp('5') },
};

describe('where the customs duty is relieved, those that are stated stay', () => {
  test.each<[string, string, Stated, object, object | undefined]>([
    ['9802.00.50: on the value of the repairs', 'us_agreement', mexican(), usd('375.00'), usd('1500.00')],
    [
      '9802.00.40: of a free repair too',
      'us_agreement_40',
      mexican({ warranty: warranted, charges: { valueOfRepair: usd('320') } }),
      usd('80.00'),
      usd('320.00'),
    ],
    ['the agreement, in the Union: with the carriage in', 'tca_repair', agreed(), eur('109.00'), eur('545.00')],
    ['the agreement, in Great Britain', 'tca_repair', agreed(british), gbp('109.00'), gbp('545.00')],
    ['none that are not stated', 'us_agreement', mexican({ rates: { duty: { percent: '2.5' } } }), usd('0'), undefined],
  ])('%s', (_, id, stated, duty, base) => {
    const { valuation, pays } = routeIn(stated, id);
    expect(valuation?.duty?.amount).toEqual(duty);
    expect(valuation?.dutyBase?.amount).toEqual(base);
    expect(valuation?.relief).toBe(base ? 'partial' : 'total');
    const { minor = 0 } = valuation?.importTax?.amount ?? {};
    expect(pays?.minor).toBe((duty as { minor: number }).minor + minor);
  });

  test('what the base lacks is named, and no duty is guessed', () => {
    const { valuation } = routeIn(mexican({ charges: {} }), 'us_agreement');
    expect(valuation).toMatchObject({ relief: 'unknown', lacks: ['/charges/repair'] });
    expect(valuation).not.toHaveProperty('duty');
  });

  test('the import tax of the Union is on them too', () =>
    expect(routeIn(agreed(), 'tca_repair').valuation?.importTaxBase?.amount).toEqual(eur('654.00')));

  test('a way that is freed of them is the cheaper one', () => {
    const free = { kind: 'contractual', freeOfCharge: true, proof: true, defectConsideredAtRelease: false };
    const stated = agreed({ warranty: free, charges: { valueOfRepair: eur('500') } });
    expect(determined(stated).chosen.origin).toBe('op_free');
  });
});

describe('a duty that the goods are under, and whose rate nobody stated, is unknown', () => {
  const underDuty = (stated: Stated, more: Stated = {}): Stated => ({
    ...stated,
    goods: { ...(stated.goods as object), antiDumping: true },
    ...more,
  });
  const unrated = { rates: { duty: { percent: '4' }, importTaxPercent: '19' } };
  const forWork = { importForWork: unrated };
  const stated = { rates: { ...unrated.rates, additional: antiDumping } };

  test.each<[string, string, Stated, string[]]>([
    ['the agreement', 'tca_repair', underDuty(agreed(unrated)), ['/rates/additional']],
    ['outward processing', 'op_paid', underDuty(agreed(unrated)), ['/rates/additional']],
    ['in full', 'plain_reimport', underDuty(agreed(unrated)), ['/rates/additional']],
    [
      'an empty list states none',
      'tca_repair',
      underDuty(agreed({ rates: { ...unrated.rates, additional: [] } })),
      ['/rates/additional'],
    ],
    [
      'with the rate of the duty',
      'op_paid',
      underDuty(agreed({ rates: { importTaxPercent: '19' } })),
      ['/rates/additional', '/rates/duty'],
    ],
    [
      'with what its base lacks',
      'tca_repair',
      underDuty(agreed({ ...unrated, charges: {} })),
      ['/charges/repair', '/rates/additional'],
    ],
    [
      'in the United States',
      'us_agreement',
      underDuty(mexican({ rates: { duty: { percent: '2.5' } } })),
      ['/rates/additional'],
    ],
    [
      'where the work is done its own rate is asked for',
      'plain_import_for_work',
      underDuty({
        ...repairAbroad,
        origin: 'CN',
        destination: 'DE',
        goods: { valueBeforeExport: eur('100') },
        ...forWork,
      }),
      ['/importForWork/rates/additional'],
    ],
  ])('%s', (_, id, facts, lacks) => {
    const { valuation, pays } = routeIn(facts, id);
    expect(valuation).not.toHaveProperty('duty');
    expect(pays).toBeUndefined();
    expect(valuation?.relief).toBe(id.startsWith('plain') ? 'none' : 'unknown');
    expect(valuation?.lacks).toEqual(lacks);
  });

  test.each<[string, Stated, object]>([
    ['its rate is stated', underDuty(agreed(stated)), eur('109.00')],
    [
      'the goods are under none',
      agreed({ ...unrated, goods: { ...(repairAbroad.goods as object), antiDumping: false } }),
      eur('0'),
    ],
    [
      'the duty is assessed',
      underDuty(agreed(unrated), { assessed: { duty: eur('7'), dutyRoute: 'agreement_repair_relief' } }),
      eur('7.00'),
    ],
  ])('it is known where %s', (_, facts, duty) => {
    const { valuation } = routeIn(facts, 'tca_repair');
    expect(valuation?.duty?.amount).toEqual(duty);
    expect(valuation?.lacks).toEqual([]);
  });
});
