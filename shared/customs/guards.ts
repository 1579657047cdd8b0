import type { CustomsFacts } from '../contracts/customs.ts';
import type { GuardFinding } from '../contracts/customs-answers.ts';
import type { LegalBasis } from '../contracts/customs-basis.ts';
import type { GuardDocument } from './check-pack.ts';
import { type Check, compile, pointerTo } from './condition.ts';
import { Decimal, textOf } from './decimal.ts';
import document from './guards.json' with { type: 'json' };
import type { Jurisdiction, Place } from './jurisdiction.ts';
import { Working } from './working.ts';

/**
 * Guards: what stops a movement whatever its route, each with its reason. They are the same in every jurisdiction; only the
 * restricted destinations are a pack's. What is not known is unknown: it is asked for, and does not stop the goods by itself.
 */

const { guards: rows, sources } = document as unknown as GuardDocument;
const keyOf = (source: string) => `guards/${source}`;

interface Guard {
  row: GuardDocument['guards'][number];
  check: Check;
  basis: GuardFinding['basis'];
}
const guards = rows.map(
  (row): Guard => ({ row, check: compile(row.test, () => false), basis: row.sources.map(keyOf) }),
);

/** Sources of the guards by the keys they are cited under. */
export const guardSources: ReadonlyMap<string, LegalBasis> = new Map(
  Object.entries(sources).map(([key, source]) => [keyOf(key), source]),
);

/** Every guard's finding. @param places the ends of the movement that have rules here */
export function guardFindings(facts: CustomsFacts, places: readonly Place[]): GuardFinding[] {
  const found = guards.map(({ row, check, basis }): GuardFinding => {
    if (row.id === 'double_relief' && servesClaim(facts, places)) return finding(row, servedClaim(basis));
    const { status, needs } = check(facts);
    return finding(row, { status, basis, needs: needs.map(pointerTo) });
  });
  return [...found, destinationFinding(facts, places), valueFinding(facts, places[0])];
}

/**
 * Goods that go back for good are exported just so that their duty is repaid: where the rules of the place they leave grant
 * that, the claim is the relief itself and not a second one. What it means for a return as American goods or under an
 * authorisation is a condition of those routes.
 */
function servesClaim({ activity, origin, claimed }: CustomsFacts, places: readonly Place[]): boolean {
  if (activity !== 'return' || claimed?.repayment !== true || claimed.exportRefund === true) return false;
  const home = places.find(({ jurisdiction }) => jurisdiction.here(origin));
  return (home?.jurisdiction.routes ?? []).some(
    ({ row }) => row.at === 'origin' && (row.route === 'rejected_goods_repayment' || row.route === 'drawback'),
  );
}

const servedClaim = (basis: GuardFinding['basis']): Found => ({
  status: 'met',
  basis,
  needs: [],
  detail: 'The repayment or drawback is claimed for this very export.',
});

type Found = { status: 'met' | 'not_met' | 'unknown'; basis: GuardFinding['basis']; needs: string[]; detail?: string };

function finding(
  row: { id: string; title: string; reason: string },
  { status, basis, needs, detail }: Found,
): GuardFinding {
  return {
    id: row.id,
    title: row.title,
    status: status === 'met' ? 'clear' : status === 'not_met' ? 'stopped' : 'unknown',
    ...(status === 'not_met' && { reason: row.reason }),
    ...(detail !== undefined && { detail }),
    ...(status === 'unknown' && { needs }),
    basis,
  };
}

const destination = {
  id: 'destination',
  title: 'Neither end of the movement is a sanctioned or restricted destination',
  reason: 'destination_restricted',
};

/** The lists are from memory and move often: one of them stops the goods until the parties are screened and clear. */
function destinationFinding(
  { origin, destination: to, screening }: CustomsFacts,
  places: readonly Place[],
): GuardFinding {
  const listed = (jurisdiction: Jurisdiction) =>
    jurisdiction.document.restricted.countries.filter((country) => country === to || country === origin);
  const hits = [...new Set(places.flatMap(({ jurisdiction }) => listed(jurisdiction)))].toSorted();
  const basis = [
    ...new Set(places.flatMap(({ jurisdiction }) => jurisdiction.basis(jurisdiction.document.restricted.sources))),
  ];
  if (places.length === 0) return finding(destination, { status: 'unknown', basis, needs: ['/screening'] });
  if (hits.length === 0) return finding(destination, { status: 'met', basis, needs: [] });
  const codes = new Set(places.map(({ jurisdiction }) => jurisdiction.code));
  const detail = `Restricted by the rules of ${[...codes].join(' or ')}: ${hits.join(', ')}.`;
  return finding(destination, { status: screening === 'clear' ? 'met' : 'not_met', basis, needs: [], detail });
}

const value = {
  id: 'value',
  title: 'The value agrees with the outbound invoice, unit by unit',
  reason: 'value_inconsistent_with_invoice',
};

/**
 * The value at export, or of goods that come back as they left, against the outbound invoice pro rata of units. They may
 * differ by a minor unit for each unit; by more only with a reason stated.
 */
function valueFinding(facts: CustomsFacts, place: Place | undefined): GuardFinding {
  const basis = [keyOf('invoice')];
  const at = facts.goods.valueBeforeExport || facts.activity !== 'return' ? 'goods.valueBeforeExport' : 'goods.value';
  const { outboundInvoice: invoice, goods } = facts;
  const wanted = ['outboundInvoice.value', 'outboundInvoice.units', 'goods.units', at];
  const working = place && new Working(facts, place);
  const [invoiced, stated] = ['outboundInvoice.value', at].map((path) => working?.read(path, 'value'));
  if (!invoiced || !stated || invoice?.units === undefined || goods.units === undefined)
    return finding(value, { status: 'unknown', basis, needs: wanted.map(pointerTo) });
  const expected = invoiced.exact.times(String(goods.units)).div(String(invoice.units));
  const tolerance = Decimal(String(goods.units)).div('100');
  const agrees = expected.minus(stated.exact).abs().lte(tolerance);
  if (agrees) return finding(value, { status: 'met', basis, needs: [] });
  const explained = facts.valueDifference;
  const detail = `By invoice ${invoice.reference} ${goods.units} of ${invoice.units} units are worth ${textOf(expected)}; stated is ${textOf(stated.exact)}${explained ? ` (${explained})` : ''}.`;
  return finding(value, { status: explained ? 'met' : 'not_met', basis, needs: [], detail });
}
