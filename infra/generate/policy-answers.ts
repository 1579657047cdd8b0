import * as activations from '../../shared/contracts/activations.ts';
import * as decisions from '../../shared/contracts/decisions.ts';
import * as policies from '../../shared/contracts/policies.ts';
import { type PublishedPolicy, readPublishedPolicy } from '../../shared/contracts/published-policy.ts';
import type { AnswerOf, Route } from '../../shared/contracts/route.ts';
import { termsData } from '../../shared/policy/terms.ts';

/** Answers about policies and decisions as they look, one for each route. */

const euro = (minor: number) => ({ currency: 'EUR', minor });
const manager = { role: 'manager', id: 'M-7' };
const document = policies.policyDraft.parse(policies.policyDraft.meta()?.example);
const savedPolicy: AnswerOf<typeof policies.savePolicyDraft> = {
  policyId: 'returns',
  version: '3',
  title: 'Returns of Lumen',
  state: 'draft',
  savedAt: '2026-11-20T10:00:00.000Z',
  savedBy: manager,
  sound: true,
  findings: [],
  document,
};
const shippedActivation = {
  number: 1,
  policyId: 'default',
  version: '2026-11-1',
  title: 'Default return policy',
  from: '0001-01-01T00:00:00.000Z',
  state: 'in_force',
} as const;
const activation = {
  number: 2,
  policyId: 'returns',
  version: '3',
  title: 'Returns of Lumen',
  from: '2026-12-01T00:00:00.000Z',
  state: 'scheduled',
} as const;
const change = {
  book: 1,
  what: 'activated',
  activation: 2,
  policyId: 'returns',
  version: '3',
  from: '2026-12-01T00:00:00.000Z',
  at: '2026-11-20T10:05:00.000Z',
  by: manager,
  reason: 'Longer window over the holidays.',
  acceptedWarnings: [] as string[],
} as const;

const of = <R extends Route>(route: R, answer: AnswerOf<R>): [string, unknown] => [route.name, answer];

/** What is published of the example of a draft. */
const published = termsData(
  { id: 'returns', version: '3', ...policies.policyDraft.parse(policies.policyDraft.meta()?.example) },
  { country: 'DE', language: 'en', currency: 'EUR' },
);

export const policyAnswers: readonly [string, unknown][] = [
  of(policies.savePolicyDraft, savedPolicy),
  of(policies.readPolicyDraft, savedPolicy),
  of(policies.readPolicyVersion, savedPolicy),
  of(policies.checkPolicy, {
    sound: false,
    findings: [
      { level: 'error', code: 'expression', pointer: '/rules/0/when', detail: 'There is no fact called colour.' },
    ],
  }),
  of(policies.tryPolicy, {
    outcome: 'approve',
    terms: {
      labelPayer: 'customer',
      fees: [{ kind: 'return_shipping', amount: euro(495) }],
      resolutions: ['refund', 'exchange'],
      evidence: [],
      refundsDelivery: false,
    },
    message: 'You can send it back; the way back is taken off your refund.',
    rules: [{ id: 'in-window', why: 'Asked for within the window' }],
    tried: ['high-value', 'in-window'],
    checks: [],
    problems: [],
    window: {},
    policy: { id: 'returns', version: 'draft' },
  }),
  of(policies.listPolicies, {
    items: [
      {
        policyId: 'returns',
        title: 'Returns of Lumen',
        version: '3',
        savedAt: savedPolicy.savedAt,
        savedBy: manager,
        next: activation,
      },
    ],
  }),
  of(policies.listPolicyVersions, {
    items: [
      {
        policyId: 'returns',
        version: '3',
        title: 'Returns of Lumen',
        state: 'draft',
        savedAt: savedPolicy.savedAt,
        savedBy: manager,
        sound: true,
        warnings: 0,
        errors: 0,
      },
    ],
  }),
  of(activations.activatePolicy, { activation, change }),
  of(activations.endActivation, {
    activation: { ...activation, until: activation.from, state: 'called_off' },
    change: { ...change, book: 2, what: 'ended', until: activation.from, reason: 'The sale is over.' },
  }),
  of(activations.rollBackPolicy, {
    activation: { ...activation, number: 4, version: '2', from: '2026-12-10T08:00:00.000Z', state: 'in_force' },
    change: { ...change, book: 3, what: 'rolled_back', activation: 4, version: '2', from: '2026-12-10T08:00:00.000Z' },
  }),
  of(activations.readPolicyBook, { version: 1, activations: [shippedActivation, activation] }),
  of(activations.listPolicyChanges, { items: [change] }),
  [
    readPublishedPolicy.name,
    {
      brand: 'lumen',
      country: 'DE',
      language: 'en',
      currency: 'EUR',
      policies: [{ ...published, cases: published.cases.slice(0, 2), inForceSince: '2026-12-01T00:00:00.000Z' }],
    } satisfies PublishedPolicy,
  ],
  of(decisions.readDecision, {
    rma: '7K3F-9XTB-2MQT',
    decidedAt: '2026-11-02T09:30:00.000Z',
    outcome: 'approve',
    language: 'en',
    lines: [
      {
        portion: '1',
        lineId: '1',
        outcome: 'approve',
        message: 'You can send it back; a restocking fee and the way back are taken off your refund.',
        policy: {
          id: 'returns',
          version: '3',
          chosen: 'order_date',
          because: 'It was in force when the order was placed, and still is.',
        },
        facts: {
          reason: 'customer_remorse',
          preference: 'refund',
          category: 'audio',
          currency: 'EUR',
          valueMinor: 12900,
          requestValueMinor: 12900,
          returnedValueMinor: 12900,
          quantity: 1,
          flagged: false,
          business: true,
          country: 'DE',
          daysSinceDelivery: 9,
          condition: 'opened',
          crossBorder: false,
          problems: [],
        },
        rules: [{ id: 'in-window', why: 'Asked for within the window' }],
        tried: ['high-value', 'in-window'],
        checks: [],
        problems: [],
        terms: {
          labelPayer: 'customer',
          fees: [
            { kind: 'restocking', amount: euro(2580) },
            { kind: 'return_shipping', amount: euro(495) },
          ],
          resolutions: ['refund', 'exchange'],
          evidence: [],
          refundsDelivery: false,
        },
        rights: [],
        replayed: { same: true, differences: [] },
      },
    ],
    since: [],
  }),
];
