import { describe, expect, test } from 'vitest';
import { checkFacts } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determined, exchanged, gbp, repairAbroad, routeIn, type Stated, warranty } from './sample-facts.ts';

/** A replacement that comes before the goods it stands for leave: another route than the exchange that comes after. */

const declared = '2026-03-12';
const swapped = (dates: object, more: Stated = {}): Stated => ({
  ...exchanged,
  on: '2026-06-25',
  dates: { reimported: '2026-06-20', ...dates },
  rates: { duty: { percent: '3' }, importTaxPercent: '19' },
  ...more,
});
const inBritain: Stated = { origin: 'GB', goods: { ...(exchanged.goods as object), value: gbp('2500') }, charges: {} };
const late = { replacementDeclared: declared, exported: '2026-06-05', defectiveExported: '2026-06-05' };
const inTime = { replacementDeclared: declared, exported: '2026-05-05', defectiveExported: '2026-05-05' };
const exportedFirst = { replacementDeclared: '2026-05-12', exported: '2026-03-01', defectiveExported: '2026-03-01' };
const statusIn = (stated: Stated, id: string, condition: string) =>
  routeIn(stated, id).conditions.find((one) => one.id === condition);

describe('the order of import and export decides between exchange and exchange with prior import', () => {
  test.each<[string, Stated, string | undefined]>([
    ['too late for the two months: no exchange of either kind', swapped(late), 'plain_reimport'],
    ['in time', swapped(inTime), 'ses_prior_paid'],
    ['exported first', swapped(exportedFirst), 'ses_paid'],
    ['exported first, nothing said of a declaration of its own', swapped({ exported: '2026-05-05' }), 'ses_paid'],
    ['too late, free under guarantee', swapped(late, { warranty, charges: {} }), 'plain_reimport'],
    ['in time, free under guarantee', swapped(inTime, { warranty, charges: {} }), 'ses_prior_free'],
  ])('%s', (_, stated, chosen) => expect(determined(stated).chosen.origin).toBe(chosen));

  test.each<[string, Stated, string, string, string, string[] | undefined]>([
    ['in time', swapped(inTime), 'ses_paid', 'not_imported_before', 'not_met', undefined],
    ['in Great Britain', swapped(inTime, inBritain), 'ses_free', 'not_imported_before', 'not_met', undefined],
    ['exported first', swapped(exportedFirst), 'ses_prior_paid', 'imported_before', 'not_met', undefined],
    ['there too', swapped(exportedFirst, inBritain), 'ses_prior_free', 'imported_before', 'not_met', undefined],
    [
      'no day of export yet',
      swapped({ replacementDeclared: declared }),
      'ses_paid',
      'not_imported_before',
      'unknown',
      ['/dates/defectiveExported', '/dates/exported'],
    ],
    [
      'no day of import yet',
      { ...exchanged, dates: { exported: '2026-05-05' } },
      'ses_paid',
      'not_imported_before',
      'unknown',
      ['/dates/reimported'],
    ],
    [
      'equivalent goods that came after',
      { ...repairAbroad, dates: { replacementDeclared: '2026-10-01', defectiveExported: '2026-09-01' } },
      'op_prior_import',
      'imported_before',
      'not_met',
      undefined,
    ],
  ])('%s', (_, stated, id, condition, status, needs) =>
    expect(statusIn(stated, id, condition)).toMatchObject({ status, ...(needs && { needs }) }),
  );
});

describe('what is sent out after its replacement came is no repair: IM/EX has conditions and limits of its own', () => {
  const thirteenMonths = {
    replacementDeclared: '2026-11-05',
    reimported: '2026-11-05',
    exported: '2027-12-10',
    defectiveExported: '2027-12-10',
  };
  const late: Stated = { ...repairAbroad, on: '2028-01-01', dates: thirteenMonths };
  const agreed = { agreement: { claimed: true } };
  const free = { warranty, charges: {} };
  const untaxed = { rates: { duty: { percent: '0' }, importTaxPercent: '19' } };
  const declared: Stated = {
    ...repairAbroad,
    authorisation: { held: true, kind: 'by_declaration', periodEnd: '2027-03-31', usesWithinYear: 0 },
    dates: { ...thirteenMonths, exported: '2026-12-10', defectiveExported: '2026-12-10' },
  };
  const inPounds = {
    goods: { ...(repairAbroad.goods as object), value: gbp('6200'), antiDumping: false },
    charges: {},
  };
  test.each<[string, Stated, string]>([
    ['thirteen months late', late, 'op_paid'],
    ['free', { ...late, ...free }, 'op_free'],
    ['under the agreement', { ...late, ...agreed, destination: 'GB' }, 'tca_repair'],
    ['without duty', { ...late, ...untaxed }, 'vat_only'],
    ['by declaration', declared, 'op_paid'],
    ['from Great Britain', { ...declared, ...inPounds, origin: 'GB' }, 'op_paid'],
    ['free', { ...declared, ...inPounds, ...free, origin: 'GB' }, 'op_free'],
    ['under the agreement', { ...declared, ...inPounds, ...agreed, origin: 'GB', destination: 'DE' }, 'tca_repair'],
    ['without duty', { ...declared, ...inPounds, ...untaxed, origin: 'GB' }, 'vat_only'],
    ['from Northern Ireland', { ...declared, ...inPounds, origin: 'XI' }, 'op_paid'],
  ])('%s', (_, stated, id) => {
    expect(routeIn(stated, id)).toMatchObject({ eligibility: 'not_eligible', reasons: ['op_imported_before_export'] });
    expect(determined(stated).chosen.origin).toBe('plain_reimport');
  });

  test('in time it is IM/EX that is granted, and not the repair', () => {
    const { authorisation } = repairAbroad;
    expect(determined({ ...declared, authorisation }).chosen.origin).toBe('op_prior_import');
  });

  test.each<[string, Stated, string, string[] | undefined]>([
    ['exported first', { identity: {} }, 'met', undefined],
    ['the very goods come back, on days nobody knows', { dates: {} }, 'met', undefined],
    ['another came after they had left', { dates: { ...exportedFirst, reimported: '2026-05-12' } }, 'met', undefined],
    [
      'no day of export yet',
      { dates: { replacementDeclared: '2026-11-05' } },
      'unknown',
      ['/dates/defectiveExported', '/dates/exported'],
    ],
    [
      'neither days nor goods are known',
      { dates: {}, identity: {} },
      'unknown',
      ['/dates/exported', '/dates/reimported', '/goods/serials', '/identity/matched', '/identity/returnedSerials'],
    ],
  ])('%s', (_, more, status, needs) =>
    expect(statusIn({ ...repairAbroad, ...more }, 'op_paid', 'not_before_export')).toMatchObject({
      status,
      ...(needs && { needs }),
    }),
  );
});

describe('the export of the defective goods is that of the movement, where no other is stated', () => {
  const stated = (exported: string, more: object = {}): Stated => ({
    ...exchanged,
    dates: { replacementDeclared: '2026-08-05', exported, ...more },
  });
  test.each<[string, Stated, string, string, string]>([
    ['late', stated('2026-12-01'), 'not_met', 'missed', '2026-10-05'],
    ['on the last day', stated('2026-10-05'), 'met', 'kept', '2026-10-05'],
    ['unless theirs is', stated('2026-12-01', { defectiveExported: '2026-10-01' }), 'met', 'kept', '2026-10-05'],
    ['late, from Great Britain', { ...stated('2026-12-01'), ...inBritain }, 'not_met', 'missed', '2026-10-05'],
  ])('%s', (_, movement, status, deadline, day) => {
    const id = movement.origin === 'GB' ? 'ses_prior_free' : 'ses_prior_paid';
    expect(statusIn(movement, id, 'defective_exported_in_time')?.status).toBe(status);
    expect(routeIn(movement, id).deadlines[0]).toMatchObject({ status: deadline, day });
  });

  test('so it is of IM/EX', () => {
    const dates = { replacementDeclared: '2026-01-05', exported: '2026-08-05' };
    const found = statusIn({ ...repairAbroad, dates }, 'op_prior_import', 'replaced_exported_in_time');
    expect(found?.status).toBe('not_met');
  });

  test.each<[string, object, string, string]>([
    [
      'exported first: the one is met, the other is not',
      { exported: '2026-11-05', reimported: '2026-11-20' },
      'not_met',
      'met',
    ],
    ['nobody knows when it comes: neither', { exported: '2026-11-05' }, 'unknown', 'unknown'],
    ['a prior import', { replacementDeclared: '2026-11-01', exported: '2026-11-05' }, 'met', 'not_met'],
  ])('%s', (_, dates, before, after) => {
    for (const more of [{}, inBritain]) {
      const movement = { ...exchanged, dates, ...more };
      expect(statusIn(movement, 'ses_prior_paid', 'imported_before')?.status).toBe(before);
      expect(statusIn(movement, 'ses_paid', 'not_imported_before')?.status).toBe(after);
    }
  });
});

describe('an extension is of the time limit it was granted for', () => {
  const defective = { replacementDeclared: '2026-08-01', defectiveExported: '2026-12-20', exported: '2026-12-20' };
  test.each<[string, Stated, string]>([
    [
      'that of the re-import extends no prior import',
      swapped(defective, {
        authorisation: { held: true, kind: 'full', extensionGranted: true, extendedUntil: '2027-12-31' },
        dates: { ...defective, reimported: '2026-08-01' },
      }),
      'not_met',
    ],
    [
      'its own does',
      swapped(defective, {
        priorImport: { extensionGranted: true, extendedUntil: '2026-12-31' },
        dates: { ...defective, reimported: '2026-08-01' },
      }),
      'met',
    ],
  ])('%s', (_, stated, status) =>
    expect(statusIn(stated, 'ses_prior_paid', 'defective_exported_in_time')?.status).toBe(status),
  );

  test.each<[string, object, string]>([
    ['that of a prior import extends no re-import', { extensionGranted: true, extendedUntil: '2027-12-31' }, 'not_met'],
  ])('%s', (_, priorImport, status) => {
    const stated = {
      ...repairAbroad,
      priorImport,
      authorisation: { held: true, kind: 'full', periodEnd: '2026-11-30' },
    };
    expect(statusIn(stated, 'op_paid', 'in_period')?.status).toBe(status);
  });
});

describe('goods of a prior import come back before they are exported', () => {
  const errorsOf = (dates: object) => {
    const checked = checkFacts({ on: '2026-11-02', origin: 'DE', destination: 'CH', dates }, shippedJurisdictions);
    return checked.ok ? [] : checked.errors.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  const outOfOrder = ['dates_out_of_order /dates/reimported'];
  test.each<[string, object, string[]]>([
    [
      'IM/EX',
      {
        replacementDeclared: '2026-08-31',
        reimported: '2026-08-31',
        exported: '2026-10-28',
        defectiveExported: '2026-10-28',
      },
      [],
    ],
    ['without a prior import', { reimported: '2026-08-31', exported: '2026-10-28' }, outOfOrder],
    [
      'though the replacement came after the export',
      { replacementDeclared: '2026-11-01', reimported: '2026-08-31', exported: '2026-10-28' },
      outOfOrder,
    ],
  ])('%s', (_, dates, errors) => expect(errorsOf(dates)).toEqual(errors));

  test('IM/EX is granted on its true dates, without a period for a re-import', () =>
    expect(
      determined({
        ...repairAbroad,
        identity: {},
        authorisation: { held: true, kind: 'full' },
        dates: { replacementDeclared: '2026-08-31', reimported: '2026-08-31', defectiveExported: '2026-10-28' },
      }).chosen.origin,
    ).toBe('op_prior_import'));
});

describe('the export half of a prior import is demanded: it frees the guarantee', () => {
  test.each<[string, Stated, string, string[]]>([
    ['for a fee', swapped(inTime), 'ses_prior_paid', ['6122 48P', '2100']],
    ['free: B03 needs B52', swapped(inTime, { warranty, charges: {} }), 'ses_prior_free', ['6122 B03 48P', '2100 B52']],
    ['in Great Britain', swapped(inTime, inBritain), 'ses_prior_free', ['6122 B03 48P', '2100 B52 48P']],
  ])('%s', (_, stated, id, codes) => {
    const { procedures, documents } = routeIn(stated, id).demands;
    expect(procedures.map(({ code, additional }) => [code, ...additional].join(' '))).toEqual(codes);
    expect(procedures.map(({ step }) => step)).toEqual(['import', 'export']);
    expect(documents.map((one) => one.id)).toContain('proof_of_export');
  });
});
