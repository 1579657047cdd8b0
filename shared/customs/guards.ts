import type { CustomsFacts } from '../contracts/customs.ts';
import type { GuardFinding } from '../contracts/customs-answers.ts';
import type { CustomsRoute, LegalBasis } from '../contracts/customs-basis.ts';
import { withoutAssumed } from './assumed.ts';
import type { GuardDocument } from './check-pack.ts';
import { type Check, compile, factAt, pointerTo } from './condition.ts';
import { Decimal, textOf } from './decimal.ts';
import document from './guards.json' with { type: 'json' };
import type { Jurisdiction, Place } from './jurisdiction.ts';
import { goesForWork } from './seen.ts';
import { Working } from './working.ts';

/**
 * Guards: what stops a movement whatever its route, each with its reason. Where the law of the place that goods come back to
 * says otherwise, a guard says so too (`elsewhere`); restricted destinations are a pack's. What is not known is unknown: it
 * is asked for, and does not stop the goods by itself. What is only assumed of the goods nobody has seen: it is not known.
 */

const { guards: rows, sources } = document as unknown as GuardDocument;
const keyOf = (source: string) => `guards/${source}`;

type Row = Pick<GuardDocument['guards'][number], 'title' | 'reason' | 'sources' | 'test'>;
interface Guard {
  row: { id: string; title: string; reason: string };
  check: Check;
  basis: GuardFinding['basis'];
}
const guardOf = (id: string, { title, reason, test, sources: cited }: Row): Guard => ({
  row: { id, title, reason },
  check: compile(test, () => false),
  basis: cited.map(keyOf),
});
const guards = rows.map(({ id, elsewhere = [], ...row }) => ({
  id,
  usual: guardOf(id, row),
  by: new Map(
    elsewhere.flatMap(({ jurisdictions, ...other }) =>
      jurisdictions.map((code) => [code, guardOf(id, other)] as const),
    ),
  ),
}));

/** Sources of the guards by the keys they are cited under. */
export const guardSources: ReadonlyMap<string, LegalBasis> = new Map(
  Object.entries(sources).map(([key, source]) => [keyOf(key), source]),
);

/** Every guard's finding. @param places the ends of the movement that have rules here */
export function guardFindings(stated: CustomsFacts, places: readonly Place[]): GuardFinding[] {
  const facts = withoutAssumed(stated);
  const home = goesForWork(facts) ? facts.origin : facts.destination;
  const law = places.find(({ jurisdiction }) => jurisdiction.here(home))?.jurisdiction.code ?? '';
  const found = guards.map(({ id, usual, by }): GuardFinding => {
    const { row, check, basis } = by.get(law) ?? usual;
    const claim = id === 'double_relief' ? claimOf(facts, places) : undefined;
    if (claim === 'of_this_export') return finding(row, servedClaim(basis));
    const { status, needs } = check(facts);
    const detail = claim === 'of_the_first' && status === 'not_met' ? { detail: readAsFirst } : {};
    return finding(row, { status, basis, needs: needs.map(pointerTo), ...detail });
  });
  return [...found, destinationFinding(facts, places), valueFinding(facts, places[0])];
}

/**
 * Goods that go back for good are exported just so that their duty is repaid: where the rules of the place they leave grant
 * that, the claim is the relief itself and not a second one. Where there are rules for the place they come back to, it is
 * read there as a claim on the export by which they once left it: who relieves them then relieves them twice.
 */
function claimOf(
  { activity, origin, destination: to, claimed }: CustomsFacts,
  places: readonly Place[],
): 'of_this_export' | 'of_the_first' | undefined {
  if (activity !== 'return' || claimed?.repayment !== true || claimed.exportRefund === true) return undefined;
  const knows = (end: string, at: 'origin' | 'destination', wanted: readonly CustomsRoute[]) =>
    places
      .filter(({ jurisdiction }) => jurisdiction.here(end))
      .some(({ jurisdiction }) => jurisdiction.routes.some(({ row }) => row.at === at && wanted.includes(row.route)));
  if (!knows(origin, 'origin', ['rejected_goods_repayment', 'drawback'])) return undefined;
  return knows(to, 'destination', ['returned_goods_relief']) ? 'of_the_first' : 'of_this_export';
}

const readAsFirst =
  'The claim is taken to be of the export by which the goods once left the place they come back to. One for this very export, of rejected goods, is none of it.';

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

/**
 * The lists are from memory and move often: a place on one of them stops the goods until there is a licence. That the parties
 * are on no list lifts no embargo: it is of the place.
 */
function destinationFinding(
  { origin, destination: to, licence }: CustomsFacts,
  places: readonly Place[],
): GuardFinding {
  const listed = (jurisdiction: Jurisdiction) =>
    jurisdiction.document.restricted.countries.filter((country) => country === to || country === origin);
  const hits = [...new Set(places.flatMap(({ jurisdiction }) => listed(jurisdiction)))].toSorted();
  const basis = [
    ...new Set(places.flatMap(({ jurisdiction }) => jurisdiction.basis(jurisdiction.document.restricted.sources))),
  ];
  const granted = licence?.granted === true;
  if (places.length === 0 && !granted)
    return finding(destination, { status: 'unknown', basis, needs: ['/licence/granted'] });
  if (hits.length === 0) return finding(destination, { status: 'met', basis, needs: [] });
  const codes = new Set(places.map(({ jurisdiction }) => jurisdiction.code));
  const by = granted
    ? `A licence or exemption is stated${licence.reference ? `: ${licence.reference}` : ''}.`
    : 'Only a licence or an exemption of the authority lifts it.';
  const detail = `Restricted by the rules of ${[...codes].join(' or ')}: ${hits.join(', ')}. ${by}`;
  return finding(destination, { status: granted ? 'met' : 'not_met', basis, needs: [], detail });
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
  const wanted = ['outboundInvoice.value', 'outboundInvoice.units', 'goods.units', at].filter(
    (path) => factAt(path)(facts) === undefined,
  );
  const working = place && new Working(facts, place);
  const [invoiced, stated] = ['outboundInvoice.value', at].map((path) => working?.read(path, 'value'));
  if (!invoiced || !stated || invoice?.units === undefined || goods.units === undefined)
    return finding(value, {
      status: 'unknown',
      basis,
      needs: (wanted.length > 0 ? wanted.toSorted() : ['exchangeRates']).map(pointerTo),
    });
  const more = goods.units > invoice.units;
  const expected = invoiced.exact.times(String(goods.units)).div(String(invoice.units));
  const tolerance = Decimal(String(goods.units)).div('100');
  const agrees = expected.minus(stated.exact).abs().lte(tolerance);
  if (agrees && !more) return finding(value, { status: 'met', basis, needs: [] });
  const explained = facts.valueDifference;
  const detail = more
    ? `Invoice ${invoice.reference} is of ${invoice.units} units, and here are ${goods.units}.`
    : `By invoice ${invoice.reference} ${goods.units} of ${invoice.units} units are worth ${textOf(expected)}; stated is ${textOf(stated.exact)}${explained ? ` (${explained})` : ''}.`;
  return finding(value, { status: explained && !more ? 'met' : 'not_met', basis, needs: [], detail });
}
