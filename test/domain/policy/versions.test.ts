import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { statutoryVersion } from '../../../shared/policy/statutory/version.ts';

/**
 * Decisions name the versions they were made by, and are made again by them. So a version has one content: who changes what
 * is hashed here gives it the next version, and writes down its hash.
 */

const hashOf = (...files: string[]) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};

test('the shipped policy has the content of its version', () => {
  expect([defaultPolicy.version, hashOf('shared/policy/default-policy.json')]).toEqual([
    '2026-11-2',
    '807d8a5773cb86b9',
  ]);
});

test('statutory rights have the content of their version', () => {
  const folder = 'shared/policy/statutory';
  const files = ['conformity-law', 'countries', 'withdrawal-law'].map((name) => `${folder}/${name}.ts`);
  expect([statutoryVersion, hashOf(...files)]).toEqual(['2026-11-2', 'da97662e31f3c794']);
});
