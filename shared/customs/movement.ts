import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsRoute } from '../contracts/customs-basis.ts';
import type { CustomsAuthorisation, CustomsLane } from '../contracts/customs-records.ts';
import type { ReasonCode, Resolution } from '../contracts/decision.ts';
import type { RequestLine } from '../contracts/intake.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { ReturnCustoms } from '../contracts/return-customs-answer.ts';
import { allocateEqually } from '../money/allocate.ts';
import { sum } from '../money/amount.ts';
import { serialsOf } from '../orders/kits.ts';
import { verifiedSerials } from '../returns/verified-serials.ts';
import { assumedOf } from './assumed.ts';
import { addMonths, type Day } from './calendar.ts';
import { covers, goesForWork } from './seen.ts';
import { customsTerritory } from './territory.ts';

/** The movement a line of a return request makes, as facts. What nobody told is left out, so that it stays unknown. */

/** What compliance keeps of the way the goods take. */
export interface MovementRecords {
  /** Who is of record on the way. */
  lane?: CustomsLane | undefined;
  /** Who is of record on the opposite way, by which the goods once came. */
  back?: CustomsLane | undefined;
  authorisations: readonly { authorisation: string; used: number; document: CustomsAuthorisation }[];
}

export interface Movement {
  on: Day;
  /** Where the goods are, and where they go. */
  from: string;
  to: string;
  asked: RequestLine;
  /** What the reason counts as, whatever the brand calls it. */
  reason: ReasonCode | undefined;
  line: OrderLine;
  business: boolean;
  /** Whether there are rules for the place they leave: what comes back there is relieved by them. */
  relievedAtHome: boolean;
}

export const laneBetween = (from: string, to: string): string => `${customsTerritory(from)}-${customsTerritory(to)}`;

/**
 * What happens at the destination under a resolution: goods to be repaired come back to where they are. So does what is given
 * for them, but that counts only where the rules of that place know it; else they are goods returned for good.
 */
export function activityFor(resolution: Resolution, relievedAtHome: boolean): NonNullable<CustomsFacts['activity']> {
  if (resolution === 'repair') return 'repair';
  const exchanged = resolution === 'exchange' || resolution === 'replacement';
  return exchanged && relievedAtHome ? 'exchange' : 'return';
}

/** As the request says; where it wishes for nothing, goods that fail under warranty are repaired. */
const activityOf = ({ asked, reason, relievedAtHome }: Movement): NonNullable<CustomsFacts['activity']> =>
  activityFor(asked.preference ?? (reason === 'warranty_repair' ? 'repair' : 'refund'), relievedAtHome);

/** The facts of a line's movement that the order, the request and the brand's records tell. */
export function movementFacts(movement: Movement, records: MovementRecords): CustomsFacts {
  const { on, from, to, asked, reason, line, business } = movement;
  const { customs = {} } = line;
  const activity = activityOf(movement);
  const value =
    customs.value &&
    sum(customs.value.currency, allocateEqually(customs.value, line.quantity).slice(0, asked.quantity));
  const { outboundInvoice } = customs;
  const authorisation = authorisationFor(movement, activity, records);
  const assumed = assumedOf(
    activity,
    movement,
    sameParty(records.lane?.importerOfRecord, records.back?.exporterOfRecord),
  );
  return {
    on,
    origin: from,
    destination: to,
    activity,
    ...(reason && { reason }),
    goods: {
      ...defined({
        description: customs.description ?? line.title,
        originCountry: customs.originCountry,
        cnCode: customs.cnCode,
        tariffNumber: customs.tariffNumber,
        inFreeCirculation: customs.inFreeCirculation,
        capMeasures: customs.capMeasures,
        antiDumping: customs.antiDumping,
        battery: customs.battery,
        serials: serialsThatLeft(asked, line),
      }),
      units: asked.quantity,
      ...(business && { commercial: true }),
      ...(value && (activity === 'return' ? { value } : { valueBeforeExport: value })),
    },
    ...(activity === 'return' && {
      returned: {
        exportedFor: 'sale' as const,
        ...(assumed.includes('/returned/unaltered') && { unaltered: true }),
        ...(assumed.includes('/returned/samePerson') && { samePerson: true }),
      },
      ...(assumed.includes('/rejected/defectiveAtRelease') && { rejected: { defectiveAtRelease: false } }),
    }),
    ...(assumed.length > 0 && { assumed }),
    ...((customs.dutyRate || customs.importTaxPercent !== undefined) && {
      rates: defined({ duty: customs.dutyRate, importTaxPercent: customs.importTaxPercent }),
    }),
    ...(authorisation && { authorisation: authorised(authorisation.document, on) }),
    dates: plannedDates(activity, on, exportedBy(on, customs)),
    ...(outboundInvoice && {
      outboundInvoice: {
        reference: outboundInvoice.reference,
        ...defined({
          mrn: outboundInvoice.mrn,
          value: customs.value,
          cnCode: customs.cnCode,
          description: customs.description,
        }),
        units: line.quantity,
      },
    }),
    ...(outboundInvoice?.mrn !== undefined && activity === 'return' && { proofOfExport: true }),
    ...(customs.repaymentClaimed !== undefined && { claimed: { repayment: customs.repaymentClaimed } }),
    ...(goesForWork({ activity }) && { firstExport: firstExportOf(customs) }),
    parties: partiesOf(records, on),
  };
}

/** When the goods left. A day that is still to come is none: that of the export is then not known. */
const exportedBy = (on: Day, { exportedOn }: NonNullable<OrderLine['customs']>): Day | undefined =>
  exportedOn !== undefined && exportedOn <= on ? exportedOn : undefined;

/** What the order knows of the export by which goods that go for work once left the place they go to. */
const firstExportOf = (customs: NonNullable<OrderLine['customs']>): NonNullable<CustomsFacts['firstExport']> =>
  defined({
    inFreeCirculation: customs.inFreeCirculation,
    repayment: customs.repaymentClaimed,
    proof: customs.outboundInvoice?.mrn === undefined ? undefined : true,
  });

/**
 * The day that a movement asked for today is planned for: it is on its way within days. Goods that come back for good are
 * imported then; those that go out to be worked on are exported, and when they come back nobody knows yet.
 * @param first when they once went out: to be worked on is not what that export was for
 */
export function plannedDates(
  activity: NonNullable<CustomsFacts['activity']>,
  on: Day,
  first?: Day | undefined,
): NonNullable<CustomsFacts['dates']> {
  if (activity === 'return') return { ...defined({ exported: first }), reimported: on };
  return activity === 'demonstration' ? {} : { ...defined({ firstExported: first }), exported: on };
}

/** When goods once went out, by the dates of a movement. */
export const firstExport = ({ activity = 'return', dates = {} }: Pick<CustomsFacts, 'activity' | 'dates'>) =>
  goesForWork({ activity }) ? dates.firstExported : (dates.firstExported ?? dates.exported);

/**
 * Serial numbers of the units as they left: those of them that were sold, and of none that only the customer names. Where
 * none of the named ones was sold on the line, all that were: what comes back has to be among them.
 */
function serialsThatLeft(asked: RequestLine, line: OrderLine): string[] | undefined {
  const verified = verifiedSerials(asked, line);
  const left = verified.length > 0 ? verified : serialsOf(line);
  return left.length > 0 ? [...left] : undefined;
}

/** An authorisation as the facts state it; the period for the re-import, where it sets one, runs from the export. */
export const authorised = (
  { kind, number, procedures, reimportMonths }: CustomsAuthorisation,
  exported: Day,
): NonNullable<CustomsFacts['authorisation']> => ({
  held: true,
  kind,
  number,
  procedures,
  ...(reimportMonths !== undefined && { periodEnd: addMonths(exported, reimportMonths) }),
});

/** Who is of record: known for certain, since the brand's records are complete. */
export function partiesOf({ lane }: MovementRecords, on: Day): NonNullable<CustomsFacts['parties']> {
  const power = lane?.broker?.powerOfAttorney;
  return {
    exporterOfRecord: lane?.exporterOfRecord !== undefined,
    importerOfRecord: lane?.importerOfRecord !== undefined,
    represented: lane?.broker !== undefined,
    ...(power && power.from <= on && { authorityUntil: power.until }),
  };
}

/** Routes an authorisation may be for, those first that it is most asked for. */
const wanted = {
  repair: ['outward_processing', 'agreement_repair_relief', 'vat_only_processing'],
  exchange: ['standard_exchange', 'standard_exchange_prior_import'],
  demonstration: [],
  return: [],
} as const satisfies Record<NonNullable<CustomsFacts['activity']>, readonly CustomsRoute[]>;

/**
 * The authorisation the brand holds for it, if there is one: in force, for this place and these goods, not used up, and held
 * by who is exporter of record: where nobody is, or somebody else, it cannot be told whether it covers the movement. Of
 * several a full one, then the one for what is most asked for. `on` is the day the goods are exported: a movement's is planned
 * for the day it is asked for.
 */
export function authorisationFor(
  {
    on,
    from,
    line,
  }: Pick<Movement, 'on' | 'from'> & { line: { customs?: { cnCode?: string | undefined } | undefined } },
  activity: NonNullable<CustomsFacts['activity']>,
  { lane, authorisations }: MovementRecords,
): MovementRecords['authorisations'][number] | undefined {
  const home = customsTerritory(from);
  const rank = ({ procedures }: CustomsAuthorisation) => {
    const first = wanted[activity].findIndex((one) => procedures.includes(one));
    return first < 0 ? wanted[activity].length : first;
  };
  const code = line.customs?.cnCode?.slice(0, 8);
  const found = authorisations.filter(
    ({ used, document }) =>
      document.jurisdiction === home &&
      document.from <= on &&
      on <= document.until &&
      used < (document.allowedUses ?? Number.POSITIVE_INFINITY) &&
      rank(document) < wanted[activity].length &&
      sameParty(document.holder, lane?.exporterOfRecord) &&
      (document.cnCodes === undefined || document.cnCodes.some((one) => one.slice(0, 8) === code)),
  );
  const order = ({ document }: (typeof found)[number]) =>
    (document.kind === 'full' ? 0 : wanted.repair.length) + rank(document);
  return found.toSorted((a, b) => order(a) - order(b))[0];
}

/** The authorisation that a decision goes by: one that its route needs and that covers it. Others are not used by it. */
export const usedBy = <Found extends { document: CustomsAuthorisation }>(
  { standing, route }: Pick<ReturnCustoms, 'standing' | 'route'>,
  found: Found | undefined,
): Found | undefined =>
  found && standing === 'known' && route && covers(found.document.procedures, route) ? found : undefined;

const sameParty = (a: { number: string } | undefined, b: { number: string } | undefined): boolean =>
  a !== undefined && a.number === b?.number;

/** Without the fields that are not known. */
function defined<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: NonNullable<Fields[Key]>;
  };
}
