import type { BrandConfiguration } from '../../contracts/configuration.ts';
import type { LegalBasis } from '../../contracts/customs-basis.ts';
import { type Consignment, consignment } from '../../contracts/customs-consignment.ts';
import type { Portion } from '../../contracts/return.ts';
import type { Address } from '../../contracts/values.ts';
import type { MovementRecords } from '../../customs/movement.ts';
import type { Return } from '../../returns/change.ts';
import { questionOf } from '../../returns/customs.ts';
import { nextPapers, portionsOnPapers } from '../../returns/customs-papers.ts';
import { papersOf } from '../../returns/papers-due.ts';
import { chosenRoutes, type DecidedGoods, lineOf } from './consignment-line.ts';

export interface ConsignmentProps {
  readonly current: Return;
  readonly configuration: Pick<BrandConfiguration, 'returnAddress' | 'sites'>;
  /** By `decisionName` of a portion. */
  readonly decided: ReadonlyMap<string, DecidedGoods>;
  /** What compliance keeps of the way from one country to another, for who the broker is and whose the authorisations are. */
  readonly recordsOf: (from: string, to: string) => MovementRecords;
}

/** A decision among those of its return: on which question, and which of them. */
export const decisionName = (question: string, version: number | undefined): string => `${question} ${version}`;

/**
 * The goods of a return that are to cross the border, as their papers need them: a consignment for each place they go to.
 * From the return, the facts they were decided on, and the brand's records: what none of them tells is left out.
 */
export function consignmentsOf(props: ConsignmentProps): Consignment[] {
  const { current, decided } = props;
  const groups = new Map<string, Goods[]>();
  for (const portion of portionsOnPapers(current, papersOf(current))) {
    const own = decided.get(decisionName(questionOf(portion), portion.customs?.version));
    if (!own)
      throw new Error(`Portion ${portion.id} of return ${current.head.rma} crosses a border, and has no decision`);
    const { origin, destination } = own.decision.facts;
    const to = [portion.site, origin, destination].join(' ');
    groups.set(to, [...(groups.get(to) ?? []), { portion, ...own }]);
  }
  return [...groups.values()].map((goods, i) => consignmentOf(props, goods, groups.size > 1 ? i + 1 : undefined));
}

type Goods = DecidedGoods & { readonly portion: Portion };

/** @param number which of several it is */
function consignmentOf(
  { current, configuration, recordsOf }: ConsignmentProps,
  goods: readonly Goods[],
  number: number | undefined,
): Consignment {
  const { head, shipments, statement } = current;
  const [first] = goods;
  if (!first) throw new Error('A consignment has goods');
  const { facts, answer } = first.decision;
  const records = recordsOf(facts.origin, facts.destination);
  const parcels = shipments.filter(
    ({ label, portions }) => label && goods.some(({ portion }) => portions.includes(portion.id)),
  );
  const [parcel, other] = parcels;
  const broker = records.lane?.broker;
  const { sites = [], returnAddress } = configuration;
  const site = sites.find(({ id }) => id === first.portion.site);
  return consignment.parse({
    reference: number === undefined ? head.rma : `${head.rma}/${number}`,
    version: nextPapers(current),
    // The day of the last commit: made again after an interruption, the papers are the same.
    on: head.updatedAt.slice(0, 10),
    from: facts.origin,
    to: facts.destination,
    lane: answer.lane,
    sale: false,
    sender: statement.person.address && placeOf(statement.person.address),
    consignee: placeOf(parcel?.to ?? site?.address ?? returnAddress),
    exporterOfRecord: answer.exporterOfRecord,
    importerOfRecord: answer.importerOfRecord,
    broker: broker && {
      name: broker.name,
      number: broker.number,
      authorityUntil: broker.powerOfAttorney?.until,
    },
    incoterm: records.lane?.deliveryTerms,
    carriage:
      parcel?.carrier === undefined
        ? undefined
        : { carrier: parcel.carrier, trackingNumber: other ? undefined : parcel.trackingNumber },
    packages: parcels.length > 0 ? parcels.length : undefined,
    lines: goods.map(({ portion, ...own }) => {
      const position = parcels.findIndex(({ portions }) => portions.includes(portion.id));
      const line = lineOf(portion, own, { records, unitsBefore: unitsBefore(current, portion) });
      return { ...line, package: position < 0 ? undefined : position + 1 };
    }),
    packs: distinct(goods.flatMap(({ decision }) => decision.answer.packs)),
    unconfirmed: distinct(
      goods.flatMap(({ determination }) =>
        chosenRoutes(determination).flatMap(({ unconfirmed }): LegalBasis[] =>
          unconfirmed.flatMap((key) => determination.sources[key] ?? []),
        ),
      ),
    ),
  });
}

/** Units of the same question that stand before these: a value is shared out in that order, so that parts sum to the whole. */
function unitsBefore({ portions }: Return, portion: Portion): number {
  const same = portions.filter((one) => questionOf(one) === questionOf(portion));
  const before = same.slice(
    0,
    same.findIndex(({ id }) => id === portion.id),
  );
  return before.reduce((sum, { quantity }) => sum + quantity, 0);
}

const placeOf = ({ name, line1, line2, city, region, postalCode, country }: Address) => ({
  name,
  line1,
  line2,
  city,
  region,
  postalCode,
  country,
});

const distinct = <Item extends object>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
