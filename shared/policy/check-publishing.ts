import type { PolicyFinding } from '../contracts/policies.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { currenciesOf } from './grid.ts';
import { TermsTooFine, termsData } from './terms.ts';

/** Whether the terms of a document can be told to customers, case by case. */
export function checkPublishing(document: PolicyDocument): PolicyFinding[] {
  const [currency = 'EUR'] = currenciesOf(document.amounts);
  const [country = 'DE'] = document.scope?.countries ?? [];
  try {
    termsData(document, { language: 'en', country, currency });
    return [];
  } catch (error) {
    if (!(error instanceof TermsTooFine)) throw error;
    const detail = 'It tells more cases apart than can be published: customers will not be able to read its terms.';
    return [{ level: 'warning', code: 'too_fine_to_publish', pointer: '/rules', detail }];
  }
}
