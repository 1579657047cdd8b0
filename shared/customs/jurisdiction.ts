import type { CustomsFacts } from '../contracts/customs.ts';
import type { RouteAnswer } from '../contracts/customs-answers.ts';
import type { LegalBasis, PackVersion } from '../contracts/customs-basis.ts';
import type { Day } from './calendar.ts';
import { type Check, compile } from './condition.ts';
import type { Exact } from './decimal.ts';
import type { PackDocument, RouteRow, Test } from './pack.ts';
import { customsTerritory } from './territory.ts';

/** What a jurisdiction computes in a way of its own: small functions beside its document. */
export interface Formulas {
  /** Whether a rate published on that day is the one for a declaration on `on`. */
  rateInForce(on: Day, publishedOn: Day): boolean;
  /**
   * The part of a specific duty that falls on work done abroad: a fraction, in major units. A value that is not known is
   * undefined; then the answer names what it lacks, as paths of facts.
   */
  specificShare(values: SpecificValues): { part: Exact; of: Exact } | { lacks: readonly string[] };
  /** Bond for a temporary import, from the pack's figures. */
  bond?(given: BondValues): { exact: Exact; formula: string };
  /** How an import is reported, where that is not under the tariff number alone. */
  reporting?(facts: CustomsFacts, row: RouteRow, figures: Readonly<Record<string, string>>): RouteAnswer['reporting'];
}

export interface SpecificValues {
  customsValue: Exact | undefined;
  exportValue: Exact | undefined;
  base: Exact;
}

export interface BondValues {
  duties: Exact;
  fees: Exact;
  value: Exact | undefined;
  subheading: string | undefined;
  restricted: boolean;
  figures: Readonly<Record<string, Exact>>;
}

/** A route of a pack with its tests compiled. */
export interface CompiledRoute {
  readonly row: RouteRow;
  readonly conditions: readonly {
    id: string;
    title: string;
    reason: string;
    sources: readonly string[];
    check: Check;
  }[];
  readonly documents: readonly { shown: RouteAnswer['demands']['documents'][number]; where: Check | undefined }[];
}

/** A pack, compiled: made once, used for many determinations. */
export interface Jurisdiction {
  readonly code: string;
  readonly document: PackDocument;
  readonly formulas: Formulas;
  readonly version: PackVersion;
  readonly routes: readonly CompiledRoute[];
  /** A test of this pack, compiled once. */
  check(test: Test): Check;
  here(country: string): boolean;
  /** The currency of a country on a day. */
  currencyIn(country: string, on: Day): string;
  /** Keys under which an answer cites sources of this pack: 'EU/ucc-259'. */
  basis(sources: readonly string[]): string[];
  /** Its sources by these keys. */
  readonly sources: ReadonlyMap<string, LegalBasis>;
}

/**
 * Makes a jurisdiction of a pack's document and its formulas: compiles its tests, once. The document must have passed
 * `checkPack`.
 */
export function assemble(document: PackDocument, formulas: Formulas): Jurisdiction {
  const { jurisdiction: code, version, from } = document;
  const here = (country: string) => customsTerritory(country) === code || (document.countries ?? []).includes(country);
  const limits = {
    weekendsMove: document.months.weekendsMove,
    deadlines: document.deadlines ?? {},
    rateInForce: formulas.rateInForce,
  };
  const compiled = new Map<Test, Check>();
  const check = (test: Test): Check => {
    const known = compiled.get(test) ?? compile(test, here, limits);
    compiled.set(test, known);
    return known;
  };
  const basis = (sources: readonly string[]) => sources.map((source) => `${code}/${source}`);
  const conditionOf = (id: string) => {
    const condition = document.conditions[id];
    if (!condition) throw new Error(`The pack ${code} ${version} has no condition ${id}`);
    return { id, ...condition, check: check(condition.test) };
  };
  const routes = document.routes.map(
    (row): CompiledRoute => ({
      row,
      conditions: [row.purpose, ...row.conditions].map(conditionOf),
      documents: row.documents.map(({ id, title, note, where, sources = [] }) => ({
        shown: { id, title, ...(note !== undefined && { note }), basis: basis(sources) },
        where: where && check(where),
      })),
    }),
  );
  return {
    code,
    document,
    formulas,
    version: { jurisdiction: code, version, from },
    routes,
    check,
    here,
    currencyIn: (country, on) =>
      document.formerCurrencies?.[country]?.find(({ until }) => on <= until)?.currency ??
      document.currencies?.[country] ??
      document.currency,
    basis,
    sources: new Map(Object.entries(document.sources).map(([key, source]) => [`${code}/${key}`, source])),
  };
}

/** The end of a movement at which a jurisdiction's rules are asked, in one country of its territory. */
export interface Place {
  readonly jurisdiction: Jurisdiction;
  readonly country: string;
  readonly currency: string;
}

export const placeIn = (jurisdiction: Jurisdiction, country: string, on: Day): Place => ({
  jurisdiction,
  country,
  currency: jurisdiction.currencyIn(country, on),
});

/** The packs in force on a day, one a jurisdiction: the latest that has begun. */
export function inForce(packs: readonly Jurisdiction[], on: Day): Jurisdiction[] {
  const latest = new Map<string, Jurisdiction>();
  const later = (a: Jurisdiction, b: Jurisdiction) =>
    `${a.document.from} ${a.document.version}` > `${b.document.from} ${b.document.version}`;
  for (const pack of packs) {
    const known = latest.get(pack.code);
    if (pack.document.from <= on && (!known || later(pack, known))) latest.set(pack.code, pack);
  }
  return [...latest.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Just the packs of the given versions: to repeat a determination as it was made. */
export const ofVersions = (packs: readonly Jurisdiction[], versions: readonly PackVersion[]): Jurisdiction[] =>
  packs.filter((pack) =>
    versions.some(({ jurisdiction, version }) => jurisdiction === pack.code && version === pack.version.version),
  );
