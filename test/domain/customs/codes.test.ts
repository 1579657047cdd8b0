import { describe, expect, test } from 'vitest';
import {
  american,
  british,
  comesBack,
  demonstrated,
  determined,
  eur,
  exchanged,
  figuresOf,
  gbp,
  repairAbroad,
  routeIn,
  type Stated,
  usd,
  warranty,
} from './sample-facts.ts';

/** Procedure codes and provisions an answer offers, and the sources it says nobody confirmed. */

const codesIn = (stated: Stated, id: string) =>
  routeIn(stated, id).demands.procedures.map(({ code, additional }) => [code, ...additional].join(' '));
const returned = (destination: string, samePerson?: boolean): Stated => ({
  ...comesBack,
  destination,
  returned: { unaltered: true, exportedFor: 'sale', ...(samePerson !== undefined && { samePerson }) },
});
const shown = (destination: string, purpose: string): Stated => ({
  ...demonstrated,
  destination,
  temporaryAdmission: { purpose },
});
const free = (stated: Stated, more: Stated = {}): Stated => ({ ...stated, rates: { duty: { percent: '0' } }, ...more });

describe('the codes of a route are those of the case', () => {
  test.each<[string, Stated, string, string[]]>([
    ['returned, VAT relieved too', returned('DE', true), 'returned_goods', ['6110 F05', '6123 F05']],
    ['returned, VAT due', returned('DE', false), 'returned_goods', ['6110 F01', '6123 F01']],
    ['returned to Britain, VAT due', returned('GB', false), 'returned_goods', ['6110 F01', '6123 F01']],
    ['returned to Britain, VAT relieved', returned('GB', true), 'returned_goods', ['6110 F05', '6123 F05']],
    [
      'whether VAT is due is not known',
      returned('GB'),
      'returned_goods',
      ['6110 F05', '6110 F01', '6123 F05', '6123 F01'],
    ],
    ['a test in Britain', shown('GB', 'acceptance_test'), 'temporary_admission_total', ['5300 D19', '3153']],
    ['a demonstration in Britain', shown('GB', 'demonstration'), 'temporary_admission_total', ['5300 D20', '3153']],
    ['one in Northern Ireland', shown('XI', 'demonstration'), 'temporary_admission_total', ['5300 D20', '3153']],
    ['a test in the Union', shown('DE', 'acceptance_test'), 'temporary_admission_total', ['5300 D19', '3153']],
    ['for VAT alone', free(repairAbroad), 'vat_only', ['2200 B54', '6122 B06']],
    [
      'and under an agreement',
      free(repairAbroad, { destination: 'GB', agreement: { claimed: true } }),
      'vat_only',
      ['2200 B53', '6122 B06'],
    ],
    ['for VAT alone, from Britain to a third country', free(british), 'vat_only', ['2200 B53', '6122 B06']],
    ['to a special territory', free(british, { destination: 'JE' }), 'vat_only', ['2200 B54', '6122 B06']],
    [
      'from Northern Ireland, by the British reading',
      free(repairAbroad, { origin: 'XI', goods: {}, charges: {} }),
      'vat_only',
      ['2200 B53', '6122 B06'],
    ],
    [
      'Northern Irish prior import, declared to the British system',
      { ...exchanged, origin: 'XI', goods: {}, charges: {} },
      'ses_prior_paid',
      ['6122 48P', '2100 48P'],
    ],
  ])('%s', (_, stated, id, codes) => {
    expect(codesIn(stated, id)).toEqual(codes);
  });

  test.each<[string, object, string, string]>([
    ['under warranty', { kind: 'contractual' }, '9802.00.40', '9802.00.4040-8515.31.0000'],
    ['not under one', { kind: 'none' }, '9802.00.50', '9802.00.5060-8515.31.0000'],
  ])('a Mexican repair %s is reported under its own number', (_, covered, provision, number) => {
    const stated = {
      ...american,
      goods: { value: usd('10000'), tariffNumber: '8515.31.0000', units: 10 },
      agreement: { claimed: true },
      warranty: covered,
    };
    const { routes } = determined(stated);
    const route = routes.find((one) => one.route === 'agreement_repair_relief' && one.conditions.length > 1);
    expect(route).toMatchObject({ provision, reporting: { number, quantity: 10 } });
    expect(route?.demands.procedures[0]?.code).toBe(provision);
  });
});

test('a free exchange has a fee of nothing; the duty on it is its own', () => {
  const stated = {
    ...exchanged,
    warranty,
    charges: { inwardFreight: eur('20') },
    assessed: { duty: eur('0') },
    rates: { duty: { percent: '3' }, importTaxPercent: '19' },
  };
  expect(figuresOf('EU', 'standard_exchange', stated)).toMatchObject({ importTaxBase: '20.00', importTax: '3.80' });
  expect(routeIn(stated, 'ses_free').valuation?.lacks).not.toContain('/charges/exchangeFee');
});

describe('the authorisation is stated in the declaration', () => {
  const statedIn = (stated: Stated, id: string) =>
    routeIn(stated, id)
      .demands.documents.map((one) => one.id)
      .filter((one) => one === 'c019' || one === 'statement_00100');
  const by = (stated: Stated, authorisation: object): Stated => ({ ...stated, authorisation });
  test.each<[string, Stated, string, string[]]>([
    ['by its number', repairAbroad, 'op_paid', ['c019']],
    ['by a statement', by(british, { held: true, kind: 'by_declaration' }), 'op_paid', ['statement_00100']],
    ['of which kind is not known', by(british, { held: true }), 'op_free', ['c019', 'statement_00100']],
    ['under the agreement too', { ...british, agreement: { claimed: true } }, 'tca_repair', ['c019']],
    ['an exchange has no other', by(exchanged, { held: true }), 'ses_paid', ['c019']],
    ['from Northern Ireland', { ...repairAbroad, origin: 'XI', goods: {}, charges: {} }, 'op_paid', ['c019']],
    [
      'temporary admission by declaration',
      by({ ...demonstrated, destination: 'GB' }, { held: true, kind: 'by_declaration' }),
      'temporary_admission_total',
      ['statement_00100'],
    ],
    ['tax alone has none', free(repairAbroad), 'vat_only', []],
  ])('%s', (_, stated, id, expected) => expect(statedIn(stated, id)).toEqual(expected));
});

test.each(['DE', 'GB', 'XI'])('where sources differ on B53 and B54 the answer of %s says so', (origin) =>
  expect(routeIn(free({ ...repairAbroad, origin, goods: {}, charges: {} }), 'vat_only').notes.join()).toContain(
    'Sources differ on B53 and B54',
  ),
);

describe('what is from memory is marked as not confirmed', () => {
  const paidExchange = {
    ...exchanged,
    origin: 'GB',
    goods: { value: gbp('2500'), inFreeCirculation: true, cnCode: '85176200' },
    charges: { exchangeFee: gbp('300') },
  };
  test.each<[string, Stated, string, string]>([
    ['proof of export', comesBack, 'returned_goods', 'EU/rgr-proof'],
    ['the number of the article on repairs', repairAbroad, 'op_paid', 'EU/da-243'],
    ['the value of an American repair', american, 'us_9802_50', 'US/9802-note3'],
    ['British VAT on a paid exchange', paidExchange, 'ses_paid', 'GB/vat-paid-exchange'],
  ])('%s', (_, stated, id, key) => {
    expect(routeIn(stated, id).unconfirmed).toContain(key);
    expect(determined(stated).unconfirmed).toContain(key);
  });

  test('and a doubt is said', () => {
    const { valuation } = routeIn(paidExchange, 'ses_paid');
    expect(valuation?.notes.join()).toContain('is not confirmed');
  });
});
