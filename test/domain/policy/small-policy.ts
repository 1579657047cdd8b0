import { type PolicyDocument, policyDocument } from '../../../shared/contracts/policy.ts';

/** A policy of one rule that approves everything, unless it says otherwise. */
export const smallPolicy = (some: object = {}): PolicyDocument =>
  policyDocument.parse({
    id: 'small',
    version: '1',
    title: 'A small policy',
    windows: { standard: 30 },
    amounts: { label: { EUR: 500 } },
    evidence: {},
    guards: [],
    rules: [{ id: 'all', title: 'All', when: 'true', answer: approve() }],
    otherwise: { id: 'rest', title: 'The rest', answer: { outcome: 'reject', message: 'No.' } },
    modifiers: [],
    wishNotOffered: 'answer',
    ...some,
  });

export const approve = (some: object = {}) => ({
  outcome: 'approve',
  message: 'Yes.',
  labelPayer: 'brand',
  resolutions: ['refund'],
  ...some,
});

export const rule = (when: string, answer: object = approve(), id = 'rule') => ({ id, title: 'A rule', when, answer });
export const guard = (when: string, id = 'guard') => ({ id, title: 'A guard', when, message: 'Wait.' });
