import type { Figure } from '../contracts/customs-answers.ts';
import { Decimal, exactOf, none, textOf } from './decimal.ts';
import type { RouteRow, TaxTreatment } from './pack.ts';
import { type Surplus, shareOf } from './returned-goods.ts';
import { termOf, type Working } from './working.ts';

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
  situation: RouteRow['importTax'],
  duty: Figure | undefined,
  working: Working,
  surplus?: Surplus,
): ImportTax {
  const { jurisdiction, country } = working.place;
  const { importTax = {} } = jurisdiction.document;
  if (situation === 'none' || Object.keys(importTax).length === 0) return {};
  const rules = importTax[country];
  const treatment = rules?.treatments[situation];
  if (!rules || !treatment) {
    working.note(`Import VAT in ${country} is not computed: its rule for this is not among the rules here.`);
    return {};
  }
  if (treatment.note) working.note(treatment.note);
  if ('base' in treatment) return { ...taxOn(treatment, duty, working), relieved: false };
  const { status, needs } = treatment.where ? jurisdiction.check(treatment.where)(working.facts) : met;
  if (status === 'unknown') {
    working.lack(...needs);
    return {};
  }
  const full = rules.treatments.full;
  if (status === 'met' && !surplus)
    return { tax: working.figure('import tax', none, 'relieved', treatment.sources), relieved: true };
  return full && 'base' in full
    ? { ...taxOn(full, duty, working, status === 'met' ? surplus : undefined), relieved: false }
    : {};
}
const met = { status: 'met' as const, needs: [] };

/** The tax without any relief, to tell what a route spares. */
export function fullImportTax(fullDuty: Figure | undefined, working: Working): Figure | undefined {
  const full = working.place.jurisdiction.document.importTax?.[working.place.country]?.treatments.full;
  return full && 'base' in full ? taxOn(full, fullDuty, working).tax : undefined;
}

function taxOn(
  treatment: Extract<TaxTreatment, { base: unknown }>,
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
