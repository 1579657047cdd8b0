import type { RequestLine, ReturnRequest } from '../../../shared/contracts/intake.ts';
import { createReturn } from '../../../shared/contracts/intake.ts';
import type { Inspection } from '../../../shared/contracts/return.ts';
import { approveReturn, inspectGoods, receiveParcel } from '../../../shared/contracts/staff.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { loadReturn } from '../../../shared/storage/returns.ts';
import type { Answer, App } from './app.ts';
import type { Machine } from './machine.ts';

/** Requests of one customer, and the shortest way of a return from one state to the next. */

export const customer = { role: 'customer', id: 'C-1' } as const;

/** A line that is approved at once: opened, within the window, sent back with a label of the customer's own. */
export const remorse = (more: Partial<RequestLine> = {}): Partial<RequestLine> => ({
  lineId: '1',
  quantity: 1,
  reason: 'customer_remorse',
  condition: 'opened',
  ...more,
});

/** A line that a person has to look at. */
export const openBox = (more: Partial<RequestLine> = {}): Partial<RequestLine> => ({
  lineId: '1',
  quantity: 1,
  reason: 'open_box',
  ...more,
});

export type Requested = Omit<Partial<ReturnRequest>, 'lines'> & { lines: readonly Partial<RequestLine>[] };

export const ask = (app: App, orderNumber: string, line: Partial<RequestLine> = remorse(), key?: string) =>
  app.call<{ rma: string; stage: string; outcome: string } & Answer['body']>(createReturn, {
    who: customer,
    body: { orderNumber, lines: [line] },
    ...(key && { key }),
  });

/** Asks, and expects to be given a return. */
export async function asked(app: App, orderNumber: string, line?: Partial<RequestLine>): Promise<string> {
  const answer = await ask(app, orderNumber, line);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.rma;
}

export async function stored(app: Pick<App, 'table'>, rma: string, brand = 'lumen'): Promise<Return> {
  const current = await loadReturn(app.table, brand, rma);
  if (!current) throw new Error(`There is no return ${rma}`);
  return current;
}

export const receive = (app: App, code: string, body: object = {}) =>
  app.call(receiveParcel, { who: { role: 'warehouse' }, body: { code, ...body } });

export const inspect = (app: App, rma: string, found: Partial<Inspection & { quantity: number }> = {}, portion = '1') =>
  app.call(inspectGoods, {
    who: { role: 'inspector' },
    params: { rma },
    body: { portion, findings: [{ quantity: 1, grade: 'A', matchesClaim: true, ...found }] },
  });

export const approve = (app: App, rma: string, body: object = {}) =>
  app.call(approveReturn, { who: { role: 'agent' }, params: { rma }, body });

/** Takes an approved return through label, dock and inspection to its end. */
export async function complete(app: App, machine: Machine, rma: string, found = {}): Promise<Return> {
  await machine.finish('lumen', rma);
  await receive(app, rma);
  await inspect(app, rma, found);
  await machine.finish('lumen', rma);
  return stored(app, rma);
}
