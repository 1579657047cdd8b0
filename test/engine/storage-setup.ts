import type { TestProject } from 'vitest/node';
import { holdEngine } from './held-engine.ts';
import type {} from './provided.ts';
import { tableShape } from './table-shape.ts';

/** An engine for the storage tests: each takes fresh tables of it. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const table = tableShape();
  const { reach, release } = await holdEngine('storage');
  provide('engine', { reach, table });
  return release;
}
