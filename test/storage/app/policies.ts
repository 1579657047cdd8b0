import * as activations from '../../../shared/contracts/activations.ts';
import type { Assessment } from '../../../shared/contracts/intake.ts';
import { previewReturn } from '../../../shared/contracts/intake.ts';
import * as policies from '../../../shared/contracts/policies.ts';
import { putOrder } from '../../../shared/storage/orders.ts';
import type { App, Call } from './app.ts';
import { remorse } from './returns.ts';
import { sold, today } from './shop.ts';

/** A brand whose managers write policies, and whose customers are businesses: the law gives them nothing beside a policy. */

export const example = policies.policyDraft.parse(policies.policyDraft.meta()?.example);

/** So many days from the day of the tests. */
export const at = (days: number): Date => new Date(today.getTime() + days * 86_400_000);

export const approving = (basisPoints: number, message: string) => ({
  outcome: 'approve',
  message,
  labelPayer: 'brand',
  resolutions: ['refund'],
  refundsDelivery: false,
  fees: [{ kind: 'restocking', basisPoints }],
});

/** A policy that approves everything, with a fee. */
export const charging = (basisPoints: number, more: object = {}) => ({
  ...example,
  guards: [],
  title: `${basisPoints}`,
  rules: [{ id: 'all', title: 'All', when: 'true', answer: approving(basisPoints, `Fee of ${basisPoints}.`) }],
  ...more,
});

/** What its people do, each in one call that must succeed. */
export function policiesOf(app: App, brand: string) {
  const manager = { role: 'manager', brand };

  async function save(document: object, policyId = 'returns'): Promise<string> {
    const call = { who: manager, params: { brand, policyId }, body: document };
    const saved = await app.call(policies.savePolicyDraft, call);
    if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
    return String(saved.body.version);
  }

  async function putInForce(document: object, body: object = {}, policyId = 'returns'): Promise<void> {
    const version = await save(document, policyId);
    const done = await app.call(activations.activatePolicy, {
      who: manager,
      params: { brand, policyId },
      body: { version, reason: 'A test.', acceptWarnings: true, ...body },
    });
    if (done.status !== 201) throw new Error(JSON.stringify(done.body));
  }

  /** An order of 99 EUR, placed so many days from today, and delivered at once. */
  async function order(placed: number, category = 'audio', country = 'DE'): Promise<string> {
    const number = `O-${brand}-${placed}-${category}-${country}`.toUpperCase();
    const body = sold();
    const when = at(placed).toISOString();
    await putOrder(app.table, brand, number, {
      ...body,
      placedAt: when,
      customer: { ...body.customer, business: true },
      lines: body.lines.map((line) => ({ ...line, category })),
      fulfilments: body.fulfilments.map((one) => ({ ...one, deliveredAt: when })),
      ...(body.shipTo && { shipTo: { ...body.shipTo, country } }),
    });
    return number;
  }

  const customer = { role: 'customer', id: 'C-1', brand };
  const preview = (orderNumber: string, more: object = {}, call: Call = {}) =>
    app.call<Assessment>(previewReturn, {
      who: customer,
      body: { orderNumber, lines: [remorse()], ...more },
      ...call,
    });

  return {
    manager,
    customer,
    save,
    putInForce,
    order,
    preview,
    /** The one line of a preview. */
    line: async (...asked: Parameters<typeof preview>) => (await preview(...asked)).body.lines[0],
  };
}
