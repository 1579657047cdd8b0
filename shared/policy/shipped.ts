import type { PolicyDocument } from '../contracts/policy.ts';
import { type Activation, activationAt, type PolicyBook, shippedPolicyId } from './book.ts';
import { defaultPolicy } from './default-policy.ts';
import type { LinePlace } from './scope.ts';
import { textIn } from './text.ts';

/** Names one version of a policy. */
export type PolicyRef = Pick<Activation, 'policyId' | 'version'>;

/** The shipped policy as it is deployed, for books. */
export const shippedPolicy = {
  policyId: shippedPolicyId,
  version: defaultPolicy.version,
  title: titleOf(defaultPolicy),
} as const;

export const isShipped = ({ policyId, version }: PolicyRef): boolean =>
  policyId === shippedPolicyId && version === defaultPolicy.version;

/** What decides a line at an instant, by the book; where the book has nothing for it, the shipped policy. */
export function policyInForce(book: PolicyBook, at: string, line: LinePlace): PolicyRef {
  return activationAt(book, at, line) ?? shippedPolicy;
}

/** A policy's title as the house reads it. */
export function titleOf({ title }: Pick<PolicyDocument, 'title'>): string {
  return textIn('en', title);
}
