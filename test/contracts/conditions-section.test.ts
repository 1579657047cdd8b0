import { expect, test } from 'vitest';
import { conditionsSection, factRows } from '../../infra/generate/conditions-section.ts';
import { policyFindingCodes } from '../../shared/contracts/policy-findings.ts';
import { factNames } from '../../shared/policy/condition-facts.ts';

test('the reference tells of every fact what it is, and of numbers their unit', () => {
  const rows = factRows();
  expect(rows.map(({ name }) => name)).toEqual(factNames);
  for (const { name, type, unit, meaning } of rows) {
    expect(meaning, name).toMatch(/^[A-Z].{10,}\.$/);
    expect(unit !== '', name).toBe(type === 'whole number');
  }
  expect(rows.find(({ name }) => name === 'deliveredOn')?.type).toContain('2026-11-02');
  expect(rows.find(({ name }) => name === 'condition')?.words).toEqual(['unopened', 'opened', 'used', 'damaged']);
});

test('the section names every finding of the check', () => {
  const section = conditionsSection();
  for (const code of policyFindingCodes) expect(section).toContain(`<code>${code}</code>`);
});
