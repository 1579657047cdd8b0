import type { BrandConfiguration } from '../../contracts/configuration.ts';
import type { CustomsFacts } from '../../contracts/customs.ts';
import type { Determination, LegalBasis } from '../../contracts/customs-answers.ts';
import {
  type Consignment,
  type ConsignmentLine,
  consignment,
  type Grant,
} from '../../contracts/customs-consignment.ts';
import type { Portion } from '../../contracts/return.ts';
import type { CustomsDecision } from '../../contracts/return-customs.ts';
import type { MovementRecords } from '../../customs/movement.ts';
import { allocateEqually } from '../../money/allocate.ts';
import { add, sum } from '../../money/amount.ts';
import type { Return } from '../../returns/change.ts';
import { nextPapers, portionsOnPapers } from '../../returns/customs-papers.ts';
import { papersOf } from '../../returns/papers-due.ts';

/** What was decided of a portion, newest, with the whole determination made again from it. */
export interface DecidedPortion {
  readonly decision: CustomsDecision;
  readonly determination: Determination;
}

export interface ConsignmentProps {
  readonly current: Return;
  readonly configuration: Pick<BrandConfiguration, 'returnAddress' | 'sites'>;
  /** By portion. */
  readonly decided: ReadonlyMap<string, DecidedPortion>;
  /** What compliance keeps of the way, for who the broker is and whose the authorisations are. */
  readonly records: MovementRecords;
}

/**
 * The goods of a return that are to cross the border, as their papers need them: from the return, the facts they were
 * decided on, and the brand's records. Nothing is made up: what none of them tells is left out.
 * @returns undefined where no portion has a decision
 */
export function consignmentOf({ current, configuration, decided, records }: ConsignmentProps): Consignment | undefined {
  const { head, shipments, statement } = current;
  const portions = portionsOnPapers(current, papersOf(current)).filter(({ id }) => decided.has(id));
  const all = portions.flatMap(({ id }) => decided.get(id) ?? []);
  const [first] = all;
  if (!first) return undefined;
  const { facts, answer } = first.decision;
  const parcels = shipments.filter(
    ({ label, portions: inside }) => label && portions.some(({ id }) => inside.includes(id)),
  );
  const [parcel, other] = parcels;
  const broker = records.lane?.broker;
  const until = broker?.powerOfAttorney?.until;
  return consignment.parse({
    reference: head.rma,
    version: nextPapers(current),
    // The day of the last commit: made again after an interruption, the papers are the same.
    on: head.updatedAt.slice(0, 10),
    from: facts.origin,
    to: facts.destination,
    lane: answer.lane,
    sale: false,
    sender: statement.person.address,
    consignee: configuration.sites?.find(({ id }) => id === portions[0]?.site)?.address ?? configuration.returnAddress,
    exporterOfRecord: answer.exporterOfRecord,
    importerOfRecord: answer.importerOfRecord,
    broker: broker && { name: broker.name, number: broker.number, authorityUntil: until },
    carriage:
      parcel?.carrier === undefined
        ? undefined
        : { carrier: parcel.carrier, trackingNumber: other ? undefined : parcel.trackingNumber },
    packages: parcels.length > 0 ? parcels.length : undefined,
    lines: portions.map((portion) => {
      const position = parcels.findIndex(({ portions: inside }) => inside.includes(portion.id));
      const own = decided.get(portion.id);
      if (!own) throw new Error(`Portion ${portion.id} has a decision`);
      return { ...lineOf(portion, own, records), package: position < 0 ? undefined : position + 1 };
    }),
    packs: distinct(all.flatMap(({ decision }) => decision.answer.packs)),
    unconfirmed: distinct(
      all.flatMap(({ determination }) => chosenRoutes(determination).flatMap(unconfirmedOf(determination))),
    ),
  });
}

const distinct = <Item extends object>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

const chosenRoutes = ({ chosen, routes }: Determination) =>
  (['origin', 'destination'] as const).flatMap(
    (at) => routes.find((one) => one.at === at && one.id === chosen[at]) ?? [],
  );

const unconfirmedOf =
  ({ sources }: Determination) =>
  ({ unconfirmed }: { readonly unconfirmed: readonly string[] }): LegalBasis[] =>
    unconfirmed.flatMap((key) => sources[key] ?? []);

function lineOf(
  portion: Portion,
  { decision, determination }: DecidedPortion,
  records: MovementRecords,
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
    value: valueAsSent(facts, portion),
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
    repair: activity === 'repair' ? repairOf(facts) : undefined,
  };
}

/** What the goods are worth as they leave; of goods that were split since, the share of these units. */
function valueAsSent({ activity, goods }: CustomsFacts, { quantity }: Portion) {
  const { value, valueBeforeExport, units = quantity } = goods;
  const whole =
    activity === 'repair' || activity === 'exchange' ? (valueBeforeExport ?? value) : (value ?? valueBeforeExport);
  if (!whole || units === quantity) return whole;
  return units < quantity ? undefined : sum(whole.currency, allocateEqually(whole, units).slice(0, quantity));
}

function batteryOf({ battery }: CustomsFacts['goods']): ConsignmentLine['battery'] {
  if (battery?.unNumber) return battery.unNumber;
  const { chemistry } = battery ?? {};
  if (chemistry === 'none' || chemistry === 'other') return chemistry;
  return chemistry === undefined ? undefined : 'lithium';
}

function repairOf({ charges = {}, warranty, goods }: CustomsFacts): ConsignmentLine['repair'] {
  const { repair, labour, parts, valueOfRepair } = charges;
  const itemised = labour && parts && labour.currency === parts.currency ? add(labour, parts) : undefined;
  return {
    freeOfCharge: warranty?.freeOfCharge,
    charge: repair ?? itemised,
    value: valueOfRepair,
    valueAfter: goods.value,
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
