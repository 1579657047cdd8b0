import { describe, expect, test } from 'vitest';
import { checkFacts, checkValuation } from '../../../shared/customs/check-facts.ts';
import { checkGuards, checkPack, PackError } from '../../../shared/customs/check-pack.ts';
import guards from '../../../shared/customs/guards.json' with { type: 'json' };
import { assemble, inForce, type Jurisdiction, ofVersions } from '../../../shared/customs/jurisdiction.ts';
import { unionFormulas } from '../../../shared/customs/jurisdictions/eu/formulas.ts';
import unionPack from '../../../shared/customs/jurisdictions/eu/pack.json' with { type: 'json' };
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine, valuate } from '../../../shared/customs/route.ts';
import { swissFormulas } from '../../fixtures/customs/ch/formulas.ts';
import swissPack from '../../fixtures/customs/ch/pack.json' with { type: 'json' };
import { chf, comesBack, eur, facts, repairAbroad } from './sample-facts.ts';

const union = (changes: object): Jurisdiction => assemble(checkPack({ ...unionPack, ...changes }), unionFormulas);
const faultsOf = (changes: object): readonly string[] => {
  try {
    union(changes);
  } catch (error) {
    if (error instanceof PackError) return error.faults;
    throw error;
  }
  return [];
};
const [row] = unionPack.routes;

describe('the packs that are shipped', () => {
  test('are those of the Union, Great Britain, Northern Ireland and the United States', () =>
    expect(shippedJurisdictions.map(({ code }) => code)).toEqual(['EU', 'GB', 'XI', 'US']));

  test.each(shippedJurisdictions.map((pack) => [pack.code, pack] as const))(
    '%s: every rule cites a source',
    (_, pack) => {
      for (const { sources } of Object.values(pack.document.conditions)) expect(sources.length).toBeGreaterThan(0);
      expect(pack.routes.length).toBeGreaterThan(8);
    },
  );

  test.each(shippedJurisdictions.map((pack) => [pack.code, pack] as const))(
    '%s: its rules speak of nothing that is not there',
    (_, { document }) => expect(checkPack(document)).toEqual(document),
  );

  test('reasons of one pack are told apart, but for "another purpose" and stays that are too long', () => {
    for (const { document } of shippedJurisdictions) {
      const reasons = Object.values(document.conditions).map(({ reason }) => reason);
      const twice = reasons.filter((reason, i) => reasons.indexOf(reason) !== i);
      expect(
        [...new Set(twice)].filter((reason) => reason !== 'other_purpose' && reason !== 'ta_period_exceeded'),
      ).toEqual([]);
    }
  });

  test('procedure codes are data with a source: B02, B03 and 48P go with 6122, not with 6121', () => {
    const with6121 = shippedJurisdictions
      .flatMap(({ document }) => document.routes.flatMap(({ procedures = [] }) => procedures))
      .filter(({ code }) => code === '6121')
      .flatMap(({ additional }) => additional);
    expect(with6121).toEqual([]);
  });

  test('Northern Ireland names the two packs it is made of', () =>
    expect(shippedJurisdictions.find(({ code }) => code === 'XI')?.version.version).toBe(
      '2026-11-1.eu-2026-11-1.gb-2026-11-1',
    ));
});

describe('a pack is checked when it is loaded, and every fault is named', () => {
  test.each<[string, object, string]>([
    ['a condition that does not exist', { routes: [{ ...row, conditions: ['gone'] }] }, 'there is no condition gone'],
    ['a deadline that does not exist', { routes: [{ ...row, deadlines: ['gone'] }] }, 'there is no deadline gone'],
    ['a security that does not exist', { routes: [{ ...row, security: 'gone' }] }, 'there is no security gone'],
    ['an id used twice', { routes: [row, row] }, 'this id is used twice'],
    ['free work by no condition', { routes: [{ ...row, importTaxIfFree: ['gone'] }] }, 'there is no condition gone'],
    ['a form of no condition', { routes: [{ ...row, form: ['same_cn8'] }] }, 'same_cn8 is no condition of it'],
    ['a source that is not cited', { rounding: { mode: 'down', sources: ['hearsay'] } }, 'there is no source hearsay'],
    [
      'a fact that does not exist',
      {
        conditions: {
          ...unionPack.conditions,
          union_goods: { ...unionPack.conditions.union_goods, test: { fact: 'goods.colour', is: true } },
        },
      },
      'there is no fact goods.colour',
    ],
    [
      'a deadline without an end',
      { deadlines: { ...unionPack.deadlines, return: { title: 'x', ends: 'dates.reimported', sources: ['ucc-203'] } } },
      'needs a start with months',
    ],
    [
      'a formula that does not exist',
      { routes: [{ ...row, duty: { formula: 'guess', sources: ['ucc-203'] } }] },
      'routes.0.duty',
    ],
    ['no version', { version: undefined }, 'version'],
  ])('%s', (_, changes, fault) => expect(faultsOf(changes).join('; ')).toContain(fault));
});

describe('the guards are checked in the same way', () => {
  const [guard, ...others] = guards.guards;
  test('as they are shipped they hold', () => expect(checkGuards(guards)).toEqual(guards));
  test.each([
    ['a fact that does not exist', { ...guard, test: { stated: 'goods.colour' } }, 'there is no fact goods.colour'],
    ['a source that is not cited', { ...guard, sources: ['hearsay'] }, 'there is no source hearsay'],
    ['no reason', { ...guard, reason: undefined }, 'guards.0.reason'],
  ])('%s', (_, changed, fault) =>
    expect(() => checkGuards({ ...guards, guards: [changed, ...others] })).toThrow(fault),
  );
});

describe('packs are dated', () => {
  const next = union({ version: '2027-01-1', from: '2027-01-01' });
  const packs = [next, ...shippedJurisdictions];
  const versionsOn = (on: string) =>
    determine(facts({ ...repairAbroad, on }), packs).packs.map(({ version }) => version);

  test('the latest that has begun decides', () => {
    expect(versionsOn('2026-12-31')).toEqual(['2026-11-1']);
    expect(versionsOn('2027-01-01')).toEqual(['2027-01-1']);
    expect(inForce(packs, '2020-06-01').map(({ code }) => code)).toEqual(['EU']);
  });

  test('a determination is repeated from its facts and the versions it carries', () => {
    const first = determine(facts({ ...repairAbroad, on: '2026-12-31' }), packs);
    const later = [union({ version: '2026-12-9', from: '2026-12-01' }), ...packs];
    expect(determine(facts({ ...repairAbroad, on: '2026-12-31' }), later).packs).not.toEqual(first.packs);
    expect(determine(facts({ ...repairAbroad, on: '2026-12-31' }), ofVersions(later, first.packs))).toEqual(first);
  });
});

describe('a fourth jurisdiction is added by files alone', () => {
  const packs = [...shippedJurisdictions, assemble(checkPack(swissPack), swissFormulas)];

  test('its routes are told at either end, in its currency, by its version', () => {
    const out = determine(facts({ ...repairAbroad, origin: 'CH', destination: 'DE' }), packs);
    expect(out.packs.map(({ jurisdiction }) => jurisdiction)).toEqual(['CH', 'EU']);
    expect(out.chosen.origin).toBe('ch_processing');
    const back = determine(facts({ ...comesBack, origin: 'DE', destination: 'LI' }), packs);
    expect(back.chosen.destination).toBe('ch_returned');
    expect(back.routes[0]?.deadlines[0]?.day).toBe('2029-05-02');
    expect(back.uncovered).toEqual([]);
  });

  test('its figures come by its own formula and its own rule of exchange', () => {
    const stated = { ...repairAbroad, origin: 'CH', destination: 'DE', charges: { repair: eur('500.00') } };
    const rated = (publishedOn: string) => {
      const exchangeRates = [{ from: 'EUR', to: 'CHF', rate: '0.9', publishedOn }];
      const request = { jurisdiction: 'CH', route: 'outward_processing', facts: facts({ ...stated, exchangeRates }) };
      const checked = checkValuation(request, packs);
      return checked.ok ? valuate(checked.value, packs)?.route.valuation : undefined;
    };
    const valuation = rated('2026-11-01');
    expect(valuation?.dutyBase?.amount).toEqual(chf('450.00'));
    expect(valuation?.duty?.amount).toEqual(chf('18.00'));
    expect(valuation?.importTaxBase?.amount).toEqual(chf('468.00'));
    expect(valuation?.notes).toEqual([]);
    expect(rated('2026-10-21')?.notes[0]).toContain('the rule is: the rate of the day before');
  });

  test('without it the same movement is said to be uncovered at that end', () => {
    const checked = checkFacts(facts(repairAbroad), shippedJurisdictions);
    expect(checked.ok && determine(checked.value, shippedJurisdictions).uncovered).toEqual(['CH']);
  });
});
