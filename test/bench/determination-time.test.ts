import { expect, test } from 'vitest';
import { determineFacts } from '../../shared/customs/engine.ts';
import { movements } from './determination-time.ts';

test('every worked case is determined whole: what is timed are routes with their figures', () => {
  for (const { facts } of movements) {
    const { routes, packs, crossesBorder } = determineFacts(facts);
    expect(crossesBorder).toBe(true);
    expect(packs.length).toBeGreaterThan(0);
    expect(routes.some(({ valuation }) => valuation !== undefined)).toBe(true);
  }
});
