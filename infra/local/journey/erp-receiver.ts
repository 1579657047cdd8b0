import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyStandardWebhook } from '../../../shared/adapters/standard-webhooks/signature.ts';

export interface ReceivedEvent {
  readonly rma: string;
  readonly seq: number;
  readonly type: string;
}

/** An ERP of one's own for a journey: it takes signed webhooks, verifies each, and keeps them in the order they came. */
export interface ErpReceiver {
  readonly url: string;
  /** Events of a return in the order of their arrival. */
  eventsOf(rma: string): readonly ReceivedEvent[];
  /** Why a delivery was refused; empty when every signature was right. */
  readonly refused: readonly string[];
  /** Answers the next deliveries with these statuses, then 204 again. */
  answerNext(...statuses: number[]): void;
  stop(): Promise<void>;
}

export async function startErpReceiver(secret: string): Promise<ErpReceiver> {
  const events: ReceivedEvent[] = [];
  const refused: string[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const verdict = verifyStandardWebhook({ body, headers, secrets: [secret], now: new Date() });
      const status = verdict === 'valid' ? (answers.shift() ?? 204) : 401;
      if (verdict !== 'valid') refused.push(`${verdict}: ${body.toString().slice(0, 200)}`);
      else if (status < 300) {
        const event = JSON.parse(body.toString()) as { subject: string; sequence: string; type: string };
        events.push({ rma: event.subject, seq: Number(event.sequence), type: event.type });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/homeward`,
    eventsOf: (rma) => events.filter((event) => event.rma === rma),
    refused,
    answerNext: (...statuses) => answers.push(...statuses),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
