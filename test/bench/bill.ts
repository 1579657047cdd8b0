import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wiring } from './wiring.ts';

/** What one plain domestic return makes of everything that is paid for, as it was counted in its life. */
export interface Consumption {
  readonly requests: number;
  readonly answerBytes: number;
  readonly tableWrites: number;
  readonly indexWrites: number;
  readonly reads: number;
  readonly transitions: number;
  readonly segments: number;
  readonly busEvents: number;
  readonly queued: number;
  readonly filesPut: number;
  readonly mails: number;
  readonly deliveries: number;
  /** Bytes the functions log. */
  readonly logBytes: number;
  /** Bytes kept in the table, index entries apart. */
  readonly keptBytes: number;
  /** Calls of each area's function, requests included. */
  readonly calls: Readonly<Record<string, number>>;
  /** Bytes of the label's files. */
  readonly labelBytes: number;
  /** Events that go into the archive. */
  readonly gathered: number;
}

/** What cannot be counted here, assumed on the high side. */
export const assumed = {
  /** Milliseconds a call is billed for, beginning and network in the cloud included. */
  callMs: {
    request: 40,
    publish: 40,
    segments: 60,
    workflow: 250,
    inbox: 60,
    notifications: 150,
    'erp-sync': 150,
    deadlines: 300,
    archive: 1000,
  } as Readonly<Record<string, number>>,
  /** Calls that start a function anew, and how long that takes. */
  coldShare: 0.01,
  coldMs: 500,
  /** Bytes of the gateway's line on a request, and of what a log line costs beside its own. */
  accessLineBytes: 330,
  lineOverheadBytes: 26,
  /** A message is sent, received and deleted; a batch is a call of its own for each message here. */
  queueCalls: 3,
  /** Events for the archive are received and deleted ten at a time; five readers wait five minutes, or for a thousand. */
  gatheredQueueCalls: 1.2,
  gathering: { readers: 5, minutes: 5, most: 1000 },
  /** Each way a function may run at once asks for its partner's secret every five seconds at most. */
  secretReads: 0.25,
  /** Headers of an answer, and TLS. */
  answerOverheadBytes: 800,
  labelDownloads: 1.5,
  /** Bytes of an ERP delivery with its headers. */
  deliveryBytes: 1500,
  /** Index entries and what DynamoDB adds to each item, as a share of the items' own bytes. */
  storageOverhead: 0.35,
  brands: 2,
  daysLogsAreKept: 30,
} as const;

export interface Line {
  readonly name: string;
  readonly usd: number;
}

export interface Bill {
  readonly returns: number;
  /** Per month, most first; e-mail and the fixed floor apart. */
  readonly lines: readonly Line[];
  readonly fixed: readonly Line[];
  readonly mail: number;
  /** Lines and floor, without e-mail. */
  readonly total: number;
  readonly perMillion: number;
  /** Dollars a month that each further month of kept returns adds. */
  readonly keptMonth: number;
}

type Tier = { upTo?: number; each: number };
const prices = JSON.parse(readFileSync(join(import.meta.dirname, 'prices.json'), 'utf8')) as {
  region: string;
  date: string;
  dynamodb: Record<'writeUnit' | 'readUnit' | 'storageGbMonth' | 'backupGbMonth', number>;
  lambda: Record<'request' | 'gbSecond', number>;
  httpApi: { tiers: Tier[] };
  stepFunctions: { transition: number };
  eventBridge: { event: number };
  sqs: { tiers: Tier[] };
  s3: Record<'put' | 'get' | 'storageGbMonth', number>;
  logs: Record<'ingestedGb' | 'storageGbMonth', number>;
  xray: { trace: number };
  kms: Record<'keyMonth' | 'call', number>;
  secrets: Record<'secretMonth' | 'call', number>;
  cloudwatch: Record<'alarmMetricMonth' | 'dashboardMonth' | 'metricMonth', number>;
  transferOut: { tiers: Tier[] };
  ses: { mail: number };
};
export const pricedAt = { region: prices.region, date: prices.date };

const secondsAMonth = 30.4 * 86_400;
const minutesAMonth = secondsAMonth / 60;
const gigabyte = 1024 ** 3;

/** Price of an amount whose units become cheaper from certain amounts on. */
function tiered(tiers: readonly Tier[], amount: number): number {
  let below = 0;
  let usd = 0;
  for (const { upTo = Number.POSITIVE_INFINITY, each } of tiers) {
    usd += Math.max(0, Math.min(amount, upTo) - below) * each;
    below = upTo;
  }
  return usd;
}

/**
 * Calls that X-Ray records of so many a month: by its default rule, the first of each second and 5 % of the others, for
 * each function; calls come by chance, spread over the month.
 */
function sampled(callsAMonth: number): number {
  const rate = callsAMonth / secondsAMonth;
  const first = 1 - Math.exp(-rate);
  return (first + 0.05 * (rate - first)) * secondsAMonth;
}

/** The bill of a month in which so many plain domestic returns are made, from request to closed. */
export function billOf(returns: number, one: Consumption, wiring: Pick<Wiring, 'memory' | 'traced' | 'fixed'>): Bill {
  const { dynamodb, lambda, s3, logs } = prices;
  const calls = Object.entries(one.calls).map(([area, count]) => ({ area, count: count * returns }));
  const gbSeconds = (area: string, count: number) => {
    const ms = (assumed.callMs[area] ?? assumed.callMs.request ?? 0) + assumed.coldShare * assumed.coldMs;
    return (count * ms * (wiring.memory[area] ?? 0)) / 1024 / 1000;
  };
  const traces =
    calls
      .filter(({ area }) => wiring.traced.includes(area) && area !== 'workflow')
      .reduce((sum, { count }) => sum + sampled(count), 0) +
    // A segment and its steps are one trace.
    sampled(one.segments * returns);
  const logLines = one.requests + Object.values(one.calls).reduce((a, b) => a + b, 0);
  const logGb =
    ((one.logBytes + one.requests * assumed.accessLineBytes + logLines * assumed.lineOverheadBytes) * returns) /
    gigabyte;
  const keptGb = (one.keptBytes * (1 + assumed.storageOverhead) * returns) / gigabyte;
  const labelsGb = (one.labelBytes * returns) / gigabyte;
  const outGb =
    ((one.answerBytes +
      one.requests * assumed.answerOverheadBytes +
      one.labelBytes * assumed.labelDownloads +
      one.deliveries * assumed.deliveryBytes) *
      returns) /
    gigabyte;
  const batches = batchesOf(one.gathered * returns);
  const lines: Line[] = [
    { name: 'DynamoDB writes (table)', usd: one.tableWrites * returns * dynamodb.writeUnit },
    { name: 'DynamoDB writes (indexes)', usd: one.indexWrites * returns * dynamodb.writeUnit },
    { name: 'DynamoDB reads', usd: one.reads * returns * dynamodb.readUnit },
    { name: 'DynamoDB storage and backup', usd: keptGb * (dynamodb.storageGbMonth + dynamodb.backupGbMonth) },
    { name: 'Step Functions transitions', usd: one.transitions * returns * prices.stepFunctions.transition },
    { name: 'X-Ray traces', usd: traces * prices.xray.trace },
    { name: 'Lambda requests', usd: calls.reduce((sum, { count }) => sum + count, 0) * lambda.request },
    {
      name: 'Lambda time',
      usd: calls.reduce((sum, { area, count }) => sum + gbSeconds(area, count), 0) * lambda.gbSecond,
    },
    { name: 'HTTP API', usd: tiered(prices.httpApi.tiers, one.requests * returns) },
    { name: 'EventBridge events', usd: one.busEvents * returns * prices.eventBridge.event },
    {
      name: 'SQS',
      usd: tiered(
        prices.sqs.tiers,
        (one.queued * assumed.queueCalls + one.gathered * assumed.gatheredQueueCalls) * returns,
      ),
    },
    {
      name: 'Event archive',
      usd: batches * (lambda.request + s3.put) + gbSeconds('archive', batches) * lambda.gbSecond,
    },
    {
      name: 'S3 labels',
      usd: (one.filesPut * s3.put + assumed.labelDownloads * s3.get) * returns + labelsGb * s3.storageGbMonth,
    },
    { name: 'CloudWatch logs', usd: logGb * (logs.ingestedGb + logs.storageGbMonth * (assumed.daysLogsAreKept / 30)) },
    { name: 'Data transfer out', usd: tiered(prices.transferOut.tiers, outGb) },
    { name: 'Secrets and keys', usd: secretsAndKeys(one, returns) },
  ].sort((a, b) => b.usd - a.usd);
  const fixed = fixedLines(wiring);
  const total = [...lines, ...fixed].reduce((sum, { usd }) => sum + usd, 0);
  return {
    returns,
    lines,
    fixed,
    mail: one.mails * returns * prices.ses.mail,
    total,
    perMillion: (total / returns) * 1e6,
    keptMonth: keptGb * (dynamodb.storageGbMonth + dynamodb.backupGbMonth) + labelsGb * s3.storageGbMonth,
  };
}

/** Files that so many events of a month come to: each reader writes one for each wait, or one for each thousand. */
function batchesOf(events: number): number {
  const { readers, minutes, most } = assumed.gathering;
  return Math.max(events / most, Math.min(events, (readers * minutesAMonth) / minutes));
}

/** Partner secrets that are read again; the key is asked for with each of them, and with each label's file. */
function secretsAndKeys(one: Consumption, returns: number): number {
  const most = (secondsAMonth / 5) * Math.max(1, (one.deliveries * returns) / secondsAMonth);
  const reads = Math.min(one.deliveries * returns * assumed.secretReads, most);
  return reads * (prices.secrets.call + prices.kms.call) + one.filesPut * returns * 0.01 * prices.kms.call;
}

/** What is paid when nothing happens. */
function fixedLines({ fixed, memory }: Pick<Wiring, 'memory' | 'fixed'>): Line[] {
  const { cloudwatch, kms, secrets, sqs, lambda, dynamodb, xray } = prices;
  const clockSeconds = (minutesAMonth * (assumed.callMs.deadlines ?? 0)) / 1000;
  // Five readers wait at each queue, twenty seconds at a time.
  const polls = fixed.queues * 5 * (secondsAMonth / 20);
  return [
    { name: 'Alarms', usd: fixed.alarmMetrics * cloudwatch.alarmMetricMonth },
    { name: 'Dashboard', usd: fixed.dashboards * cloudwatch.dashboardMonth },
    { name: 'Metrics of our own', usd: fixed.customMetrics * cloudwatch.metricMonth },
    { name: 'Keys', usd: fixed.keys * kms.keyMonth },
    { name: 'Secrets', usd: (fixed.secrets + assumed.brands) * secrets.secretMonth },
    { name: 'Waiting at queues', usd: tiered(sqs.tiers, polls) },
    {
      name: 'The clock of the deadlines',
      usd:
        minutesAMonth * (lambda.request + 8 * 0.5 * dynamodb.readUnit) +
        clockSeconds * ((memory.deadlines ?? 0) / 1024) * lambda.gbSecond +
        sampled(minutesAMonth) * xray.trace,
    },
  ];
}
