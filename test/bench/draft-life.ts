import type { LifeOptions } from './life.ts';
import { orderOf, tokenFor } from './workplace.ts';

/** A request of a change of mind that is written step by step: all steps there are, each saved once, and submitted. */

export interface Step {
  readonly name: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
}

interface Begun {
  readonly draft: { readonly id: string };
}

export const beginning = (orderNumber: string): Step => ({
  name: 'begin',
  method: 'POST',
  path: '/v1/drafts',
  body: { orderNumber },
});

/** What follows it, in order. @param begun the answer to the first request, as text */
export function stepsOf(begun: string): Step[] {
  const path = `/v1/drafts/${(JSON.parse(begun) as Begun).draft.id}`;
  const step = (name: string, body: unknown): Step => ({ name, method: 'PUT', path: `${path}/${name}`, body });
  return [
    step('product', { lines: [{ lineId: '1', quantity: 1, condition: 'opened', packaging: 'original' }] }),
    step('contact', { phone: '+49 30 5550101' }),
    step('purchase', {}),
    step('problem', { lines: [{ lineId: '1', reason: 'customer_remorse', preference: 'refund' }] }),
    step('files', {}),
    { name: 'submit', method: 'POST', path: `${path}/submit` },
  ];
}

/** Lives through one; operations have `draft: ` in front. */
export async function draftReturn({ house, issuer }: LifeOptions, orderNumber: string): Promise<void> {
  const customer = `C-${orderNumber}`;
  await house.ask('draft: put the order', {
    method: 'PUT',
    path: `/v1/brands/lumen/orders/${orderNumber}`,
    token: await tokenFor(issuer, 'integration'),
    body: orderOf(new Date(), 6, customer),
  });
  const token = await tokenFor(issuer, 'customer', customer);
  const ask = ({ name, ...asked }: Step) => house.ask(`draft: ${name}`, { ...asked, token });
  const begun = await ask(beginning(orderNumber));
  for (const step of stepsOf(JSON.stringify(begun))) await ask(step);
}
