import {
  companySubjectOf,
  dueShards,
  type indexes,
  ownerOf,
  partitions,
  queueOf,
  sortKeys,
  subjectOf,
} from '../../shared/storage/table.ts';

/** The keys of the one table as a page. Every partition, sort key and index must be here: the types see to it. */

interface Place {
  key: string;
  holds: string;
}

// What is put into a key here looks like what it stands for; the inbox's and the index's own hashes are named.
const p = partitions;
const places: Record<keyof typeof partitions, Place> = {
  return: {
    key: p.return('<brand>', '<rma>'),
    holds: 'A return: head, portions, shipments, instructions, evidence, events.',
  },
  order: {
    key: p.order('<brand>', '<order>'),
    holds: 'An order, its person apart, and what of it is claimed by returns.',
  },
  dealers: { key: p.dealers('<brand>'), holds: 'Who sells a brand beside itself.' },
  serial: {
    key: p.serial('<brand>', '<serial>'),
    holds:
      'The open return a unit is in: a claim, and how a scan finds it. Where it was sold, and to whom it is registered.',
  },
  tracking: { key: p.tracking('<brand>', '<tracking number>'), holds: 'The return a parcel belongs to.' },
  idempotency: {
    key: p.idempotency('<brand>', '<hash>'),
    holds: 'What a request with an Idempotency-Key did; for 24 hours.',
  },
  brand: { key: p.brand('<brand>'), holds: "A brand's configuration." },
  company: { key: p.company('<brand>', '<company>'), holds: 'What is agreed with a company.' },
  purchaseOrder: {
    key: p.purchaseOrder('<brand>', '<REFERENCE>'),
    holds: 'The returns of a purchase order, oldest first.',
  },
  batch: { key: p.batch('<brand>', '<batch>'), holds: 'A batch of returns: its file, its head, its groups of rows.' },
  inbox: { key: hashed(p.inbox('<brand>', '<partner>', '<id>')), holds: 'What partners sent, as it came.' },
  withdrawal: {
    key: p.withdrawal('<brand>', '<id>'),
    holds: 'A withdrawal between its two steps, and the return made of it; for a day.',
  },
  guestLink: { key: p.guestLink('<brand>', '<hash of token>'), holds: 'A link in a message; until it expires.' },
  tries: {
    key: p.tries('<brand>', '<subject>', '<window>'),
    holds: 'Look-ups that found nothing, counted; for a quarter of an hour.',
  },
  draft: {
    key: p.draft('<brand>', '<draft>'),
    holds: 'A draft, and what its customer said, apart; gone 30 days after its end.',
  },
  funnel: { key: p.funnel('<brand>'), holds: 'How far drafts came, counted.' },
  policies: {
    key: p.policies('<brand>'),
    holds: "A brand's policies: drafts, versions, and the book of what is in force.",
  },
  backtests: { key: p.backtests('<brand>'), holds: 'Backtests of a brand, by id: the oldest first; for a year.' },
  backtest: { key: p.backtest('<brand>', '<id>'), holds: 'Attempts of a backtest, and its report.' },
  siteDay: {
    key: p.siteDay('<brand>', '<site>', '<day>', 0),
    holds:
      'Parcels that were sent to a site on a day, without those ended before they were sent: one of the shards they are counted in.',
  },
  customs: { key: p.customs('<brand>'), holds: "Who is of record on a brand's lanes, and its customs authorisations." },
  provider: { key: p.provider('<brand>', '<provider>', '<id>'), holds: 'Books of the embedded providers.' },
};

const sorts: Record<keyof typeof sortKeys, Place> = {
  customsDecision: {
    key: sortKeys.customsDecision('1', 1),
    holds: 'Decision 1 on how portion 1 may cross the border: facts, rules, answer; written once.',
  },
  keptPaper: {
    key: sortKeys.keptPaper(1, 1, '<paper>'),
    holds:
      'A paper for customs, of the first consignment of those made first: where its files are, their hashes, what is to be completed.',
  },
  event: { key: sortKeys.event(1), holds: 'Event 1 of a return; the next has the next number.' },
  evidence: { key: sortKeys.evidence('<id>'), holds: 'A piece of evidence, expected, attached or refused.' },
  head: { key: sortKeys.head, holds: 'What is true of the whole return; its version is the condition of every write.' },
  instruction: { key: sortKeys.instruction('<id>'), holds: 'An outside effect and what became of it.' },
  portion: { key: sortKeys.portion('1'), holds: 'Portion 1: a quantity that goes its way together.' },
  shipment: { key: sortKeys.shipment('<id>'), holds: 'A parcel, in either direction.' },
  statement: { key: sortKeys.statement, holds: 'The person and their words, kept apart so that they can be erased.' },
  message: { key: sortKeys.message(1), holds: 'What became of the message of event 1.' },
  cursor: { key: sortKeys.cursor('<subscriber>'), holds: 'How far a subscriber has been told.' },
  companyCard: { key: sortKeys.companyCard, holds: "The return's card, in the list of its company." },
  inConsignment: {
    key: sortKeys.inConsignment('<rma>'),
    holds: 'One of the returns that come back under one tracking number.',
  },
  body: { key: sortKeys.body('<hash>', 0), holds: 'A part of an arrival that is too large for one item.' },
  group: { key: sortKeys.group(2), holds: 'Rows of a batch that were worked off together, by the first of them.' },
  decided: {
    key: sortKeys.decided(2),
    holds: 'What was decided of reserved rows, until it is confirmed or given back.',
  },
  again: { key: sortKeys.again('<time>'), holds: 'Has an arrival told of again.' },
  attempt: { key: sortKeys.attempt(1), holds: 'Has the machine of a backtest run for the first time.' },
  draft: { key: sortKeys.draft, holds: 'What a draft holds that is not personal, and how far it came.' },
  funnelDay: {
    key: sortKeys.funnelDay('<day>', '<channel>', '<part>'),
    holds: 'Counters of the drafts begun on a day; each channel has eight parts.',
  },
  report: { key: sortKeys.report, holds: 'What a backtest found.' },
  only: { key: sortKeys.only, holds: 'The one item of a partition that has one.' },
  configuration: { key: sortKeys.configuration, holds: 'What administrators set for a brand.' },
  order: { key: sortKeys.order, holds: 'The order.' },
  orderPerson: { key: sortKeys.orderPerson, holds: 'Who bought it.' },
  claims: { key: sortKeys.claims, holds: 'Which units are spoken for, and by which return.' },
  book: { key: sortKeys.book, holds: 'Which version of which policy is in force from when to when.' },
  bookChange: { key: sortKeys.bookChange(1), holds: 'The change that made version 1 of the book: who, when, why.' },
  policyDocument: {
    key: sortKeys.policyDocument('<policy>', '1'),
    holds: 'Version 1 of a policy, whole, with what its check found; written once.',
  },
  policy: { key: sortKeys.policy('<policy>'), holds: 'A policy: which version of it is the newest.' },
  policyVersion: { key: sortKeys.policyVersion('<policy>', '1'), holds: 'Version 1 of a policy as lists show it.' },
  customsLane: {
    key: sortKeys.customsLane('<from>-<to>'),
    holds: 'Importer and exporter of record from one customs territory to another, and their broker.',
  },
  customsAuthorisation: {
    key: sortKeys.customsAuthorisation('<id>'),
    holds: 'A customs authorisation, and how often it was used.',
  },
  registered: { key: sortKeys.registered, holds: 'The unit as it is registered to its owner.' },
  dealer: { key: sortKeys.dealer('<dealer>'), holds: 'A dealer, and when it is authorized.' },
  sold: { key: sortKeys.sold, holds: 'Order and line that a serial number was sold on, last.' },
};

interface Index {
  partition: string;
  sort: string;
  asks: string;
}

const questions: Record<keyof typeof indexes, Index> = {
  whoseReturns: {
    partition: `subject: ${subjectOf('<brand>', '<customer>')}, or ${companySubjectOf('<brand>', '<company>')}; products: ${ownerOf('<brand>', '<customer>')}`,
    sort: 'subjectSort: <created at>#<rma>; <installed on>#<serial>',
    asks: 'Whose returns, or registered products, are these, newest first?',
  },
  waitingForRole: {
    partition: `queue: ${queueOf('<brand>', '<role>', '<site>')}`,
    sort: 'queueSort: <due at>#<rma>',
    asks: 'What waits for this role at this site, most urgent first?',
  },
  whatIsDue: {
    partition: `dueShard: DUE#0 … DUE#${dueShards - 1}`,
    sort: 'dueAt: <due at>#<brand>#<rma>',
    asks: 'What is due by now, of all brands?',
  },
};

export function tablePage(): string {
  return `# The table

Made from \`shared/storage/table.ts\`. One table; \`pk\` and \`sk\` are its keys. Every key but the due index's begins with the
brand, so nothing of one brand is reachable from another.

## Partitions

| \`pk\` | Holds |
| --- | --- |
${rows(places)}

## Sort keys

Those of a return's partition come first, in the order they are read; what is internal sorts from \`~\` on, behind what
tracking reads. Then those of the other partitions.

| \`sk\` | Holds |
| --- | --- |
${rows(sorts)}

## Indexes

| Index | Partition | Sort | Question |
| --- | --- | --- | --- |
${Object.entries(questions)
  .map(([name, { partition, sort, asks }]) => `| \`${name}\` | \`${partition}\` | \`${sort}\` | ${asks} |`)
  .join('\n')}
`;
}

const rows = (of: Record<string, Place>) =>
  Object.values(of)
    .map(({ key, holds }) => `| \`${key}\` | ${holds} |`)
    .join('\n');

function hashed(key: string): string {
  return key.replace(/[0-9a-f]{64}$/, '<hash of id>');
}
