import * as z from 'zod';

/** What a function is told by its environment; each takes what it needs, and fails at its start when that is missing. */
const needed = z.string().min(1);
const settings = {
  TABLE_NAME: needed,
  FILES_BUCKET: needed,
  BUS_NAME: needed,
  LIFECYCLE_MACHINE_ARN: needed,
  BACKTEST_MACHINE_ARN: needed,
  SIGNING_SECRET_ARN: needed,
  PARTNER_SECRETS_PREFIX: needed,
  OIDC_ISSUER: needed,
  OIDC_AUDIENCE: z.string().default(''),
  OIDC_JWKS_URL: needed,
  ROLES_CLAIM: z.string().default('cognito:groups'),
  /** The claim with a customer's id as the order systems know it. */
  CUSTOMER_CLAIM: z.string().min(1).default('sub'),
  /** The claim with the company a customer acts for. */
  COMPANY_CLAIM: z.string().default(''),
  /** Whether events may be sent over http and to private addresses: only where everything runs on one machine. */
  ALLOW_HTTP: z.stringbool().default(false),
  /** How long the lifecycle machine may be silent before it is started again. */
  PROGRESS_MINUTES: z.coerce.number().positive().default(5),
} as const;

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]> };

/** Reads settings by name. @throws Error naming every one that is missing or wrong */
export function readSettings<Name extends keyof Settings>(
  names: readonly Name[],
  environment: Record<string, string | undefined> = process.env,
): Pick<Settings, Name> {
  const wrong: string[] = [];
  const read = Object.fromEntries(
    names.map((name) => {
      const result = settings[name].safeParse(environment[name]);
      if (!result.success) wrong.push(name);
      return [name, result.data];
    }),
  );
  if (wrong.length > 0) throw new Error(`Environment lacks ${wrong.join(', ')}`);
  return read as Pick<Settings, Name>;
}
