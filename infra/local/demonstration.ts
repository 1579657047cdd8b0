import type { Deployed } from './deploy.ts';
import type { Reach } from './engine.ts';
import { type Issuer, issueToken } from './issuer.ts';
import { createApi } from './journey/api.ts';
import { returnFirstLine } from './journey/domestic-return.ts';
import { sampleOrder } from './journey/orders.ts';
import { openPlace } from './journey/place.ts';
import { verifySender } from './seed.ts';

const brand = 'demo';
const sender = 'returns@demo.example';

export interface DemonstrationOptions {
  readonly app: Deployed;
  readonly issuer: Issuer;
  readonly reach: Reach;
}

/** Takes a return of a brand of its own through its whole life, by HTTP. @returns its timeline as a table to print */
export async function demonstrate({ app, issuer, reach }: DemonstrationOptions): Promise<string> {
  await verifySender(reach, sender);
  const api = createApi(app.baseUrl);
  const place = await openPlace({
    api,
    brand,
    country: 'DE',
    sender,
    token: (role, of, subject) => issueToken(issuer, { role, brand: of, subject }),
  });
  try {
    const number = `DEMO-${Date.now().toString(36).toUpperCase()}`;
    await api.expect(200, 'PUT', `/v1/brands/${brand}/orders/${number}`, {
      token: await place.token('integration'),
      body: sampleOrder(new Date(), 'DEMO-C-1', `card-${number}`),
    });
    const rma = await returnFirstLine(place, { orderNumber: number, contact: 'robin@customer.example' }, () => {});
    const log = await api.expect(200, 'GET', `/v1/returns/${rma}/activity`, { token: await place.token('manager') });
    return timelineTable(rma, log.body.events);
  } finally {
    await place.erp.stop();
  }
}

interface LoggedEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly stage: string;
  readonly actor: { readonly role: string };
}

/** The events of a return as a table in plain text. */
export function timelineTable(rma: string, events: readonly LoggedEvent[]): string {
  const rows = [
    ['#', 'time', 'event', 'by', 'stage after it'],
    ...events.map(({ seq, at, type, actor, stage }) => [String(seq), at.slice(11, 23), type, actor.role, stage]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  const rule = `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`;
  return [`\nReturn ${rma}, from its request to closed`, '', lines[0], rule, ...lines.slice(1), ''].join('\n');
}
