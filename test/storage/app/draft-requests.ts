import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as drafts from '../../../shared/contracts/drafts.ts';
import type { AnswerOf } from '../../../shared/contracts/route.ts';
import { partitions, type Table } from '../../../shared/storage/table.ts';
import type { App, Call } from './app.ts';
import { customer } from './returns.ts';
import { sell, today } from './shop.ts';

/** What is asked of a draft, each in one call. */

export type View = AnswerOf<typeof drafts.readDraft>;
export type Begun = AnswerOf<typeof drafts.startDraft>;

export const told = { what: 'The left side stays silent', since: 'Monday', tried: 'Another cable' };

export const begin = (app: App, orderNumber: string, call: Call = {}) =>
  app.call<Begun>(drafts.startDraft, { who: customer, body: { orderNumber }, ...call });

/** Begins a draft, and expects to be given one. */
export async function begun(app: App, orderNumber: string, call?: Call): Promise<string> {
  const { status, body } = await begin(app, orderNumber, call);
  if (status !== 201) throw new Error(`A draft was not begun: ${JSON.stringify(body)}`);
  return body.draft.id;
}

const put =
  (route: Parameters<App['call']>[0]) =>
  (app: App, draft: string, body: object, call: Call = {}) =>
    app.call<View & { errors?: { pointer: string; code: string; detail: string }[]; type?: string }>(route, {
      who: customer,
      params: { draft },
      body,
      ...call,
    });

export const saveProduct = put(drafts.saveDraftProduct);
export const saveContact = put(drafts.saveDraftContact);
export const savePurchase = put(drafts.saveDraftPurchase);
export const saveProblem = put(drafts.saveDraftProblem);
export const saveFiles = put(drafts.saveDraftFiles);

export const read = (app: App, draft: string, call: Call = {}) =>
  app.call<View & { type?: string }>(drafts.readDraft, { who: customer, params: { draft }, ...call });

export const submit = (app: App, draft: string, call: Call = {}) =>
  app.call<AnswerOf<typeof drafts.submitDraft> & { errors?: { pointer: string; code: string }[]; type?: string }>(
    drafts.submitDraft,
    { who: customer, params: { draft }, ...call },
  );

/** A draft with one unit that does not please: ready to be submitted. */
export async function ready(app: App, orderNumber: string, call: Call = {}, quantity = 1): Promise<string> {
  const id = await begun(app, orderNumber, call);
  const { who, token } = call;
  const as = { ...(who && { who }), ...(token && { token }) };
  await saveProduct(app, id, { lines: [{ lineId: '1', quantity, condition: 'opened' }] }, as);
  await saveProblem(app, id, { lines: [{ lineId: '1', reason: 'customer_remorse' }] }, as);
  return id;
}

export const stateOf = (view: { steps: readonly { step: string; state: string }[] }) =>
  Object.fromEntries(view.steps.map(({ step, state }) => [step, state]));

/** What the table holds of a draft. */
export async function itemsOf(table: Table, id: string): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.draft('lumen', id) },
      ConsistentRead: true,
    }),
  );
  return Items;
}

/** A time so many days after the shop's day. */
export const later = (days: number): Date => new Date(today.getTime() + days * 86_400_000);

/** The same work so many times at once. */
export const many = <Result>(count: number, work: (i: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

let orders = 0;

/** An order of its own to begin a draft for. */
export async function orderForDraft(table: Table, more: Parameters<typeof sell>[2] = {}): Promise<string> {
  orders += 1;
  const orderNumber = `DR-${orders}`;
  await sell(table, orderNumber, more);
  return orderNumber;
}
