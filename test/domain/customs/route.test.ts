import { describe, expect, test } from 'vitest';
import { determination, valuationAnswer } from '../../../shared/contracts/customs-answers.ts';
import { checkValuation } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { valuate } from '../../../shared/customs/route.ts';
import {
  american,
  british,
  comesBack,
  demonstrated,
  determined,
  eur,
  exchanged,
  facts,
  rejected,
  repairAbroad,
  routeIn,
  type Stated,
  warranty,
} from './sample-facts.ts';

describe('the route that is chosen, and what it saves', () => {
  test.each<[string, Stated, object, number | undefined]>([
    ['a paid repair in Switzerland', repairAbroad, { origin: 'op_paid' }, 134_363],
    [
      'the same free under warranty',
      { ...repairAbroad, warranty, charges: { valueOfRepair: eur('500') } },
      { origin: 'op_free' },
      137_812,
    ],
    [
      'a repair without any authorisation',
      { ...repairAbroad, authorisation: { held: false } },
      { origin: 'plain_reimport' },
      0,
    ],
    [
      'without one, after what was strictly necessary: returned goods',
      {
        ...repairAbroad,
        authorisation: { held: false },
        proofOfExport: true,
        returned: { samePerson: true },
        work: { ...(repairAbroad.work as object), onlyNecessary: true },
      },
      { origin: 'returned_after_repair' },
      147_312,
    ],
    [
      'a British repair in Germany under the agreement',
      { ...british, agreement: { claimed: true } },
      { origin: 'tca_repair', destination: 'plain_import_for_work' },
      142_760 + 1000,
    ],
    ['the same without the claim', british, { origin: 'op_paid', destination: 'plain_import_for_work' }, 141_360],
    [
      'an American repair in Mexico under USMCA',
      { ...american, agreement: { claimed: true } },
      { origin: 'us_agreement' },
      25_000,
    ],
    ['the same without the claim', { ...american, warranty: { kind: 'none' } }, { origin: 'us_9802_50' }, 21_250],
    [
      'pursuant to a warranty, dutiable all the same',
      { ...american, warranty: { kind: 'contractual' } },
      { origin: 'us_9802_40' },
      21_250,
    ],
    ['standard exchange', exchanged, { origin: 'ses_paid' }, undefined],
    [
      'with prior import, where no period is set yet',
      {
        ...exchanged,
        dates: { replacementDeclared: '2026-11-02', defectiveExported: '2026-11-20' },
        authorisation: { held: true, kind: 'full' },
      },
      { origin: 'ses_prior_paid' },
      undefined,
    ],
    ['a demonstration unit for eight months', demonstrated, { destination: 'temporary_admission' }, 152_000 + 28_880],
    [
      'with a carnet',
      { ...demonstrated, temporaryAdmission: { purpose: 'demonstration', allReexported: true, carnet: true } },
      { destination: 'ata_carnet' },
      1_188_000,
    ],
    [
      'unaltered goods after two years and eleven months',
      { ...comesBack, dates: { exported: '2023-12-02', reimported: '2026-11-02' } },
      { destination: 'returned_goods' },
      56_425,
    ],
    [
      'after three years and one month',
      { ...comesBack, dates: { exported: '2023-10-02', reimported: '2026-11-02' } },
      { destination: 'plain_import' },
      0,
    ],
    [
      'late, but customs accept the circumstances',
      {
        ...comesBack,
        returned: { unaltered: true, samePerson: true, specialCircumstances: true },
        dates: { exported: '2023-10-02', reimported: '2026-11-02' },
      },
      { destination: 'returned_goods' },
      56_425,
    ],
    ['rejected goods sent back', rejected, { origin: 'rejected_goods' }, 37_200],
    [
      'goods that are not worth the way, if they may be destroyed: the relief still comes first',
      { ...comesBack, destruction: { accepted: true } },
      { destination: 'returned_goods' },
      56_425,
    ],
    ['inside the Union there is nothing to choose', { ...repairAbroad, destination: 'FR' }, {}, undefined],
    ['between the Union and Northern Ireland neither', { ...repairAbroad, destination: 'XI' }, {}, undefined],
  ])('%s', (_, stated, chosen, saves) => {
    const answer = determined(stated);
    expect(answer.chosen).toEqual(chosen);
    const [best] = answer.routes;
    if (saves !== undefined) expect(best?.saves?.minor).toBe(saves);
    expect(determination.parse(answer)).toEqual(answer);
  });
});

describe('what is not known is never met', () => {
  test('of a movement of which nothing is known, no relief is chosen', () => {
    const { routes, chosen } = determined({ activity: 'repair' });
    expect(chosen).toEqual({ origin: 'plain_reimport' });
    for (const { conditions, route } of routes.filter(({ eligibility }) => eligibility === 'open')) {
      const met = conditions.slice(1).filter(({ status }) => status === 'met');
      expect([route, met]).toEqual([route, []]);
    }
  });

  test('leaving any one fact out of a route that is open leaves it open or a question, never refused', () => {
    for (const path of ['goods', 'work', 'identity', 'authorisation', 'claimed', 'dates', 'rates'] as const) {
      const { [path]: _, ...rest } = repairAbroad;
      const route = routeIn(rest, 'op_paid');
      expect([path, route.eligibility]).toEqual([path, 'open']);
      expect(route.lost).toContain('Not known yet: "');
      expect(route.demands.data.some((pointer) => pointer.startsWith(`/${path}/`))).toBe(true);
    }
  });

  test('the facts that would decide something are listed, with the routes that need them', () => {
    const { lacks } = determined({ ...repairAbroad, authorisation: {} });
    expect(lacks.find(({ fact }) => fact === '/authorisation/held')?.neededBy).toContain('op_paid');
  });
});

describe('the answer', () => {
  test('tells what each route demands', () => {
    const { demands } = routeIn(repairAbroad, 'op_paid');
    expect(demands.procedures.map(({ step, code }) => `${step} ${code}`)).toEqual(['export 2100', 're_import 6121']);
    expect(demands.documents.map(({ id }) => id)).toEqual([
      'commercial_invoice',
      'repair_invoice',
      'proof_of_export',
      'c019',
    ]);
    expect(demands.authorisation).toBeDefined();
    const american9802 = routeIn(american, 'us_9802_50').demands.documents.map(({ id }) => id);
    expect(american9802).toContain('repairer_declaration');
    expect(american9802).toContain('importer_declaration');
  });

  test('where no duty is at stake the export goes under 22', () => {
    const stated = { ...repairAbroad, rates: { duty: { percent: '0' }, importTaxPercent: '19' } };
    expect(determined(stated).chosen.origin).toBe('vat_only');
    expect(routeIn(stated, 'vat_only').demands.procedures.map(({ code }) => code)).toEqual(['2200', '6122']);
  });

  test('cites every source it rests on, and marks those nobody confirmed', () => {
    const { sources, unconfirmed } = determined(demonstrated);
    expect(sources['EU/ucc-252']?.citation).toContain('Art. 252');
    expect(unconfirmed).toContain('EU/ata');
    expect(unconfirmed.every((key) => sources[key]?.status === 'memory')).toBe(true);
  });

  test('rates are those of one import: a repair abroad says nothing of the tariff there', () =>
    expect(routeIn({ ...british, activity: 'repair' }, 'returned_goods').valuation?.fullDuty).toBeUndefined());

  test('names each pack once, also where both ends have the same', () =>
    expect(determined({ ...repairAbroad, destination: 'FR' }).packs).toHaveLength(1));

  test('routes of another purpose say just that', () => {
    const route = routeIn(repairAbroad, 'ses_paid');
    expect(route.conditions).toHaveLength(1);
    expect(route.reasons).toEqual(['other_purpose']);
    expect(route.valuation).toBeUndefined();
  });
});

describe('a valuation of one route', () => {
  const valued = (jurisdiction: string, route: string, stated: Stated) => {
    const checked = checkValuation({ jurisdiction, route, facts: facts(stated) }, shippedJurisdictions);
    return checked.ok ? valuate(checked.value, shippedJurisdictions) : undefined;
  };
  test.each([
    ['paid', 'EU', 'outward_processing', repairAbroad, 'op_paid'],
    ['free under guarantee', 'EU', 'outward_processing', { ...repairAbroad, warranty, charges: {} }, 'op_free'],
    [
      'total relief',
      'EU',
      'temporary_admission',
      { ...demonstrated, temporaryAdmission: { purpose: 'acceptance_test' } },
      'temporary_admission_total',
    ],
    ['partial relief', 'EU', 'temporary_admission', demonstrated, 'temporary_admission'],
    [
      'pursuant to a warranty',
      'US',
      'outward_processing',
      { ...american, warranty: { kind: 'contractual' } },
      'us_9802_40',
    ],
    [
      'closed, its general form',
      'EU',
      'standard_exchange',
      { ...exchanged, exchange: { cnCode: '85176920' } },
      'ses_paid',
    ],
  ])('takes the form the facts speak for: %s', (_, jurisdiction, route, stated, id) => {
    const answer = valued(jurisdiction, route, stated);
    expect(answer?.route.id).toBe(id);
    expect(valuationAnswer.parse(answer)).toEqual(answer);
  });

  test('a route the jurisdiction does not have has no valuation', () =>
    expect(valued('US', 'standard_exchange', american)).toBeUndefined());
});
