import { describe, expect, test } from 'vitest';
import { comesBack, determined, eur, type Stated } from './sample-facts.ts';

/** Goods that stay inside one customs territory: customs are not asked, so nothing is lacking. */

const within = (origin: string, destination: string, stated: Stated = {}) =>
  determined({ origin, destination, ...stated });

describe('a move inside one customs territory', () => {
  test.each([
    ['DE', 'FR'],
    ['DE', 'DE'],
    ['DE', 'XI'],
    ['XI', 'IE'],
    ['US', 'PR'],
    ['CH', 'CH'],
  ])('from %s to %s raises no question, and the answer says so', (origin, destination) => {
    const answer = within(origin, destination, { activity: 'repair' });
    expect(answer).toMatchObject({
      crossesBorder: false,
      detail: expect.stringContaining(`${origin} to ${destination} cross no customs border`),
      routes: [],
      guards: [],
      lacks: [],
      uncovered: [],
      chosen: {},
      stopped: false,
    });
  });

  test('is not stopped by what would stop it at a border', () => {
    const battery = { chemistry: 'lithium_ion', damaged: true };
    const stated = { goods: { value: eur('90'), battery }, parties: { importerOfRecord: false } };
    expect(within('DE', 'CH', stated).stopped).toBe(true);
    expect(within('DE', 'FR', stated).stopped).toBe(false);
  });

  test('over a border nothing of the kind is said', () => {
    const answer = determined(comesBack);
    expect(answer).not.toHaveProperty('detail');
    expect(answer.guards.length).toBeGreaterThan(0);
  });
});
