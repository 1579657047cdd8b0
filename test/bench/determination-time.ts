import type { CustomsFacts } from '../../shared/contracts/customs.ts';
import { checkFacts } from '../../shared/customs/check-facts.ts';
import { determineFacts, packs } from '../../shared/customs/engine.ts';
import { factsOf, type WorkedCase } from '../domain/customs/case-keys.ts';
import cases from '../fixtures/customs/examples.json' with { type: 'json' };
import { timed } from './processor-time.ts';

/** Processor time of a customs determination in a warm process: over all worked cases, and of the one that takes longest. */
export interface DeterminationTime {
  readonly cases: number;
  readonly milliseconds: number;
  readonly slowest: { readonly id: string; readonly milliseconds: number };
}

/** The facts of the worked cases, each with all that is computed of it: routes, figures, deadlines, guards. */
export const movements: readonly { id: string; facts: CustomsFacts }[] = (cases as unknown as WorkedCase[]).map(
  (one) => {
    const checked = checkFacts(factsOf(one), packs);
    if (!checked.ok) throw new Error(`${one.id}: ${JSON.stringify(checked.errors)}`);
    return { id: one.id, facts: checked.value };
  },
);

/** @param rounds how often each case is determined; a single one is too short for the clock, so it is timed by tens */
export function measureDeterminations(rounds: number): DeterminationTime {
  for (const { facts } of movements) determineTen(facts);
  const measured = movements.map(({ id, facts }) => {
    const taken = Array.from({ length: rounds }, () => timed(() => determineTen(facts))[0] / 10);
    return { id, milliseconds: taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0 };
  });
  const [slowest] = measured.toSorted((a, b) => b.milliseconds - a.milliseconds);
  if (!slowest) throw new Error('There are worked cases');
  const all = measured.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return { cases: measured.length, milliseconds: all / measured.length, slowest };
}

const determineTen = (facts: CustomsFacts) => Array.from({ length: 10 }, () => determineFacts(facts));
