import type { CompletedFacts } from '../contracts/return-customs.ts';

/** Each group field by field: what is stated later counts. */
export function merged<Facts extends object>(known: Facts, stated: CompletedFacts): Facts & CompletedFacts {
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const groups = Object.entries(stated).map(([name, value]) => {
    const before: unknown = known[name as keyof Facts];
    return [name, isGroup(before) && isGroup(value) ? { ...before, ...value } : value];
  });
  return { ...known, ...Object.fromEntries(groups) };
}
