import * as z from 'zod';
import { customsFacts } from '../contracts/customs.ts';
import { legalBasis } from '../contracts/customs-basis.ts';
import { conditionRow, type PackDocument, packDocument } from './pack.ts';
import { limitsIn, pathsIn } from './test-paths.ts';

/** What is checked of rules before they are shipped: that they say what they can say, and speak of nothing that is not. */

/** Rules that cannot be used: each fault, and where it is. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly faults: readonly string[];
  constructor(pack: string, faults: readonly string[]) {
    super(`The rule pack ${pack} cannot be used: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

/** Every path of the facts: a rule that speaks of another would be silent for ever. */
export const factPaths: ReadonlySet<string> = new Set(pathsOf(customsFacts, ''));

function pathsOf(schema: z.core.$ZodType, under: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return pathsOf(schema.unwrap() as z.core.$ZodType, under);
  const own = under ? [under] : [];
  if (!(schema instanceof z.ZodObject)) return own;
  const fields = Object.entries(schema.shape as Record<string, z.core.$ZodType>);
  return [...own, ...fields.flatMap(([name, field]) => pathsOf(field, under ? `${under}.${name}` : name))];
}

/**
 * Checks a pack's document.
 * @throws PackError naming each fault of its form, and each reference to a condition, source, deadline, security or fact
 * that does not exist
 */
export function checkPack(written: unknown): PackDocument {
  const document = inForm(packDocument, written, 'document');
  const faults = faultsOf(document);
  if (faults.length > 0) throw new PackError(`${document.jurisdiction} ${document.version}`, faults);
  return document;
}

const guardDocument = z.strictObject({
  sources: z.record(z.string(), legalBasis),
  guards: z.array(
    conditionRow.extend({
      id: z.string(),
      /** What it is where the law of these jurisdictions decides, and says otherwise. */
      elsewhere: z.array(conditionRow.extend({ jurisdictions: z.array(z.string()).min(1) })).optional(),
    }),
  ),
});
export type GuardDocument = z.infer<typeof guardDocument>;

/** Checks the document of the guards, in the same way. @throws PackError */
export function checkGuards(written: unknown): GuardDocument {
  const document = inForm(guardDocument, written, 'guards');
  const rows = document.guards.flatMap(({ id, elsewhere = [], ...own }) =>
    [own, ...elsewhere].map((row) => ({ id, ...row })),
  );
  const faults = rows.flatMap(({ id, test, sources }) => [
    ...pathsIn(test).flatMap((path) => (factPaths.has(path) ? [] : [`guard ${id}: there is no fact ${path}`])),
    ...sources.flatMap((key) =>
      Object.hasOwn(document.sources, key) ? [] : [`guard ${id}: there is no source ${key}`],
    ),
  ]);
  if (faults.length > 0) throw new PackError('guards', faults);
  return document;
}

function inForm<Schema extends z.ZodType>(schema: Schema, written: unknown, name: string): z.output<Schema> {
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new PackError(
    name,
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  );
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
    for (const limit of limitsIn(test)) mustBe(document.deadlines ?? {}, 'deadline', limit, `condition ${id}`);
  }
  for (const [id, row] of Object.entries(document.deadlines ?? {})) {
    cite(`deadline ${id}`, row.sources);
    speak(
      `deadline ${id}`,
      [
        row.starts,
        row.orStarts,
        row.until,
        row.ends,
        row.orEnds,
        row.granted,
        row.extended,
        row.waived,
        row.elapsed,
      ].flatMap((path) => path ?? []),
    );
    for (const where of [...(row.instead ?? []).map((one) => one.where), ...(row.unless ? [row.unless] : [])])
      speak(`deadline ${id}`, pathsIn(where));
    if ((row.starts === undefined) !== (row.months === undefined) || (!row.starts && !row.until))
      faults.push(`deadline ${id}: needs a start with months, or a day that is fixed`);
  }
  for (const [id, row] of Object.entries(document.securities ?? {})) {
    cite(`security ${id}`, row.sources);
    for (const { where } of row.shares ?? []) speak(`security ${id}`, pathsIn(where));
    if (row.formula === 'share_of_value' && !row.shares) faults.push(`security ${id}: there are no shares`);
    if (row.releasedBy) mustBe(document.deadlines ?? {}, 'deadline', row.releasedBy, `security ${id}`);
  }
  for (const [country, { treatments }] of Object.entries(document.importTax ?? {}))
    for (const treatment of Object.values(treatments)) {
      cite(`import tax ${country}`, treatment.sources);
      if (!('where' in treatment)) continue;
      cite(`import tax ${country}`, treatment.otherwise.sources);
      speak(`import tax ${country}`, pathsIn(treatment.where));
    }
  for (const rule of ['rounding', 'months', 'exchange', 'specificDuty', 'restricted'] as const)
    cite(rule, document[rule].sources);

  const used = new Set<string>();
  for (const row of document.routes) {
    const where = `route ${row.id}`;
    if (used.has(row.id)) faults.push(`${where}: this id is used twice`);
    used.add(row.id);
    for (const id of [row.purpose, ...row.conditions, ...(row.importTaxIfFree ?? [])])
      mustBe(document.conditions, 'condition', id, where);
    for (const id of row.form ?? [])
      if (!row.conditions.includes(id)) faults.push(`${where}: ${id} is no condition of it`);
    for (const id of row.deadlines ?? []) mustBe(document.deadlines ?? {}, 'deadline', id, where);
    if (row.security) mustBe(document.securities ?? {}, 'security', row.security, where);
    cite(where, row.duty.sources);
    for (const { where: test, sources } of row.procedures ?? []) {
      cite(where, sources);
      if (test) speak(where, pathsIn(test));
    }
    for (const { where: test, sources = [] } of row.documents) {
      cite(where, sources);
      if (test) speak(where, pathsIn(test));
    }
  }
  return faults;
}
