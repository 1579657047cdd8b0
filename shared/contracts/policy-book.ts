import * as z from 'zod';
import { policyScope } from './policy-scope.ts';
import * as v from './values.ts';

/** A brand's policy book as it is kept and read: which version of which policy is in force from when to when. */

export const policyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}$/)
  .meta({ id: 'PolicyId', description: "A policy's name, of small letters, digits and hyphens.", example: 'returns' });

export const policyVersion = z
  .string()
  .regex(/^[0-9A-Za-z.-]{1,32}$/)
  .meta({
    id: 'PolicyVersion',
    description: 'Every save of a draft is a version of its own, numbered from 1; none ever changes.',
    example: '3',
  });

const activationFields = {
  number: z.int().min(1).meta({ description: 'Its number in the book.' }),
  policyId,
  version: policyVersion,
  title: z.string(),
  scope: policyScope
    .optional()
    .meta({ description: 'The lines it decides; absent: all that no narrower policy decides.' }),
  from: v.time.meta({ description: 'Decides from this instant on.' }),
  until: v.time
    .optional()
    .meta({ description: 'And up to this one; absent: until the next activation of this policy.' }),
  resumes: z.int().optional().meta({
    description: 'The activation that goes on here, after one that was for a time (`until`).',
  }),
};

/** The book as it lies in the table. */
export const storedBook = z.object({ version: z.int(), activations: z.array(z.object(activationFields)) });

/** Who did something, as the log says it: the role that allowed it, and the id at the issuer. */
export const policyActor = z.strictObject({ role: z.string(), id: z.string() }).meta({ id: 'PolicyActor' });
export type PolicyActor = z.infer<typeof policyActor>;

export const policyActivation = z
  .strictObject({
    ...activationFields,
    state: z.enum(['over', 'in_force', 'scheduled', 'called_off']),
  })
  .meta({ id: 'PolicyActivation', description: 'One version of a policy, put in force.' });
export type PolicyActivation = z.infer<typeof policyActivation>;

/** What was done to the book: who, when, why. */
export const policyChange = z
  .strictObject({
    book: z.int().meta({ description: 'Version of the book that it made.' }),
    what: z.enum(['activated', 'ended', 'rolled_back']),
    activation: activationFields.number,
    policyId,
    version: policyVersion,
    from: v.time,
    until: v.time.optional(),
    at: v.time,
    by: policyActor,
    reason: z.string(),
    acceptedWarnings: z.array(z.string()).meta({ description: 'Codes of the warnings that were accepted with it.' }),
  })
  .meta({ id: 'PolicyChange' });
export type PolicyChange = z.infer<typeof policyChange>;
