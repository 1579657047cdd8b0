import { randomUUID } from 'node:crypto';
import type { Host } from './host.ts';
import { type Machine, walk } from './machine.ts';
import type { Call, Overheard } from './overhear.ts';
import { addCall, noUnits, type StoredItem, toldItems, type Units } from './units.ts';
import type { BusEvent, Wiring } from './wiring.ts';

/** What one operation came to: its request, and all that followed from it behind. */
export interface Tally {
  /** Units of the request itself. */
  request: Units;
  /** Units of what followed: publishing, steps, messages, deliveries, inbox work. */
  behind: Units;
  requests: number;
  answerBytes: number;
  /** Calls of each area's function. */
  calls: Record<string, number>;
  busEvents: number;
  busBytes: number;
  /** Events put into queues. */
  queued: number;
  segments: number;
  transitions: number;
  mails: number;
  filesPut: number;
  secretsRead: number;
  /** Events that were gathered and worked on together, files and calls of which are shared with others. */
  gathered: number;
}

const noTally = (): Tally => ({
  request: noUnits(),
  behind: noUnits(),
  requests: 0,
  answerBytes: 0,
  calls: {},
  busEvents: 0,
  busBytes: 0,
  queued: 0,
  segments: 0,
  transitions: 0,
  mails: 0,
  filesPut: 0,
  secretsRead: 0,
  gathered: 0,
});

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HouseParts {
  readonly host: Host;
  readonly overheard: Overheard;
  readonly wiring: Pick<Wiring, 'takers' | 'kinds' | 'gathering'>;
  readonly machine: Machine;
}

export interface House {
  /** Tallies by the name of the operation, in the order they were first done. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Does a request, then all that follows from it, and adds both to the operation's tally. Throws unless it is answered 2xx. */
  ask<Body>(operation: string, asked: Asked): Promise<Body>;
  /** Calls the request itself made when the operation was done last. */
  callsOf(operation: string): readonly Call[];
  /** Calls a function that a clock calls. */
  tick(operation: string, area: string, event: unknown): Promise<void>;
}

/**
 * The platform around the functions: what the table was told goes to the publisher, what the bus was told into the queues
 * its rules name, started segments through the machine. Each record and message is a call of its own (batches cost less),
 * but for what is gathered: of that, all that follows from one request is one call.
 */
export function createHouse({ host, overheard, wiring, machine }: HouseParts): House {
  const tallies = new Map<string, Tally>();
  const lastCalls = new Map<string, Call[]>();

  async function invoke(tally: Tally, area: string, event: unknown): Promise<unknown> {
    tally.calls[area] = (tally.calls[area] ?? 0) + 1;
    const answer = await fetch(`${host.url}/invoke/${area}`, { method: 'POST', body: JSON.stringify(event) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${area} failed: ${text}`);
    const result: unknown = JSON.parse(text);
    const failed = (result as { batchItemFailures?: unknown[] } | null)?.batchItemFailures ?? [];
    if (failed.length > 0) throw new Error(`${area} would have an event delivered again: ${JSON.stringify(event)}`);
    return result;
  }

  async function follow(tally: Tally, first: readonly Call[]): Promise<void> {
    let waiting: readonly Call[] = first;
    const gathered = new Map<string, BusEvent[]>();
    while (waiting.length > 0) {
      for (const call of waiting) {
        if (call.service === 'SES') tally.mails += 1;
        if (call.service === 'S3' && call.operation === 'PUT') tally.filesPut += 1;
        if (call.service === 'SecretsManager') tally.secretsRead += 1;
        for (const item of toldItems(call, wiring.kinds)) await invoke(tally, 'publish', streamed(item));
        for (const event of toldEvents(call)) {
          tally.busEvents += 1;
          tally.busBytes += Buffer.byteLength(JSON.stringify(event));
          for (const area of wiring.takers(event)) {
            if (wiring.gathering.includes(area)) {
              gathered.set(area, [...(gathered.get(area) ?? []), event]);
              continue;
            }
            tally.queued += 1;
            await invoke(tally, area, queued(event));
          }
        }
        if (call.operation === 'StartExecution') {
          const input: unknown = JSON.parse(String(call.request.input));
          const entered = await walk(machine, input, (payload) => invoke(tally, 'workflow', payload));
          tally.segments += 1;
          tally.transitions += entered.length;
        }
      }
      waiting = overheard.take();
      for (const call of waiting) addCall(tally.behind, call);
    }
    for (const [area, events] of gathered) {
      tally.gathered += events.length;
      await invoke(noTally(), area, queued(...events));
      for (const call of overheard.take()) addCall(tally.behind, call);
    }
  }

  const tallyOf = (operation: string): Tally => {
    const tally = tallies.get(operation) ?? noTally();
    tallies.set(operation, tally);
    return tally;
  };

  return {
    tallies,
    callsOf: (operation) => lastCalls.get(operation) ?? [],
    async ask<Body>(operation: string, { method, path, token, headers, body }: Asked): Promise<Body> {
      const tally = tallyOf(operation);
      const answer = await fetch(`${host.url}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${text}`);
      const calls = overheard.take();
      lastCalls.set(operation, calls);
      for (const call of calls) addCall(tally.request, call);
      tally.requests += 1;
      tally.answerBytes += Buffer.byteLength(text);
      await follow(tally, calls);
      return JSON.parse(text) as Body;
    },
    async tick(operation, area, event) {
      const tally = tallyOf(operation);
      await invoke(tally, area, event);
      const calls = overheard.take();
      for (const call of calls) addCall(tally.request, call);
      await follow(tally, calls);
    },
  };
}

const streamed = (NewImage: StoredItem) => ({
  Records: [{ eventID: randomUUID(), eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { NewImage } }],
});

function toldEvents({ operation, request }: Call): BusEvent[] {
  if (operation !== 'PutEvents') return [];
  const entries = request.Entries as { Source: string; DetailType: string; Detail: string }[];
  return entries.map(({ Source, DetailType, Detail }) => ({
    source: Source,
    'detail-type': DetailType,
    detail: JSON.parse(Detail),
  }));
}

const queued = (...events: BusEvent[]) => ({
  Records: events.map((event) => ({
    messageId: randomUUID(),
    receiptHandle: 'bench',
    body: JSON.stringify({
      version: '0',
      id: randomUUID(),
      account: '000000000000',
      time: new Date().toISOString(),
      ...event,
    }),
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench',
    awsRegion: 'us-east-1',
  })),
});
