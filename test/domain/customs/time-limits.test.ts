import { describe, expect, test } from 'vitest';
import {
  comesBack,
  demonstrated,
  determined,
  eur,
  exchanged,
  repairAbroad,
  routeIn,
  type Stated,
} from './sample-facts.ts';

/** What the condition decides and what the deadline shows, of one time limit. */
function limitIn(stated: Stated, id: string, condition: string) {
  const { conditions, deadlines, demands } = routeIn(stated, id);
  const found = conditions.find((one) => one.id === condition);
  return {
    condition: found?.status,
    deadline: deadlines[0]?.status,
    ...(found?.needs && { needs: found.needs }),
    ...(demands.security && { security: demands.security.state }),
  };
}

const prior = (dates: object, priorImport?: object): Stated => ({
  ...exchanged,
  goods: { value: eur('2500'), inFreeCirculation: true },
  dates,
  authorisation: { held: true, kind: 'full' },
  ...(priorImport && { priorImport }),
});
const equivalent = (dates: object, priorImport?: object): Stated => ({
  ...repairAbroad,
  dates,
  authorisation: { held: true, kind: 'full' },
  ...(priorImport && { priorImport }),
});
const declared = '2026-03-12';

describe('standard exchange with prior import: two months (UCC 262(2))', () => {
  test.each<[string, Stated, object]>([
    [
      'in time',
      prior({ replacementDeclared: declared, defectiveExported: '2026-05-12' }),
      { condition: 'met', deadline: 'kept', security: 'release' },
    ],
    [
      'late',
      prior({ replacementDeclared: declared, defectiveExported: '2026-05-13' }),
      { condition: 'not_met', deadline: 'missed', security: 'forfeit' },
    ],
    [
      'not exported yet',
      prior({ replacementDeclared: '2026-10-12' }),
      { condition: 'unknown', deadline: 'open', security: 'due', needs: ['/dates/defectiveExported'] },
    ],
    [
      'planned in time: nothing is kept yet, nor free again',
      prior({ replacementDeclared: '2026-10-12', defectiveExported: '2026-11-20' }),
      { condition: 'met', deadline: 'open', security: 'due' },
    ],
    [
      'planned too late: the route is not that one, but the day may still be moved',
      prior({ replacementDeclared: '2026-10-12', defectiveExported: '2026-12-24' }),
      { condition: 'not_met', deadline: 'open', security: 'due' },
    ],
    [
      'planned, and the limit is past',
      prior({ replacementDeclared: declared, defectiveExported: '2026-11-20' }),
      { condition: 'not_met', deadline: 'missed', security: 'forfeit' },
    ],
    [
      'between a Saturday and the Monday after only the holidays could tell',
      prior({ replacementDeclared: '2026-08-31', defectiveExported: '2026-11-01' }),
      { condition: 'unknown', deadline: 'unknown', security: 'due', needs: ['/dates/defectiveExported'] },
    ],
    [
      'late, and extended',
      prior({ replacementDeclared: declared, defectiveExported: '2026-06-01' }, { extendedUntil: '2026-06-12' }),
      { condition: 'met', deadline: 'kept', security: 'release' },
    ],
    [
      'late, and extended until nobody says when',
      prior({ replacementDeclared: declared, defectiveExported: '2026-06-01' }, { extensionGranted: true }),
      { condition: 'unknown', deadline: 'unknown', security: 'due', needs: ['/priorImport/extendedUntil'] },
    ],
    [
      'late, and the extension refused',
      prior(
        { replacementDeclared: declared, defectiveExported: '2026-06-01' },
        { extensionGranted: false, extendedUntil: '2026-06-12' },
      ),
      { condition: 'not_met', deadline: 'missed', security: 'forfeit' },
    ],
  ])('%s', (_, stated, expected) => {
    expect(limitIn(stated, 'ses_prior_paid', 'defective_exported_in_time')).toEqual(expected);
  });

  test('in Great Britain too, and without its weekends', () => {
    const late = prior({ replacementDeclared: '2026-08-31', defectiveExported: '2026-11-01' });
    expect(
      limitIn({ ...late, origin: 'GB', goods: {}, charges: {} }, 'ses_prior_paid', 'defective_exported_in_time'),
    ).toMatchObject({ condition: 'not_met', deadline: 'missed' });
  });

  test('too late, it is not chosen', () =>
    expect(
      determined(prior({ replacementDeclared: declared, defectiveExported: '2026-05-13' })).chosen.origin,
    ).not.toMatch(/prior/));
});

describe('IM/EX: six months, a year at most (DA 242)', () => {
  test.each<[string, Stated, object]>([
    [
      'in time',
      equivalent({ replacementDeclared: declared, defectiveExported: '2026-09-14' }),
      { condition: 'unknown' },
    ],
    [
      'on the last day',
      equivalent({ replacementDeclared: '2026-03-11', defectiveExported: '2026-09-11' }),
      { condition: 'met' },
    ],
    ['late', equivalent({ replacementDeclared: declared, defectiveExported: '2026-09-15' }), { condition: 'not_met' }],
    ['not exported', equivalent({ replacementDeclared: declared }), { condition: 'unknown' }],
    [
      'extended beyond a year',
      equivalent(
        { replacementDeclared: '2025-03-12', defectiveExported: '2026-03-20' },
        { extensionGranted: true, extendedUntil: '2026-04-30' },
      ),
      { condition: 'not_met', deadline: 'missed' },
    ],
    [
      'after a year, though it is extended without a day',
      equivalent({ replacementDeclared: '2025-03-12', defectiveExported: '2026-03-20' }, { extensionGranted: true }),
      { condition: 'not_met', deadline: 'missed' },
    ],
  ])('%s', (_, stated, expected) =>
    expect(limitIn(stated, 'op_prior_import', 'replaced_exported_in_time')).toMatchObject(expected),
  );
});

describe('an extension that is granted', () => {
  const back = (authorisation: object): Stated => ({
    ...repairAbroad,
    dates: { exported: '2026-05-05', reimported: '2026-10-15' },
    authorisation: { held: true, kind: 'full', periodEnd: '2026-09-30', ...authorisation },
  });
  const stays = (temporaryAdmission: object, more: Stated = {}): Stated => ({
    ...demonstrated,
    dates: { placed: '2024-01-10', discharged: '2026-03-10' },
    temporaryAdmission: { purpose: 'demonstration', unaltered: true, allReexported: true, ...temporaryAdmission },
    ...more,
  });
  const american = { origin: 'DE', destination: 'US', dates: { placed: '2025-01-10', discharged: '2026-03-10' } };

  test.each<[string, Stated, string, string, object]>([
    [
      'of the period, with its day',
      back({ extensionGranted: true, extendedUntil: '2026-10-31' }),
      'op_paid',
      'in_period',
      { condition: 'met', deadline: 'kept' },
    ],
    [
      'of the period, without one',
      back({ extensionGranted: true }),
      'op_paid',
      'in_period',
      { condition: 'unknown', deadline: 'unknown', needs: ['/authorisation/extendedUntil'] },
    ],
    [
      'of the period, and late all the same',
      back({ extensionGranted: true, extendedUntil: '2026-10-14' }),
      'op_paid',
      'in_period',
      { condition: 'not_met', deadline: 'missed' },
    ],
    [
      'of a stay, with its day',
      stays({ extensionGranted: true, extendedUntil: '2026-06-30' }),
      'temporary_admission',
      'ta_in_period',
      { condition: 'met', deadline: 'kept', security: 'release' },
    ],
    [
      'of a stay, without one',
      stays({ extensionGranted: true }),
      'temporary_admission',
      'ta_in_period',
      { condition: 'unknown', deadline: 'unknown', security: 'due' },
    ],
    [
      'none of a stay',
      stays({}),
      'temporary_admission',
      'ta_in_period',
      { condition: 'not_met', deadline: 'missed', security: 'forfeit' },
    ],
    [
      'of a stay in months, without its day',
      stays({ months: 30, extensionGranted: true }, { dates: {} }),
      'temporary_admission',
      'ta_in_period',
      { condition: 'unknown' },
    ],
    [
      'of a bond, with its day',
      stays({ extensionGranted: true, extendedUntil: '2027-01-10' }, american),
      'temporary_import_bond',
      'tib_in_period',
      { condition: 'met', deadline: 'kept', security: 'release' },
    ],
    [
      'of a bond, without one',
      stays({ extensionGranted: true }, american),
      'temporary_import_bond',
      'tib_in_period',
      { condition: 'unknown', deadline: 'unknown', security: 'due' },
    ],
    [
      'special circumstances of a late return',
      {
        ...comesBack,
        dates: { exported: '2020-05-02', reimported: '2026-11-02' },
        returned: { unaltered: true, specialCircumstances: true },
      },
      'returned_goods',
      'in_three_years',
      { condition: 'met', deadline: 'kept' },
    ],
  ])('%s', (_, stated, id, condition, expected) => expect(limitIn(stated, id, condition)).toMatchObject(expected));
});

test('returned goods that end on a weekend: the condition says what the deadline says', () =>
  expect(
    limitIn(
      { ...comesBack, dates: { exported: '2023-10-31', reimported: '2026-11-02' } },
      'returned_goods',
      'in_three_years',
    ),
  ).toMatchObject({ condition: 'unknown', deadline: 'unknown' }));

test('products of the United States come back at any time: there is no deadline', () => {
  const american = (originCountry: string): Stated => ({ ...comesBack, destination: 'US', goods: { originCountry } });
  expect(routeIn(american('US'), 'us_9801_10').deadlines).toEqual([]);
  expect(routeIn(american('DE'), 'us_9801_10').deadlines).toHaveLength(1);
});
