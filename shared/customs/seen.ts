import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsRoute } from '../contracts/customs-basis.ts';

/** The facts of a movement as the rules of one end read them, and as one route does: the same words mean other legs there. */

export interface Seen {
  readonly facts: CustomsFacts;
  /** Pointers to facts as the rules name them, and to those that are to be stated for them. */
  readonly told: ReadonlyMap<string, string>;
}

export const goesForWork = ({ activity }: Pick<CustomsFacts, 'activity'>): boolean =>
  activity === 'repair' || activity === 'exchange';

/** What rules ask of goods that come back, and where it is stated of those that go for work to where they once left. */
const atFirst = [
  ['/goods/inFreeCirculation', 'inFreeCirculation'],
  ['/claimed/repayment', 'repayment'],
  ['/proofOfExport', 'proof'],
  ...(['carriedOut', 'onlyNecessary', 'advancedInValue'] as const).map((name) => [`/work/${name}`, name] as const),
  ...(
    [
      'withinPeriod',
      'unaltered',
      'specialCircumstances',
      'sameEndUse',
      'exportedFor',
      'samePerson',
      'notToSpecification',
      'proof',
    ] as const
  ).map((name) => [`/returned/${name}`, name] as const),
] as const satisfies readonly (readonly [string, keyof NonNullable<CustomsFacts['firstExport']>])[];

const firstLeg: ReadonlyMap<string, string> = new Map([
  ['/dates/exported', '/dates/firstExported'],
  ['/dates/reimported', '/dates/exported'],
  ['/goods/value', '/goods/valueBeforeExport'],
  ['/rates/duty', '/importForWork/rates/duty'],
  ['/rates/additional', '/importForWork/rates/additional'],
  ['/rates/importTaxPercent', '/importForWork/rates/importTaxPercent'],
  ...atFirst.map(([asked, name]) => [asked, `/firstExport/${name}`] as const),
]);
const asTold: ReadonlyMap<string, string> = new Map();

/** Rates are those of one import, and say nothing of the other end's tariff. */
export function seenFrom(end: 'origin' | 'destination', facts: CustomsFacts): Seen {
  const forWork = goesForWork(facts);
  if (forWork && end === 'destination') return whereWorkIsDone(facts);
  const { rates: _, ...unrated } = facts;
  return { facts: facts.activity === undefined || forWork === (end === 'origin') ? facts : unrated, told: asTold };
}

/**
 * Where goods go for work, the destination asks after the leg by which they once left it: its period of returned goods runs
 * from then (Regulation (EU) No 952/2013, Art. 203(1)) until they arrive there, which is when they set out for the work; and
 * not from that day. They are imported as they stood when they left, at the rates of that import; a duty that was assessed
 * is of their way back. So are the proof of their export, their status and what was claimed on it, and the work: what they
 * are relieved by there is stated of their first export alone.
 */
function whereWorkIsDone(facts: CustomsFacts): Seen {
  const { goods, assessed, dates = {}, firstExport = {} } = facts;
  const { inFreeCirculation, repayment, carriedOut, onlyNecessary, advancedInValue, ...returned } = firstExport;
  const { firstExported, exported: setOut, ...days } = dates;
  return {
    facts: {
      ...facts,
      goods: { ...goods, value: goods.valueBeforeExport, inFreeCirculation },
      rates: facts.importForWork?.rates,
      assessed: { ...assessed, duty: undefined, dutyRoute: undefined, fullDuty: undefined },
      dates: { ...days, exported: firstExported, reimported: setOut ?? days.reimported },
      work: { carriedOut, onlyNecessary, advancedInValue },
      proofOfExport: undefined,
      claimed: { repayment },
      returned,
    },
    told: firstLeg,
  };
}

/** A repair that an agreement frees is outward processing all the same, and needs no authorisation of its own. */
export const covers = (procedures: readonly CustomsRoute[], route: CustomsRoute): boolean =>
  procedures.includes(route) || (route === 'agreement_repair_relief' && procedures.includes('outward_processing'));

/**
 * As a route reads them: an authorisation that is for other routes is none for this one. Whether there is another is not
 * known then, and what is asked for is the routes it covers.
 */
export function seenFor(route: CustomsRoute, { facts, told }: Seen): Seen {
  const { authorisation, ...others } = facts;
  if (!authorisation?.procedures || covers(authorisation.procedures, route)) return { facts, told };
  const wanted = ['held', 'kind', 'periodEnd', 'extendedUntil', 'usesWithinYear'].map(
    (name) => [`/authorisation/${name}`, '/authorisation/procedures'] as const,
  );
  return { facts: others, told: new Map([...told, ...wanted]) };
}

/** Pointers to the facts that are to be stated, each once. */
export const askedFor = (pointers: readonly string[], { told }: Pick<Seen, 'told'>): string[] => [
  ...new Set(pointers.map((one) => told.get(one) ?? one)),
];
