import type { CustomsFacts } from '../../contracts/customs.ts';
import type { Determination } from '../../contracts/customs-answers.ts';
import type { ConsignmentLine, Grant } from '../../contracts/customs-consignment.ts';
import type { Portion } from '../../contracts/return.ts';
import type { CustomsDecision } from '../../contracts/return-customs.ts';
import type { Money } from '../../contracts/values.ts';
import type { MovementRecords } from '../../customs/movement.ts';
import { isSettled } from '../../customs/standing.ts';
import { allocateEqually } from '../../money/allocate.ts';
import { add, sum } from '../../money/amount.ts';

/** One line of a consignment: a portion of a return, as it was decided. */

/** What was decided of goods, newest, with the whole determination made again from it. */
export interface DecidedGoods {
  readonly decision: CustomsDecision;
  readonly determination: Determination;
}

const ends = ['origin', 'destination'] as const;
/** What is granted at an end; undefined while that is not settled. */
function routeAt({ chosen, routes }: Determination, end: (typeof ends)[number]) {
  const here = routes.filter(({ at }) => at === end);
  const route = here.find(({ id }) => id === chosen[end]);
  return route && isSettled(route, here) ? route : undefined;
}

/** What is granted: at each end the route chosen there. */
export const chosenRoutes = (determination: Determination) => ends.flatMap((end) => routeAt(determination, end) ?? []);

/** Jurisdictions whose rules are known, and where the facts do not settle a route yet. */
function openIn(determination: Determination): string[] {
  const open = ends.filter((end) => routeAt(determination, end) === undefined);
  return [
    ...new Set(determination.routes.filter(({ at }) => open.includes(at)).map(({ jurisdiction }) => jurisdiction)),
  ];
}

interface LineContext {
  readonly records: MovementRecords;
  /** Units decided on with these that stand before them. */
  readonly unitsBefore: number;
}

export function lineOf(
  portion: Portion,
  { decision, determination }: DecidedGoods,
  { records, unitsBefore }: LineContext,
): ConsignmentLine {
  const { facts } = decision;
  const { goods, activity } = facts;
  const { customs } = portion;
  const invoice = facts.outboundInvoice?.reference ?? customs?.invoice;
  return {
    line: portion.id,
    description: goods.description ?? portion.title,
    reason: portion.reason,
    activity,
    cnCode: goods.cnCode,
    tariffNumber: goods.tariffNumber,
    originCountry: goods.originCountry,
    units: portion.quantity,
    serials: portion.serials,
    value: valueAsSent(facts, portion, unitsBefore),
    netGrams: portion.weightGrams ? portion.weightGrams * portion.quantity : undefined,
    battery: batteryOf(goods),
    outbound:
      invoice === undefined
        ? undefined
        : {
            invoice,
            mrn: customs?.mrn,
            // Goods that go out to be worked on are exported yet: that day is only planned.
            exportedOn: activity === 'return' ? facts.dates?.exported : undefined,
          },
    grants: chosenRoutes(determination).map((route) => grantOf(route, determination, facts, records)),
    openIn: openIn(determination),
    repair: activity === 'repair' ? repairOf(facts, portion, unitsBefore) : undefined,
  };
}

/** What the goods are worth as they leave; of goods that were split since, the share of these units. */
function valueAsSent({ activity, goods }: CustomsFacts, portion: Portion, unitsBefore: number) {
  const { value, valueBeforeExport } = goods;
  const worked = activity === 'repair' || activity === 'exchange';
  const whole = worked ? (valueBeforeExport ?? value) : (value ?? valueBeforeExport);
  return shareOf(whole, goods, portion, unitsBefore);
}

/** Of an amount for all the units that were decided on together, the part for these. */
function shareOf(whole: Money | undefined, goods: CustomsFacts['goods'], { quantity }: Portion, unitsBefore: number) {
  const { units = quantity } = goods;
  if (!whole || units === quantity) return whole;
  const shares = allocateEqually(whole, units).slice(unitsBefore, unitsBefore + quantity);
  return shares.length === quantity ? sum(whole.currency, shares) : undefined;
}

function batteryOf({ battery }: CustomsFacts['goods']): ConsignmentLine['battery'] {
  if (battery?.unNumber) return battery.unNumber;
  const { chemistry } = battery ?? {};
  if (chemistry === 'none' || chemistry === 'other') return chemistry;
  return chemistry === undefined ? undefined : 'lithium';
}

/** The work as it is charged; of goods that were split since, the share of these units. */
function repairOf(
  { charges = {}, warranty, goods }: CustomsFacts,
  portion: Portion,
  unitsBefore: number,
): ConsignmentLine['repair'] {
  const share = (whole: Money | undefined) => shareOf(whole, goods, portion, unitsBefore);
  const { repair, labour, parts, valueOfRepair } = charges;
  const itemised = labour && parts && labour.currency === parts.currency ? add(labour, parts) : undefined;
  return {
    freeOfCharge: warranty?.freeOfCharge,
    charge: share(repair ?? itemised),
    value: share(valueOfRepair),
    valueAfter: share(goods.value),
  };
}

function grantOf(
  { at, jurisdiction, route, title, provision, demands }: ReturnType<typeof chosenRoutes>[number],
  { sources }: Determination,
  { authorisation }: CustomsFacts,
  { authorisations }: MovementRecords,
): Grant {
  const needsAuthorisation = demands.authorisation !== undefined;
  const number = needsAuthorisation ? authorisation?.number : undefined;
  const holder = authorisations.find(({ document }) => document.number === number)?.document.holder;
  return {
    at,
    jurisdiction,
    route,
    title,
    provision,
    procedures: demands.procedures.map(({ basis: _, ...procedure }) => procedure),
    authorisation: number === undefined ? undefined : { number, holder },
    needsAuthorisation,
    papers: demands.documents.map(({ basis, ...paper }) => ({
      ...paper,
      basis: basis.flatMap((key) => sources[key] ?? []),
    })),
  };
}
