import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyStandardWebhook } from '../../../shared/adapters/standard-webhooks/signature.ts';

export interface ReceivedEvent {
  readonly rma: string;
  readonly seq: number;
  readonly type: string;
  /** What the event says, as its type has it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What an ERP says to an event; an event is taken with any status below 300. */
export interface ErpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An ERP of one's own for a journey: it takes signed webhooks, verifies each, and keeps them in the order they came. */
export interface ErpReceiver {
  readonly url: string;
  /** Events of a return that were taken, in the order of their arrival. */
  eventsOf(rma: string): readonly ReceivedEvent[];
  /** Every delivery that was signed right, taken or not, with what was said to it. */
  readonly deliveries: readonly (ReceivedEvent & ErpAnswer)[];
  /** Why a delivery was refused; empty when every signature was right. */
  readonly refused: readonly string[];
  /** Answers as the rule says from now on; events it has no answer for are taken. */
  answerBy(rule: (event: ReceivedEvent) => ErpAnswer | undefined): void;
  stop(): Promise<void>;
}

type Sent = Record<'subject' | 'sequence' | 'type', string> & { data: { details: Record<string, unknown> } };

const taken: ErpAnswer = { status: 204 };

export async function startErpReceiver(secret: string): Promise<ErpReceiver> {
  const deliveries: (ReceivedEvent & ErpAnswer)[] = [];
  const refused: string[] = [];
  let rule: (event: ReceivedEvent) => ErpAnswer | undefined = () => undefined;
  const answerTo = (body: Buffer, headers: Record<string, string>): ErpAnswer => {
    const verdict = verifyStandardWebhook({ body, headers, secrets: [secret], now: new Date() });
    if (verdict !== 'valid') {
      refused.push(`${verdict}: ${body.toString().slice(0, 200)}`);
      return { status: 401 };
    }
    const { subject, sequence, type, data } = JSON.parse(body.toString()) as Sent;
    const event: ReceivedEvent = { rma: subject, seq: Number(sequence), type, details: data.details };
    const answer = rule(event) ?? taken;
    deliveries.push({ ...event, ...answer });
    return answer;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = answerTo(Buffer.concat(chunks), headers);
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/homeward`,
    eventsOf: (rma) =>
      deliveries
        .filter((one) => one.rma === rma && one.status < 300)
        .map(({ seq, type, details }): ReceivedEvent => ({ rma, seq, type, details })),
    deliveries,
    refused,
    answerBy: (next) => {
      rule = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
