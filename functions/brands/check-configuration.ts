import { isStandardSecret } from '../../shared/adapters/standard-webhooks/signature.ts';
import type { BrandConfiguration, Partner, PartnerSecrets } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { patternFault } from '../../shared/serials/pattern.ts';
import { serialFault } from '../../shared/serials/rules.ts';

/** Partners whose signatures follow Standard Webhooks, and so do their secrets. */
const standard = ['generic', 'erp'] as const satisfies readonly Partner[];

type FieldError = { pointer: string; code: string; detail: string };

/** Rules for serial numbers whose pattern cannot be used, or whose own sample does not fit. */
function serialRuleFaults({ serialRules = [] }: BrandConfiguration): FieldError[] {
  return serialRules.flatMap((rule, i): FieldError[] => {
    const pointer = `/configuration/serialRules/${i}`;
    const fault = rule.pattern === undefined ? undefined : patternFault(rule.pattern);
    if (fault) return [{ pointer: `${pointer}/pattern`, ...fault }];
    const misfit = serialFault(rule.sample, rule);
    if (!misfit) return [];
    const detail =
      misfit === 'serial_malformed'
        ? 'The sample does not fit the pattern or length.'
        : 'The check digit of the sample is not right.';
    return [{ pointer: `${pointer}/sample`, code: misfit, detail }];
  });
}

/**
 * Checks what the contract's shape cannot: that a configuration will work, and gives no secret away.
 * @param known partners that have a secret already
 * @param allowHttp http and private addresses too: where everything runs on one machine
 * @throws ProblemError invalid-request with a pointer for each fault
 */
export function checkConfiguration(
  { configuration, secrets = {} }: { configuration: BrandConfiguration; secrets?: PartnerSecrets | undefined },
  known: readonly Partner[],
  allowHttp: boolean,
): void {
  const errors: FieldError[] = serialRuleFaults(configuration);
  if (configuration.links.tracking.split('#')[0]?.includes('{token}'))
    errors.push({
      pointer: '/configuration/links/tracking',
      code: 'token_before_fragment',
      detail: 'Put {token} after the #: what comes before it is written to logs on its way.',
    });
  if (configuration.erp && !allowHttp && new URL(configuration.erp.url).protocol !== 'https:')
    errors.push({ pointer: '/configuration/erp/url', code: 'not_https', detail: 'Events are sent over https only.' });
  if (configuration.erp && !secrets.erp && !known.includes('erp'))
    errors.push({
      pointer: '/secrets/erp',
      code: 'secret_missing',
      detail: 'Events are signed: give the secret the ERP verifies them with.',
    });
  for (const partner of standard)
    for (const [i, secret] of (secrets[partner] ?? []).entries())
      if (!isStandardSecret(secret))
        errors.push({
          pointer: `/secrets/${partner}/${i}`,
          code: 'not_a_standard_secret',
          detail: 'Must be base64 of 24 to 64 bytes, whsec_ before it or not (Standard Webhooks).',
        });
  if (errors.length > 0) throw new ProblemError('invalid-request', errors[0]?.detail, { errors });
}
