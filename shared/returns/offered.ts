import type { Resolution, Terms } from '../contracts/decision.ts';

/** What of a policy's answer a return is made with. */

/** What is given: the wish where it is offered, else what is offered first; a wish that is not answered stays a wish. */
export function resolutionOf(terms: Pick<Terms, 'resolutions'> | undefined, wish: Resolution): Resolution {
  const offered = terms?.resolutions ?? [];
  return offered.includes(wish) ? wish : (offered[0] ?? wish);
}

/** What goes back together needs one label: it is charged once, and not at all where the brand pays for one anyway. */
export function chargedOneLabel(lines: readonly (Terms | undefined)[]): (Terms | undefined)[] {
  let charged = lines.some((terms) => terms?.labelPayer === 'brand');
  return lines.map((terms) => {
    if (!terms?.fees.some(({ kind }) => kind === 'return_shipping')) return terms;
    if (!charged) {
      charged = true;
      return terms;
    }
    return { ...terms, fees: terms.fees.filter(({ kind }) => kind !== 'return_shipping') };
  });
}
