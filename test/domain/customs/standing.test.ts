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

  test('rules that may yet decide are asked first', () => {
    const answer = decided({ ...regretted, rejected: {} });
    expect(answer.uncovered).toBeUndefined();
    expect(answer.lacks).toContain('/rejected/defectiveAtRelease');
  });
});

test('where there are rules, nobody states the way in their place', () => {
  const answer = decided({ ...comesBack, proofOfExport: undefined }, cleared);
  expect(answer.standing).toBe('unknown');
  expect(answer.cleared).toBeUndefined();
});
