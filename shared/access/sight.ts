import type { Role } from './permissions.ts';
import type { Principal } from './principal.ts';

/** What of a return each role of the staff sees beyond what its customer sees: what they need for their work, no more. */
const sights = {
  /** Terms, the rules that led to them, doubts, and what is being paid back, with its failures. */
  terms: ['agent', 'manager', 'finance', 'compliance'],
  /** Reasons that staff gave. */
  notes: ['agent', 'manager', 'finance', 'compliance'],
  /** Questions, answers and refusals. */
  conversation: ['agent', 'manager'],
  /** What the customer told of a failure, to be held against the goods. */
  descriptions: ['agent', 'manager', 'inspector'],
  /** Photos, videos and documents. */
  evidence: ['agent', 'manager', 'inspector'],
  /** Serial numbers and findings. */
  goods: ['agent', 'manager', 'warehouse', 'inspector', 'compliance'],
} as const satisfies Record<string, readonly Role[]>;

export type Sight = keyof typeof sights;

/** Whether any of a principal's roles sees this. Customers and guests never do. */
export function hasSightOf({ roles }: Pick<Principal, 'roles'>, sight: Sight): boolean {
  return roles.some((role) => (sights[sight] as readonly Role[]).includes(role));
}
