import { describe, expect, test } from 'vitest';
import { comesBack, demonstrated, gbp, rejected, routeIn, type Stated } from './sample-facts.ts';

/** Time limits of which the facts do not say which one holds, or from when: condition and deadline say the same. */

function limitIn(stated: Stated, id: string, condition: string, deadline?: string) {
  const { conditions, deadlines } = routeIn(stated, id);
  const found = conditions.find((one) => one.id === condition);
  const limit = deadline === undefined ? deadlines[0] : deadlines.find((one) => one.id === deadline);
  return {
    condition: found?.status,
    ...(found?.needs && { needs: found.needs }),
    deadline: limit?.status,
    ...(limit?.day && { day: limit.day }),
  };
}

describe('total relief: six months, or 24 by the purpose', () => {
  const stays = (discharged: string, admission: object = {}, more: Stated = {}): Stated => ({
    ...demonstrated,
    on: '2026-11-02',
    dates: { placed: '2024-01-10', discharged },
    temporaryAdmission: { unaltered: true, allReexported: true, ...admission },
    ...more,
  });
  const months = (count: number, admission: object = {}): Stated => ({
    ...stays('2024-01-10', { months: count, ...admission }),
    dates: {},
  });
  const purpose = ['/temporaryAdmission/purpose'];

  test.each<[string, Stated, object]>([
    ['six months, whatever for', stays('2024-07-10'), { condition: 'met', deadline: 'kept', day: '2024-07-10' }],
    [
      'eight months, nobody said what for',
      stays('2024-09-10'),
      { condition: 'unknown', needs: purpose, deadline: 'unknown' },
    ],
    ['two years and a day, whatever for', stays('2026-01-13'), { condition: 'not_met', deadline: 'missed' }],
    ['eight months of a test', stays('2024-09-10', { purpose: 'testing' }), { condition: 'met', deadline: 'kept' }],
    [
      'eight months of an acceptance test',
      stays('2024-09-10', { purpose: 'acceptance_test' }),
      { condition: 'not_met', deadline: 'missed' },
    ],
    ['eight in months', months(8), { condition: 'unknown', needs: purpose }],
    ['six in months', months(6), { condition: 'met' }],
    ['25 in months', months(25), { condition: 'not_met' }],
  ])('%s', (_, stated, expected) =>
    expect(limitIn(stated, 'temporary_admission_total', 'ta_in_six_months')).toMatchObject(expected),
  );

  const extended = { purpose: 'acceptance_test', extensionGranted: true };
  test.each<[string, Stated, object]>([
    [
      'extended until a day',
      stays('2024-09-10', { ...extended, extendedUntil: '2024-10-10' }),
      { condition: 'met', deadline: 'kept', day: '2024-10-10' },
    ],
    [
      'until nobody says when',
      stays('2024-09-10', extended),
      { condition: 'unknown', needs: ['/temporaryAdmission/extendedUntil'], deadline: 'unknown' },
    ],
    [
      'not that long',
      stays('2024-10-11', { ...extended, extendedUntil: '2024-10-10' }),
      { condition: 'not_met', deadline: 'missed' },
    ],
    [
      'beyond ten years',
      stays('2034-01-11', { ...extended, extendedUntil: '2035-01-10' }, { on: '2034-02-01' }),
      { condition: 'not_met', deadline: 'missed' },
    ],
  ])('%s', (_, stated, expected) =>
    expect(limitIn(stated, 'temporary_admission_total', 'ta_in_six_months')).toMatchObject(expected),
  );

  const inspected = { purpose: 'inspection_to_purchase' };
  const inBritain = (discharged: string, admission: object = {}) => stays(discharged, admission, { destination: 'GB' });
  test.each<[string, Stated, object]>([
    [
      'eight months, nobody said what for',
      inBritain('2024-09-10'),
      { condition: 'unknown', needs: purpose, deadline: 'unknown' },
    ],
    ['of an inspection', inBritain('2024-09-10', inspected), { condition: 'not_met', deadline: 'missed' }],
    [
      'of one that was extended',
      inBritain('2024-09-10', { ...inspected, extensionGranted: true, extendedUntil: '2024-12-31' }),
      { condition: 'met', deadline: 'kept' },
    ],
    [
      'of a demonstration',
      inBritain('2024-09-10', { purpose: 'demonstration' }),
      { condition: 'met', deadline: 'kept' },
    ],
  ])('in Great Britain: %s', (_, stated, expected) =>
    expect(limitIn(stated, 'temporary_admission_total', 'ta_total_in_period')).toMatchObject(expected),
  );
});

describe('agricultural goods have twelve months, and special circumstances are of the three years', () => {
  const back = (exported: string, capMeasures?: boolean, specialCircumstances?: boolean): Stated => ({
    ...comesBack,
    goods: { inFreeCirculation: true, ...(capMeasures !== undefined && { capMeasures }) },
    returned: { unaltered: true, ...(specialCircumstances && { specialCircumstances }) },
    dates: { exported, reimported: '2026-11-02' },
  });
  test.each<[string, Stated, object]>([
    ['in time', back('2025-11-02', true), { condition: 'met', deadline: 'kept' }],
    ['13 months', back('2025-10-01', true), { condition: 'not_met', deadline: 'missed' }],
    [
      '13 months, in special circumstances',
      back('2025-10-01', true, true),
      { condition: 'not_met', deadline: 'missed' },
    ],
    [
      '13 months of goods that may be none',
      back('2025-10-01'),
      { condition: 'unknown', needs: ['/goods/capMeasures'], deadline: 'unknown' },
    ],
    ['twelve months of them', back('2025-11-02'), { condition: 'met', deadline: 'kept' }],
    ['of other goods there is no such limit', back('2025-10-01', false), { condition: 'met', deadline: undefined }],
  ])('%s', (_, stated, expected) =>
    expect(limitIn(stated, 'returned_goods', 'cap_in_twelve_months', 'return_cap')).toMatchObject(expected),
  );

  test.each<[string, Stated, object]>([
    ['late', back('2023-10-01', false), { condition: 'not_met', deadline: 'missed' }],
    ['late in special circumstances', back('2023-10-01', false, true), { condition: 'met', deadline: 'kept' }],
    ['late whatever they are', back('2023-10-01'), { condition: 'not_met', deadline: 'missed' }],
  ])('three years: %s', (_, stated, expected) =>
    expect(limitIn(stated, 'returned_goods', 'in_three_years', 'return')).toMatchObject(expected),
  );
});

describe('a British claim runs from the import where nobody knows when the debt was notified', () => {
  const claimed = (dates: object, more: object = {}): Stated => ({
    ...rejected,
    origin: 'GB',
    goods: { units: 10 },
    rejected: { ...(rejected.rejected as object), ...more },
    assessed: { dutyPaid: gbp('100') },
    dates,
  });
  test.each<[string, Stated, object]>([
    ['late', claimed({ imported: '2025-10-01', applied: '2026-11-02' }), { condition: 'not_met', deadline: 'missed' }],
    ['in time', claimed({ imported: '2025-11-02', applied: '2026-11-02' }), { condition: 'met', deadline: 'kept' }],
    [
      'the notification counts first',
      claimed({ imported: '2025-10-01', debtNotified: '2025-12-01', applied: '2026-11-02' }),
      { condition: 'met', deadline: 'kept', day: '2026-12-01' },
    ],
    [
      'late through force majeure',
      claimed({ imported: '2025-10-01', applied: '2026-11-02' }, { forceMajeure: true }),
      { condition: 'met', deadline: 'kept' },
    ],
    [
      'no day of either',
      claimed({ applied: '2026-11-02' }),
      { condition: 'unknown', needs: ['/dates/debtNotified'], deadline: 'unknown' },
    ],
  ])('%s', (_, stated, expected) =>
    expect(limitIn(stated, 'rejected_goods', 'claimed_in_a_year')).toMatchObject(expected),
  );
});

describe('American goods', () => {
  const nonconforming = (dates: object): Stated => ({ origin: 'DE', destination: 'US', activity: 'return', dates });
  test.each<[string, Stated, object]>([
    [
      'that did not conform left within three years of import',
      nonconforming({ imported: '2020-01-31', exported: '2023-01-31' }),
      { condition: 'met', deadline: 'kept', day: '2023-01-31' },
    ],
    [
      'or later',
      nonconforming({ imported: '2020-01-31', exported: '2023-02-01' }),
      { condition: 'not_met', deadline: 'missed' },
    ],
  ])('%s', (_, stated, expected) => expect(limitIn(stated, 'us_9801_25', 'in_three_years')).toMatchObject(expected));

  test.each([
    ['products of another country are late', 'CN', 'missed'],
    ['of those whose origin is not known that cannot be told', undefined, 'unknown'],
  ])('%s', (_, originCountry, status) => {
    const stated = {
      ...comesBack,
      destination: 'US',
      goods: { ...(originCountry && { originCountry }) },
      dates: { exported: '2019-01-01', reimported: '2026-11-02' },
    };
    const [deadline] = routeIn(stated, 'us_9801_10').deadlines;
    expect(deadline?.status).toBe(status);
    if (status === 'unknown') expect(deadline?.needs).toEqual(['/goods/originCountry']);
  });
});
