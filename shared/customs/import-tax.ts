import type { Figure } from '../contracts/customs-answers.ts';
import { Decimal, exactOf, none, textOf } from './decimal.ts';
import type { PackDocument, RouteRow, Taxed } from './pack.ts';
import { type Surplus, shareOf } from './returned-goods.ts';
import { termOf, type Working } from './working.ts';

type TaxRules = NonNullable<PackDocument['importTax']>[string];

export interface ImportTax {
  base?: Figure;
  tax?: Figure;
  relieved?: boolean;
}

/**
 * Import VAT of a route, by the rules of the country it is declared in: they differ within one customs territory. The base
 * is made of the components its law names, duty as charged among them. Where the country has no rules here the answer says
 * so and computes nothing; a jurisdiction without such a tax owes none.
 * @param surplus units among those that come back that had not been exported, and are not relieved as these are
 */
export function importTaxOf(
  row: Pick<RouteRow, 'importTax' | 'importTaxIfFree'>,
  duty: Figure | undefined,
  working: Working,
  surplus?: Surplus,
): ImportTax {
  const { jurisdiction, country } = working.place;
  const { importTax = {} } = jurisdiction.document;
  if (row.importTax === 'none' || Object.keys(importTax).length === 0) return {};
  const rules = importTax[country];
  const situation = situationOf(row, rules, working);
  if (situation === undefined) return {};
  const treatment = rules?.treatments[situation];
  if (!treatment) {
    working.note(`Import VAT in ${country} is not computed: its rule for this is not among the rules here.`);
    return {};
  }
  if (treatment.note) working.note(treatment.note);
  if ('base' in treatment) return { ...taxOn(treatment, duty, working), relieved: false };
  const { status, needs } = 'where' in treatment ? jurisdiction.check(treatment.where)(working.facts) : met;
  if (status === 'unknown') {
    working.lack(...needs);
    return {};
  }
  if (status === 'met' && !surplus)
    return { tax: working.figure('import tax', none, 'relieved', treatment.sources), relieved: true };
  const otherwise = 'otherwise' in treatment ? treatment.otherwise : rules?.treatments.full;
  if (!otherwise || !('base' in otherwise)) return {};
  if (otherwise.note) working.note(otherwise.note);
  return { ...taxOn(otherwise, duty, working, status === 'met' ? surplus : undefined), relieved: false };
}
const met = { status: 'met' as const, needs: [] };

/**
 * What the tax is asked of: the row's own situation, or free work where the row tells the two apart. While that is not
 * known there is no answer, unless both are taxed on the same base.
 */
function situationOf(
  { importTax, importTaxIfFree = [] }: Pick<RouteRow, 'importTax' | 'importTaxIfFree'>,
  rules: TaxRules | undefined,
  working: Working,
): RouteRow['importTax'] | undefined {
  if (importTaxIfFree.length === 0) return importTax;
  const { jurisdiction } = working.place;
  const found = importTaxIfFree.map((id) => {
    const condition = jurisdiction.document.conditions[id];
    if (!condition) throw new Error(`The pack ${jurisdiction.code} has no condition ${id}`);
    return jurisdiction.check(condition.test)(working.facts);
  });
  if (found.some(({ status }) => status === 'not_met')) return importTax;
  if (found.every(({ status }) => status === 'met')) return 'processing_free';
  const [paid, free] = [rules?.treatments[importTax], rules?.treatments.processing_free];
  const alike = paid && free && 'base' in paid && 'base' in free && paid.base.join() === free.base.join();
  if (alike || !rules) return importTax;
  return working.lack(...found.filter(({ status }) => status === 'unknown').flatMap(({ needs }) => needs));
}

/** The tax without any relief, to tell what a route spares. */
export function fullImportTax(fullDuty: Figure | undefined, working: Working): Figure | undefined {
  const full = working.place.jurisdiction.document.importTax?.[working.place.country]?.treatments.full;
  return full && 'base' in full ? taxOn(full, fullDuty, working).tax : undefined;
}

function taxOn(
  treatment: Taxed,
  duty: Figure | undefined,
  working: Working,
  surplus?: Surplus,
): { base?: Figure; tax?: Figure } {
  // Duty is part of the base as it is charged: rounded.
  const charged = duty && { ...duty, exact: textOf(exactOf(duty.amount)) };
  const terms = working
    .components(treatment.base, charged)
    // Duty is that of the surplus alone.
    ?.map((term) => (surplus && term.said.id !== 'duty' ? termOf(term.said.id, shareOf(term.exact, surplus)) : term));
  if (!terms) return {};
  const base = working.total('import tax base', terms, treatment.sources);
  const rate = working.facts.rates?.importTaxPercent;
  if (rate === undefined) {
    working.lack('rates.importTaxPercent');
    return { base };
  }
  const exact = terms
    .reduce((all, term) => all.plus(term.exact), none)
    .times(rate)
    .div('100');
  return {
    base,
    tax: working.figure('import tax', exact, `${base.exact} × ${rate} %`, treatment.sources, [
      termOf('base', Decimal(base.exact)),
    ]),
  };
}
