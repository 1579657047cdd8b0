/** What the bench, and the tests of what it counts, hold the project to. */
export const limits = {
  /** Time of a request as a multiple of the time its storage calls take alone. */
  ratio: { create: 1.7, track: 1.5, list: 1.5 },
  /** Time of a request written step by step, each step saved once, as a multiple of a whole request's. */
  draft: { ratio: 8 },
  /** Functions that serve requests: gzipped KB, and start as a multiple of a bare lib-dynamodb client's. */
  serving: { kilobytes: 175, start: 1.45 },
  /** Those of them that presign, or work out what policy and law say, too. */
  presigning: { kilobytes: 250, start: 2.2 },
  /** The API's own documents, which grow with it. */
  documents: { kilobytes: 250, start: 1.45 },
  /** A stage change of one portion: write units on the table (transactional ones count twice) and on the indexes. */
  stageChange: { table: 8, index: 6 },
  /** Transitions of the lifecycle machine over a whole life. */
  transitions: { plain: 12, returnless: 3, rejected: 0 },
  /** Processor time of a decision in a warm process, with so many rules. */
  decision: { rules: 50, microseconds: 1000 },
  /** Milliseconds of processor time of a customs determination in a warm process, whichever it is. */
  determination: 2,
  /** Seconds a backtest of ten thousand returns takes. */
  backtest: 300,
  /** US dollars a month for a million plain domestic returns, e-mail aside. */
  millionReturns: 650,
} as const;

/** Areas that presign uploads or links, or work out what policy and law say. */
const presigning: readonly string[] = ['dossier', 'drafts', 'intake', 'orders', 'policies', 'tracking'];

export const limitOf = (area: string) =>
  area === 'documentation' ? limits.documents : presigning.includes(area) ? limits.presigning : limits.serving;

/** What a well-known open commerce server does a second on such a machine, and how many times that we mean to do. */
export const aims = { create: 10 * 40, read: 67 * 20 } as const;
