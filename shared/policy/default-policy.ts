import type { PolicyDocument } from '../contracts/policy.ts';
import document from './default-policy.json' with { type: 'json' };

/**
 * The policy a brand has before it writes its own: the rules of the shipped default as data, in full. A test checks it: a
 * function that did so each time would take a tenth longer to start.
 * Where the catalogue of rules leaves room, it says: low value is returnless only in time (window, or warranty for a
 * fault); what went wrong on the brand's side is approved whenever it is told; restocking goes from
 * 15 % (unopened, two weeks) to 25 % (used, a month, or damaged); missing packaging costs 5 %.
 */
export const defaultPolicy = document as unknown as PolicyDocument;
