import type { LineDecision, Resolution, Terms } from '../contracts/decision.ts';
import type { PolicyText } from '../contracts/policy.ts';
import type { Portion } from '../contracts/return.ts';
import { textIn } from '../policy/text.ts';

/**
 * Units that were never shipped: what is offered is to cancel them, not a return (product row 1.9). No policy is asked, for
 * there is nothing to send, to look at or to charge for. They are refunded with their share of outbound delivery: it never
 * took place for them.
 */

const message: PolicyText = {
  en: 'This has not been shipped yet: we take it out of your order and refund it.',
  de: 'Das wurde noch nicht verschickt: Wir nehmen es aus Ihrer Bestellung und erstatten es.',
};

/** What made a decision that no policy made. */
export const withoutPolicy = { id: 'unshipped-units', version: '1' } as const;

/** @param language of the sentence, ISO 639-1 */
export function cancelled(language = 'en'): { preference: Resolution; answered: LineDecision; by?: undefined } {
  return {
    preference: 'cancel_order',
    answered: {
      outcome: 'approve',
      terms: { labelPayer: 'none', fees: [], resolutions: ['cancel_order'], evidence: [], refundsDelivery: true },
      message: textIn(language, message),
      rules: [{ id: 'not-shipped', why: 'Units that were not shipped are taken out of the order' }],
      tried: ['not-shipped'],
      checks: [],
      problems: [],
      policy: withoutPolicy,
    },
  };
}

const tooLate: PolicyText = {
  en: 'This was already on its way when you asked, so it could not be cancelled. You can return it once it is there.',
  de: 'Das war bei Ihrer Anfrage schon unterwegs und konnte nicht mehr storniert werden. Sobald es da ist, können Sie es zurückgeben.',
};

/** Why an order system did not take them out. */
export const meanwhile = 'shipped-meanwhile';

/** Goods that the consumer had withdrawn from before they were sent: nothing of their way back is the consumer's to pay. */
const comesBackAfterAll: Terms = {
  labelPayer: 'brand',
  fees: [],
  resolutions: ['refund'],
  evidence: [],
  refundsDelivery: true,
};

/**
 * The order system has shipped them meanwhile: they can be returned once they are there. What was withdrawn from stays so:
 * a person looks at its way back.
 * @param language ISO 639-1
 */
export function shippedMeanwhile({ refund: _, ...portion }: Portion, language: string): Portion {
  return portion.withdrawal
    ? { ...portion, state: 'under_review', resolution: 'refund', terms: comesBackAfterAll }
    : { ...portion, state: 'rejected', rejection: { rule: meanwhile, message: textIn(language, tooLate) } };
}
