import * as z from 'zod';
import { lineDecision } from './decision.ts';
import { facts } from './facts.ts';
import { listQuery } from './list-query.ts';
import { policyDocument } from './policy.ts';
import { policyActivation, policyActor, policyId, policyVersion } from './policy-book.ts';
import { policyFindingCodes } from './policy-findings.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** A brand's own return policies: drafts, their check, and what is in force when. */

/** Bytes of a policy as JSON: an item of the table holds 400 KB (DynamoDB quotas), its findings are kept with it. */
export const largestPolicy = 300_000;

const { id: _id, version: _version, ...content } = policyDocument.shape;

const example = {
  title: 'Returns of Lumen',
  windows: { standard: 30 },
  amounts: { reviewOver: { EUR: 30000 }, returnLabel: { EUR: 495 } },
  evidence: { defective: ['photo_or_video'] },
  guards: [
    {
      id: 'high-value',
      title: 'Worth more than is decided automatically',
      when: 'requestValueMinor > amounts.reviewOver',
      message: 'Thank you. Our team will look at your request and answer you soon.',
    },
  ],
  rules: [
    {
      id: 'in-window',
      title: 'Asked for within the window, and worth the way back',
      when: 'known.deliveredOn && open.standard && valueMinor > amounts.returnLabel',
      answer: {
        outcome: 'approve',
        message: 'You can send it back; the way back is taken off your refund.',
        labelPayer: 'customer',
        resolutions: ['refund', 'exchange'],
        fees: [{ kind: 'return_shipping', amount: 'returnLabel' }],
      },
    },
  ],
  otherwise: {
    id: 'no-rule',
    title: 'No rule answers this',
    answer: { outcome: 'review', message: 'Thank you. Our team will look at your request and answer you soon.' },
  },
  modifiers: [],
  wishNotOffered: 'answer',
};

/** A policy as it is written: without id and version, which come from where and when it is saved. */
export const policyDraft = z.strictObject(content).meta({
  id: 'PolicyDraft',
  description: `A return policy as it is written: which requests it is for, and what it answers to them. At most ${largestPolicy} bytes as JSON.`,
  example,
});
export type PolicyDraft = z.infer<typeof policyDraft>;

export const policyFinding = z
  .strictObject({
    level: z.enum(['error', 'warning']).meta({ description: 'With an error it cannot be put in force.' }),
    code: z.enum(policyFindingCodes),
    pointer: z.string().meta({ description: 'Where in the document (RFC 6901).' }),
    detail: z.string().meta({ description: 'A sentence in the language of who asks (English or German).' }),
    witness: z.record(z.string(), z.unknown()).optional().meta({ description: 'Facts of a request that shows it.' }),
  })
  .meta({ id: 'PolicyFinding', description: 'What the check of a policy found.' });
export type PolicyFinding = z.infer<typeof policyFinding>;

const check = {
  sound: z
    .boolean()
    .meta({ description: 'Whether there is no error among the findings: then it can be put in force.' }),
  findings: z.array(policyFinding),
};

const saved = {
  policyId,
  version: policyVersion,
  title: z.string(),
  state: z.enum(['draft', 'kept']).meta({ description: 'Kept: it was put in force, or is going to be.' }),
  savedAt: v.time,
  savedBy: policyActor,
};

const policyListed = z.strictObject({
  policyId,
  title: z.string(),
  version: policyVersion.meta({ description: 'The newest that was saved.' }),
  savedAt: v.time,
  savedBy: policyActor,
  inForce: policyActivation.optional(),
  next: policyActivation.optional().meta({ description: 'The next that is scheduled.' }),
});

const versionListed = z.strictObject({ ...saved, sound: check.sound, warnings: z.int(), errors: z.int() });

export const savedPolicy = z
  .strictObject({ ...saved, ...check, document: policyDraft })
  .meta({ id: 'SavedPolicy', description: 'One version of a policy, with what its check found when it was saved.' });
export type SavedPolicy = z.infer<typeof savedPolicy>;

const brandParams = z.strictObject({ brand: v.brand });
const policyParams = z.strictObject({ brand: v.brand, policyId });
const versionParams = z.strictObject({ ...policyParams.shape, version: policyVersion });
const area = 'policies';

export const listPolicies = route({
  name: 'listPolicies',
  method: 'GET',
  path: '/v1/brands/{brand}/policies',
  area,
  summary: "List a brand's policies, each with what of it is in force",
  action: 'policy.read',
  params: brandParams,
  query: listQuery,
  success: {
    status: 200,
    body: z.strictObject({ items: z.array(policyListed), next: v.cursor.optional() }).meta({ id: 'Policies' }),
  },
  problems: ['invalid-cursor'],
});

export const listPolicyVersions = route({
  name: 'listPolicyVersions',
  method: 'GET',
  path: '/v1/brands/{brand}/policies/{policyId}/versions',
  area,
  summary: 'List the versions of a policy, newest first',
  action: 'policy.read',
  params: policyParams,
  query: listQuery,
  success: {
    status: 200,
    body: z.strictObject({ items: z.array(versionListed), next: v.cursor.optional() }).meta({ id: 'PolicyVersions' }),
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const readPolicyVersion = route({
  name: 'readPolicyVersion',
  method: 'GET',
  path: '/v1/brands/{brand}/policies/{policyId}/versions/{version}',
  area,
  summary: 'Read one version of a policy, whole; the shipped policy too, as `default`',
  action: 'policy.read',
  params: versionParams,
  success: { status: 200, body: savedPolicy },
  problems: ['not-found'],
});

export const readPolicyDraft = route({
  name: 'readPolicyDraft',
  method: 'GET',
  path: '/v1/brands/{brand}/policies/{policyId}/draft',
  area,
  summary: 'Read the newest version of a policy, to go on with it; the shipped policy too, as `default`',
  action: 'policy.read',
  params: policyParams,
  success: { status: 200, body: savedPolicy },
  problems: ['not-found'],
});

export const savePolicyDraft = route({
  name: 'savePolicyDraft',
  method: 'PUT',
  path: '/v1/brands/{brand}/policies/{policyId}/draft',
  area,
  summary: 'Save a draft of a policy as its next version, and check it',
  action: 'policy.save',
  params: policyParams,
  body: policyDraft,
  conditional: true,
  success: { status: 200, body: savedPolicy },
  problems: ['version-conflict', 'too-large', 'policy-book-conflict', 'busy'],
});

export const checkPolicy = route({
  name: 'checkPolicy',
  method: 'POST',
  path: '/v1/brands/{brand}/policies/{policyId}/check',
  area,
  summary:
    'Check a policy, saved or not: faults of its expressions, rules that never speak, and what it shares with others',
  action: 'policy.save',
  params: policyParams,
  body: z
    .strictObject({
      document: policyDraft.optional().meta({ description: 'Checked without being saved.' }),
      version: policyVersion.optional().meta({ description: 'A saved version; the newest when both are left out.' }),
    })
    .refine(({ document, version }) => !(document && version), {
      path: ['version'],
      error: v.wrongAs('document_or_version'),
    })
    .meta({ id: 'PolicyCheckRequest', example: { version: '3' } }),
  success: { status: 200, body: z.strictObject(check).meta({ id: 'PolicyCheck' }) },
  problems: ['not-found', 'too-large'],
});

export const tryPolicy = route({
  name: 'tryPolicy',
  method: 'POST',
  path: '/v1/brands/{brand}/policies/{policyId}/try',
  area,
  summary: 'What a policy, saved or not, answers to made-up facts, before what the law adds',
  action: 'policy.save',
  params: policyParams,
  body: z
    .strictObject({
      facts,
      document: policyDraft.optional().meta({ description: 'Tried without being saved.' }),
      version: policyVersion.optional().meta({ description: 'A saved version; the newest when both are left out.' }),
      locale: v.locale.optional().meta({ description: 'Of the sentences.' }),
    })
    .refine(({ document, version }) => !(document && version), {
      path: ['version'],
      error: v.wrongAs('document_or_version'),
    })
    .meta({
      id: 'PolicyTrial',
      example: {
        facts: {
          reason: 'customer_remorse',
          category: 'audio',
          currency: 'EUR',
          valueMinor: 12900,
          requestValueMinor: 12900,
          returnedValueMinor: 12900,
          quantity: 1,
          flagged: false,
          business: false,
          country: 'DE',
          deliveredOn: '2026-11-01',
          today: '2026-11-10',
          daysSinceDelivery: 9,
          condition: 'opened',
          crossBorder: false,
          problems: [],
        },
      },
    }),
  success: { status: 200, body: lineDecision },
  problems: ['not-found', 'too-large', 'policy-not-sound'],
});
