import { describe, expect, test } from 'vitest';
import { decideFacts } from '../../../shared/customs/engine.ts';
import { comesBack, facts, rejected, repairAbroad, type Stated } from './sample-facts.ts';

const cleared = { route: 'Swiss import at full duty', clearedBy: 'Sample Brokers, file 1', reason: 'Sold back' };
const decided = (stated: Stated, by?: typeof cleared) => decideFacts(facts(stated), undefined, by).answer;

const ofRecord = { exporterOfRecord: true, importerOfRecord: true };
/** Goods that a German customer regrets, and sends back to a Swiss shop: nothing of the Union decides that. */
const regretted: Stated = {
  ...rejected,
  destination: 'CH',
  rejected: { ...(rejected.rejected as object), defectiveAtRelease: false },
  parties: ofRecord,
};

describe('where the import that decides has no rules here', () => {
  test('the answer says so, and names the place', () => {
    const answer = decided(regretted);
    expect(answer).toMatchObject({ standing: 'unknown', uncovered: { territories: ['CH'], reason: 'not_covered' } });
    expect(answer.uncovered?.detail).toContain('CH');
  });

  test('compliance states the way and who cleared it: that is the decision', () => {
    const answer = decided(regretted, cleared);
    expect(answer).toMatchObject({ standing: 'known', cleared });
    expect(answer.uncovered).toBeUndefined();
    expect(answer.route).toBeUndefined();
  });

  test('what stops the goods stops them all the same', () =>
    expect(decided({ ...regretted, parties: { ...ofRecord, importerOfRecord: false } }, cleared)).toMatchObject({
      standing: 'unknown',
      guards: [{ reason: 'no_importer_of_record' }],
    }));

  test.each<[string, Stated]>([
    ['between two such places', { ...regretted, origin: 'NO' }],
    ['a repair between two such places', { ...repairAbroad, origin: 'CH', destination: 'MX' }],
  ])('%s too', (_, stated) => {
    expect(decided(stated).uncovered?.reason).toBe('not_covered');
    expect(decided(stated, cleared).standing).toBe('known');
  });

  test.each<[string, object]>([
    ['may be', {}],
    ['is', { ...(rejected.rejected as object), defectiveAtRelease: true }],
  ])('duty that %s paid back at the export is no answer for the import', (_, stated) => {
    const sentBack = { ...regretted, rejected: stated };
    const answer = decided(sentBack);
    expect(answer).toMatchObject({ standing: 'unknown', uncovered: { territories: ['CH'] } });
    expect(answer).not.toHaveProperty('route');
    expect(answer).not.toHaveProperty('costs');
    expect(decided(sentBack, cleared)).toMatchObject({ standing: 'known', cleared });
  });

  test('nor is a drawback', () =>
    expect(
      decided({
        ...regretted,
        origin: 'US',
        rejected: { defectiveAtRelease: true, retail: false },
        dates: { imported: '2025-01-10', exported: '2026-10-05' },
      }),
    ).toMatchObject({ standing: 'unknown', uncovered: { territories: ['CH'] } }));

  test('of goods that come for work, rules of where it is done decide their import there', () => {
    const answer = decided({
      ...repairAbroad,
      origin: 'CH',
      destination: 'DE',
      parties: ofRecord,
      importForWork: { inwardProcessing: true },
    });
    expect(answer).toMatchObject({ standing: 'known', otherImport: { territory: 'CH', standing: 'not_covered' } });
    expect(answer.uncovered).toBeUndefined();
  });
});

test('where there are rules, nobody states the way in their place', () => {
  const answer = decided({ ...comesBack, proofOfExport: undefined }, cleared);
  expect(answer.standing).toBe('unknown');
  expect(answer.cleared).toBeUndefined();
});
