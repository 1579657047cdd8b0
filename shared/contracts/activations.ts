import * as z from 'zod';
import { listQuery } from './list-query.ts';
import { policyActivation, policyChange, policyId, policyVersion } from './policy-book.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** What of a brand's policies is in force from when to when, and who said so. */

const area = 'policies';
const brandParams = z.strictObject({ brand: v.brand });
const policyParams = z.strictObject({ brand: v.brand, policyId });
const reason = v.words(500).meta({ description: 'Why: the history of the book keeps it.' });

const changed = z
  .strictObject({ activation: policyActivation.meta({ description: 'As it stands now.' }), change: policyChange })
  .meta({ id: 'PolicyBookChanged' });

const changing = {
  area,
  action: 'policy.activate',
  idempotent: true,
  conditional: true,
  problems: ['not-found', 'version-conflict', 'policy-book-conflict', 'too-many-items', 'busy'],
} as const;

export const activatePolicy = route({
  ...changing,
  name: 'activatePolicy',
  method: 'POST',
  path: '/v1/brands/{brand}/policies/{policyId}/activations',
  summary: 'Put a version of a policy in force, from an instant on',
  params: policyParams,
  body: z
    .strictObject({
      version: policyVersion,
      from: v.instant.optional().meta({ description: 'Left out: now. Never in the past.' }),
      until: v.instant
        .optional()
        .meta({ description: 'Then what was in force before goes on. Left out: until it is ended or followed.' }),
      reason,
      acceptWarnings: z.boolean().default(false).meta({ description: 'Needed where the check found warnings.' }),
      coversOlderOrders: z.boolean().default(false).meta({
        description:
          'For a brand that begins with a policy of its own: it decides orders placed before it, too. Else those are under the shipped policy, which was in force until now.',
      }),
    })
    .meta({ id: 'PolicyActivationRequest', example: { version: '3', reason: 'Longer window over the holidays.' } }),
  success: { status: 201, body: changed },
  problems: [...changing.problems, 'policy-not-sound'],
});

export const endActivation = route({
  ...changing,
  name: 'endActivation',
  method: 'POST',
  path: '/v1/brands/{brand}/policies/{policyId}/activations/{activation}/end',
  summary: 'End an activation, or call it off before it begins',
  params: z.strictObject({ ...policyParams.shape, activation: z.coerce.number().int().min(1).max(1_000_000) }),
  body: z
    .strictObject({ at: v.instant.optional().meta({ description: 'Left out: now. Never in the past.' }), reason })
    .meta({ id: 'ActivationEnd', example: { reason: 'The sale is over.' } }),
  success: { status: 200, body: changed },
});

export const rollBackPolicy = route({
  ...changing,
  name: 'rollBackPolicy',
  method: 'POST',
  path: '/v1/brands/{brand}/policies/{policyId}/rollback',
  summary: 'Go back to an earlier version of a policy at once; decisions that were made stand',
  params: policyParams,
  body: z
    .strictObject({
      version: policyVersion.optional().meta({ description: 'Left out: the one in force before the present one.' }),
      reason,
    })
    .meta({ id: 'PolicyRollback', example: { reason: 'Too many requests wait for a person.' } }),
  success: { status: 201, body: changed },
});

export const readPolicyBook = route({
  name: 'readPolicyBook',
  method: 'GET',
  path: '/v1/brands/{brand}/policy-book',
  area,
  summary: 'What was, is and will be in force, from when to when',
  action: 'policy.read',
  params: brandParams,
  success: {
    status: 200,
    body: z.strictObject({ version: z.int(), activations: z.array(policyActivation) }).meta({ id: 'PolicyBook' }),
  },
});

export const listPolicyChanges = route({
  name: 'listPolicyChanges',
  method: 'GET',
  path: '/v1/brands/{brand}/policy-book/changes',
  area,
  summary: 'Who put what in force, when and why, newest first',
  action: 'policy.read',
  params: brandParams,
  query: listQuery,
  success: {
    status: 200,
    body: z.strictObject({ items: z.array(policyChange), next: v.cursor.optional() }).meta({ id: 'PolicyChanges' }),
  },
  problems: ['invalid-cursor'],
});
