import type { Node } from 'constructs';
import * as z from 'zod';

const words = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );

const flag = z.stringbool().or(z.boolean()).default(false);

/** The context values of a deployment, as `cdk deploy -c name=value` gives them. */
const context = z.object({
  /** Name of this copy of Homeward in the account; part of every name that must be unique. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'a stage is 1 to 20 of a-z, 0-9 and -, and begins with a letter')
    .default('dev'),
  /** True for the engine on a laptop: leaves out what only a cloud has, and deletes everything with the stacks. */
  local: flag,
  /** Issuer of the sign-in tokens. Absent: a Cognito user pool is created. */
  oidcIssuer: z.url().optional(),
  /** The tokens' audience; needed with `oidcIssuer`. */
  oidcAudience: z.string().min(1).optional(),
  /** Where the issuer's keys are; needed with `oidcIssuer`. */
  jwksUrl: z.url().optional(),
  /** The claim with the array of `<brand>:<role>`. */
  rolesClaim: z.string().min(1).default('cognito:groups'),
  /** The claim with a customer's id as the order systems state it; a customer must not be able to change it. */
  customerClaim: z.string().min(1).default('sub'),
  /** The claim with the company a customer acts for; a customer must not be able to change it. Absent: nobody acts for one. */
  companyClaim: z.string().default(''),
  /** Verified mail identities (domains or addresses, comma-separated) that messages may come from. */
  mailFrom: words,
  /** Origins of the pages that call the API and upload from a browser, comma-separated. */
  allowedOrigins: words,
  /** Own host name of the API; needs `certificateArn`. */
  domain: z.string().min(1).optional(),
  /** Certificate for `domain`, in the same region. */
  certificateArn: z.string().startsWith('arn:').optional(),
  /** Address that is told of alarms. */
  alarmEmail: z.email().optional(),
  /** Minutes after which a lifecycle segment that has not come further is started again. */
  progressMinutes: z.coerce.number().int().min(1).max(60).default(5),
  /** Folder of the functions' bundles, made while synthesizing. */
  bundles: z.string().default('.bundles'),
});

/** What a deployment is made with: context values, checked and put in order. */
export interface Deployment {
  readonly stage: string;
  readonly local: boolean;
  readonly issuer?: { readonly url: string; readonly audience: string; readonly jwksUrl: string };
  readonly rolesClaim: string;
  readonly customerClaim: string;
  readonly companyClaim: string;
  readonly mailFrom: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  readonly alarmEmail?: string;
  readonly progressMinutes: number;
  readonly bundles: string;
}

/**
 * Reads a deployment from a construct's context.
 * Throws an Error whose message names each value that is missing or wrong.
 */
export function readDeployment(node: Node): Deployment {
  const given = Object.fromEntries(
    Object.keys(context.shape).map((name) => {
      const value: unknown = node.tryGetContext(name);
      return [name, value === '' ? undefined : value];
    }),
  );
  const read = context.safeParse(given);
  if (!read.success) throw new Error(`Context values: ${z.prettifyError(read.error)}`);

  const { oidcIssuer, oidcAudience, jwksUrl, domain, certificateArn, alarmEmail, ...rest } = read.data;
  if (oidcIssuer !== undefined && (oidcAudience === undefined || jwksUrl === undefined))
    throw new Error('Context values: oidcIssuer needs oidcAudience and jwksUrl beside it.');
  if (domain !== undefined && certificateArn === undefined)
    throw new Error('Context values: domain needs certificateArn beside it.');
  return {
    ...rest,
    ...(oidcIssuer !== undefined && oidcAudience !== undefined && jwksUrl !== undefined
      ? { issuer: { url: oidcIssuer, audience: oidcAudience, jwksUrl } }
      : {}),
    ...(domain !== undefined && certificateArn !== undefined ? { domain: { name: domain, certificateArn } } : {}),
    ...(alarmEmail !== undefined ? { alarmEmail } : {}),
  };
}
