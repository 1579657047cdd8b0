import * as z from 'zod';

/** What a function is told by its environment; each takes what it needs, and fails at its start when that is missing. */
const settings = {
  STAGE: z.string().default('dev'),
  TABLE_NAME: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  BUS_NAME: z.string().min(1),
  LIFECYCLE_MACHINE_ARN: z.string().min(1),
  SIGNING_SECRET_ARN: z.string().min(1),
  PARTNER_SECRETS_PREFIX: z.string().min(1),
  OIDC_ISSUER: z.string().min(1),
  OIDC_AUDIENCE: z.string().default(''),
  OIDC_JWKS_URL: z.string().min(1),
  ROLES_CLAIM: z.string().default('cognito:groups'),
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
