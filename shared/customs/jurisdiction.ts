import type { CustomsFacts } from '../contracts/customs.ts';
import type { LegalBasis, PackVersion, RouteAnswer } from '../contracts/customs-answers.ts';
import type { Day } from './calendar.ts';
import { type Check, compile, factPaths, pathsIn } from './condition.ts';
import type { Exact } from './decimal.ts';
import { type PackDocument, packDocument, type RouteRow, type Test } from './pack.ts';
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
  reporting?(facts: CustomsFacts, row: RouteRow, figures: PackDocument['figures']): RouteAnswer['reporting'];
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

/** A pack, parsed, checked and compiled: made once, used for many determinations. */
export interface Jurisdiction {
  readonly code: string;
  readonly document: PackDocument;
  readonly formulas: Formulas;
  readonly version: PackVersion;
  readonly routes: readonly CompiledRoute[];
  /** A test of this pack, compiled once. */
  check(test: Test): Check;
  here(country: string): boolean;
  currencyIn(country: string): string;
  /** Keys under which an answer cites sources of this pack: 'EU/ucc-259'. */
  basis(sources: readonly string[]): string[];
  /** Its sources by these keys. */
  readonly sources: ReadonlyMap<string, LegalBasis>;
}

/** A pack that cannot be used: each fault, and where it is. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly faults: readonly string[];
  constructor(pack: string, faults: readonly string[]) {
    super(`The rule pack ${pack} cannot be used: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

/**
 * Makes a jurisdiction of a pack's document and its formulas.
 * @throws PackError naming each reference to a condition, source, deadline, security or fact that does not exist
 */
export function assemble(written: unknown, formulas: Formulas): Jurisdiction {
  const parsed = packDocument.safeParse(written);
  if (!parsed.success)
    throw new PackError(
      'document',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  const document = parsed.data;
  const { jurisdiction: code, version, from } = document;
  const faults = faultsOf(document);
  if (faults.length > 0) throw new PackError(`${code} ${version}`, faults);

  const here = (country: string) => customsTerritory(country) === code || document.countries.includes(country);
  const compiled = new Map<Test, Check>();
  const check = (test: Test): Check => {
    const known = compiled.get(test) ?? compile(test, here);
    compiled.set(test, known);
    return known;
  };
  const basis = (sources: readonly string[]) => sources.map((source) => `${code}/${source}`);
  const routes = document.routes.map(
    (row): CompiledRoute => ({
      row,
      conditions: [row.purpose, ...row.conditions].flatMap((id) => {
        const condition = document.conditions[id];
        return condition ? [{ id, ...condition, check: check(condition.test) }] : [];
      }),
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
    currencyIn: (country) => document.currencies[country] ?? document.currency,
    basis,
    sources: new Map(Object.entries(document.sources).map(([key, source]) => [`${code}/${key}`, source])),
  };
}

function faultsOf(document: PackDocument): string[] {
  const faults: string[] = [];
  const mustBe = (known: object, kind: string, name: string, where: string) => {
    if (!Object.hasOwn(known, name)) faults.push(`${where}: there is no ${kind} ${name}`);
  };
  const cite = (where: string, sources: readonly string[]) => {
    for (const source of sources) mustBe(document.sources, 'source', source, where);
  };
  const speak = (where: string, paths: readonly string[]) => {
    for (const path of paths) if (!factPaths.has(path)) faults.push(`${where}: there is no fact ${path}`);
  };

  for (const [id, { sources, test }] of Object.entries(document.conditions)) {
    cite(`condition ${id}`, sources);
    speak(`condition ${id}`, pathsIn(test));
  }
  for (const [id, row] of Object.entries(document.deadlines)) {
    cite(`deadline ${id}`, row.sources);
    speak(
      `deadline ${id}`,
      [row.starts, row.until, row.ends, row.extended].flatMap((path) => path ?? []),
    );
    for (const { where } of row.instead ?? []) speak(`deadline ${id}`, pathsIn(where));
    if ((row.starts === undefined) !== (row.months === undefined) || (!row.starts && !row.until))
      faults.push(`deadline ${id}: needs a start with months, or a day that is fixed`);
  }
  for (const [id, row] of Object.entries(document.securities)) {
    cite(`security ${id}`, row.sources);
    if (row.releasedBy) mustBe(document.deadlines, 'deadline', row.releasedBy, `security ${id}`);
  }
  for (const [country, { treatments }] of Object.entries(document.importTax))
    for (const treatment of Object.values(treatments)) {
      cite(`import tax ${country}`, treatment.sources);
      if ('where' in treatment && treatment.where) speak(`import tax ${country}`, pathsIn(treatment.where));
    }
  for (const rule of ['rounding', 'months', 'exchange', 'specificDuty', 'restricted'] as const)
    cite(rule, document[rule].sources);

  const used = new Set<string>();
  for (const row of document.routes) {
    const where = `route ${row.id}`;
    if (used.has(row.id)) faults.push(`${where}: this id is used twice`);
    used.add(row.id);
    for (const id of [row.purpose, ...row.conditions]) mustBe(document.conditions, 'condition', id, where);
    for (const id of row.form) if (!row.conditions.includes(id)) faults.push(`${where}: ${id} is no condition of it`);
    for (const id of row.deadlines) mustBe(document.deadlines, 'deadline', id, where);
    if (row.security) mustBe(document.securities, 'security', row.security, where);
    cite(where, row.duty.sources);
    for (const { sources } of row.procedures) cite(where, sources);
    for (const { where: test, sources = [] } of row.documents) {
      cite(where, sources);
      if (test) speak(where, pathsIn(test));
    }
  }
  return faults;
}

/** The end of a movement at which a jurisdiction's rules are asked, in one country of its territory. */
export interface Place {
  readonly jurisdiction: Jurisdiction;
  readonly country: string;
  readonly currency: string;
}

export const placeIn = (jurisdiction: Jurisdiction, country: string): Place => ({
  jurisdiction,
  country,
  currency: jurisdiction.currencyIn(country),
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
