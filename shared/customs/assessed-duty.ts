import type { CustomsFacts } from '../contracts/customs.ts';
import type { RouteRow } from './pack.ts';

/**
 * Facts as one route may read them: a duty that an authority has fixed is of one import by one route, and says nothing of
 * the others. Of a valuation the route is the one asked for, unless the facts name another; of a determination, which
 * compares routes, it has to be named, and it is never of a route that relieves of all duty or of none.
 */
export function assessedFor(
  row: RouteRow,
  facts: CustomsFacts,
  asked: 'valuation' | 'determination',
): { facts: CustomsFacts; notes: string[] } {
  const { duty, dutyRoute, ...others } = facts.assessed ?? {};
  if (!duty) return { facts, notes: [] };
  const named = dutyRoute === row.route;
  const { duty: rule } = row;
  const relievesInPart = rule.formula === 'relieved' ? rule.additional !== undefined : rule.formula !== 'full_value';
  if (asked === 'valuation' ? named || dutyRoute === undefined : named && relievesInPart) return { facts, notes: [] };
  const notes =
    dutyRoute === undefined && relievesInPart
      ? ['The duty as assessed is left aside: the facts do not say of which route it is (`assessed.dutyRoute`).']
      : [];
  return { facts: { ...facts, assessed: others }, notes };
}
