import type { PolicyDocument } from '../contracts/policy.ts';
import { type Found, says, warning } from './finding.ts';
import { currenciesOf } from './grid.ts';
import { TermsTooFine, termsData } from './terms.ts';

/** Whether the terms of a document can be told to customers, case by case. */
export function checkPublishing(document: PolicyDocument): Found[] {
  const [currency = 'EUR'] = currenciesOf(document.amounts);
  const [country = 'DE'] = document.scope?.countries ?? [];
  try {
    termsData(document, { language: 'en', country, currency });
    return [];
  } catch (error) {
    if (!(error instanceof TermsTooFine)) throw error;
    return [warning('too_fine_to_publish', '/rules', says('terms_too_fine'))];
  }
}
