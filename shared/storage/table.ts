import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mainSite } from '../contracts/sites.ts';
import { sha256 } from './sha256.ts';

/** The one table and its keys. Every key but the due index begins with the brand: nothing of one is reachable from another. */
export interface Table {
  name: string;
  documents: DynamoDBDocumentClient;
}

/** Connects to the table. The client is made once for a process and kept. */
export function connectTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const client = new DynamoDBClient({ maxAttempts: 4, ...config });
  return {
    name,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

export const partitions = {
  return: (brand: string, rma: string) => `BRAND#${brand}#RETURN#${rma}`,
  order: (brand: string, orderNumber: string) => `BRAND#${brand}#ORDER#${orderNumber}`,
  dealers: (brand: string) => `BRAND#${brand}#DEALERS`,
  serial: (brand: string, serial: string) => `BRAND#${brand}#SERIAL#${serial}`,
  tracking: (brand: string, trackingNumber: string) => `BRAND#${brand}#TRACKING#${trackingNumber}`,
  idempotency: (brand: string, scope: string) => `BRAND#${brand}#IDEMPOTENCY#${scope}`,
  brand: (brand: string) => `BRAND#${brand}`,
  company: (brand: string, company: string) => `BRAND#${brand}#COMPANY#${company}`,
  purchaseOrder: (brand: string, reference: string) => `BRAND#${brand}#PURCHASEORDER#${reference.toUpperCase()}`,
  batch: (brand: string, id: string) => `BRAND#${brand}#BATCH#${id}`,
  inbox: (brand: string, provider: string, id: string) => `BRAND#${brand}#INBOX#${provider}#${sha256(id)}`,
  withdrawal: (brand: string, id: string) => `BRAND#${brand}#WITHDRAWAL#${id}`,
  guestLink: (brand: string, tokenHash: string) => `BRAND#${brand}#LINK#${tokenHash}`,
  tries: (brand: string, subject: string, window: string) => `BRAND#${brand}#TRIES#${subject}#${window}`,
  draft: (brand: string, draft: string) => `BRAND#${brand}#DRAFT#${draft}`,
  funnel: (brand: string) => `BRAND#${brand}#FUNNEL`,
  policies: (brand: string) => `BRAND#${brand}#POLICIES`,
  backtests: (brand: string) => `BRAND#${brand}#BACKTESTS`,
  backtest: (brand: string, id: string) => `BRAND#${brand}#BACKTEST#${id}`,
  siteDay: (brand: string, site: string, day: string, shard: number) =>
    `BRAND#${brand}#SITE#${site}#DAY#${day}#${String(shard).padStart(2, '0')}`,
  customs: (brand: string) => `BRAND#${brand}#CUSTOMS`,
  provider: (brand: string, provider: string, id: string) => `BRAND#${brand}#PROVIDER#${provider}#${id}`,
} as const;

/**
 * Sort keys of a return's partition, in this order: `CUSTOMS` · `DOCUMENT` · `EVENT` · `EVIDENCE` · `HEAD` · `INSTRUCTION` · `PORTION`
 * · `SHIPMENT` · `STATEMENT` · `~…`. Tracking reads the events and all after them up to `~`, a command all but the events; what is internal sorts from `~` on.
 */
export const sortKeys = {
  /** A customs decision of a portion; without numbers, where all of them begin. */
  customsDecision: (portion?: string, version = 0) =>
    portion === undefined ? 'CUSTOMS#' : `CUSTOMS#${portion.padStart(4, '0')}#${String(version).padStart(4, '0')}`,
  /** A paper for customs; without a version, where all of them begin. */
  keptPaper: (version?: number, consignment = 0, kind = '') =>
    version === undefined
      ? 'DOCUMENT#'
      : `DOCUMENT#${String(version).padStart(4, '0')}#${String(consignment).padStart(3, '0')}#${kind}`,
  event: (seq: number) => `EVENT#${String(seq).padStart(6, '0')}`,
  evidence: (id: string) => `EVIDENCE#${id}`,
  head: 'HEAD',
  instruction: (id: string) => `INSTRUCTION#${id}`,
  portion: (id: string) => `PORTION#${id.padStart(4, '0')}`,
  shipment: (id: string) => `SHIPMENT#${id}`,
  statement: 'STATEMENT',
  message: (seq: number) => `~MESSAGE#${String(seq).padStart(6, '0')}`,
  cursor: (subscriber: string) => `~CURSOR#${subscriber}`,
  /** The return's card once more, among those of its company. */
  companyCard: '~COMPANY',
  /** One of the returns that come back under one tracking number. */
  inConsignment: (rma: string) => `RETURN#${rma}`,
  /** Part of an arrival's body that is too large for one item. */
  body: (hash: string, part: number) => `BODY#${hash}#${String(part).padStart(3, '0')}`,
  /** Rows of a batch that were worked off together, by the first of them. */
  group: (first: number) => `GROUP#${String(first).padStart(6, '0')}`,
  /** What was decided of reserved rows. */
  decided: (first: number) => `~DECIDED#${String(first).padStart(6, '0')}`,
  /** Tells of an arrival, a batch or a withdrawal again. */
  again: (at: string) => `AGAIN#${at}`,
  /** Has a backtest's machine run. */
  attempt: (number: number) => `ATTEMPT#${String(number).padStart(4, '0')}`,
  report: 'REPORT',
  draft: 'DRAFT',
  /** Counters of a day's drafts, by channel and in parts. */
  funnelDay: (day: string, channel: string, part: string) => `DAY#${day}#${channel}#${part}`,
  /** The one item of a partition that has only one. */
  only: 'ITEM',
  configuration: 'CONFIGURATION',
  order: 'ORDER',
  orderPerson: 'ORDER~PERSON',
  claims: 'CLAIMS',
  /** Of a brand's policies: the book, what was done to it, each policy, its versions without and with their documents. */
  book: 'BOOK',
  bookChange: (book: number) => `CHANGE#${String(book).padStart(6, '0')}`,
  policyDocument: (policyId: string, version: string) => `DOCUMENT#${policyId}#${version.padStart(6, '0')}`,
  policy: (policyId: string) => `POLICY#${policyId}`,
  policyVersion: (policyId: string, version: string) => `VERSION#${policyId}#${version.padStart(6, '0')}`,
  sold: 'SOLD',
  dealer: (id: string) => `DEALER#${id}`,
  registered: 'REGISTERED',
  /** Of a brand's customs: who is of record on a lane, and what it is authorised to. */
  customsLane: (lane: string) => `LANE#${lane}`,
  customsAuthorisation: (id: string) => `AUTHORISATION#${id}`,
} as const;

/** Indexes, named for the question they answer. */
export const indexes = {
  whoseReturns: 'whoseReturns',
  waitingForRole: 'waitingForRole',
  whatIsDue: 'whatIsDue',
} as const;

/** The due index is cut in shards, so that a minute's work never meets one partition's limit. */
export const dueShards = 8;
const shardOf = (id: string): number => Number.parseInt(sha256(id).slice(0, 8), 16) % dueShards;
export const dueShard = (rma: string): string => `DUE#${shardOf(rma)}`;

/** Drafts are due in shards of their own; what is counted of them is counted in as many parts. */
export const draftPart = (id: string): string => String(shardOf(id));
export const draftDueShard = (part: string): string => `DUE#DRAFTS#${part}`;

/** Backtests that are heard of no more are due in a shard of their own. */
export const backtestDueShard = 'DUE#BACKTESTS';

/** Arrivals that wait are due in a shard of their own. */
export const inboxDueShard = 'DUE#INBOX';

/** Batches that nobody has moved are due in a shard of their own. */
export const batchDueShard = 'DUE#BATCHES';

/** Withdrawals that are confirmed in part are due in a shard of their own. */
export const withdrawalDueShard = 'DUE#WITHDRAWALS';

/** What of a brand's inbox could not be worked off, in the index of what waits for a role. */
export const quarantineOf = (brand: string): string => `BRAND#${brand}#QUARANTINE`;

/** Whose registered products: beside whose returns, in the same index. */
export const ownerOf = (brand: string, customerId: string): string => `BRAND#${brand}#OWNER#${customerId}`;

export const subjectOf = (brand: string, customerId: string): string => `BRAND#${brand}#SUBJECT#${customerId}`;

/** All returns of a company's orders, whoever of it asked. */
export const companySubjectOf = (brand: string, company: string): string => `BRAND#${brand}#COMPANY#${company}`;

/** Queue of a role at a site: where goods are in hand, or `main` for all that a brand does in one place. */
export const queueOf = (brand: string, role: string, site: string = mainSite): string =>
  `BRAND#${brand}#SITE#${site}#ROLE#${role}`;
