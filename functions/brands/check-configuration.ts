import { isStandardSecret } from '../../shared/adapters/standard-webhooks/signature.ts';
import type { BrandConfiguration, Partner, PartnerSecrets } from '../../shared/contracts/configuration.ts';
import { type FieldError, fieldError, refuse } from '../../shared/contracts/errors.ts';
import { mainSite } from '../../shared/contracts/sites.ts';
import { serialFault } from '../../shared/serials/rules.ts';

/** Partners whose signatures follow Standard Webhooks, and so do their secrets. */
const standard = ['generic', 'erp'] as const satisfies readonly Partner[];

/** Rules for serial numbers whose pattern cannot be used, or whose own sample does not fit. */
async function serialRuleFaults({ serialRules = [] }: BrandConfiguration): Promise<FieldError[]> {
  if (serialRules.length === 0) return [];
  const { patternFault } = await import('../../shared/serials/pattern.ts');
  return serialRules.flatMap((rule, i): FieldError[] => {
    const pointer = `/configuration/serialRules/${i}`;
    const fault = rule.pattern === undefined ? undefined : patternFault(rule.pattern);
    if (fault) return [{ pointer: `${pointer}/pattern`, ...fault }];
    const misfit = serialFault(rule.sample, rule);
    if (!misfit) return [];
    return [fieldError(`${pointer}/sample`, misfit, { serial: rule.sample, sample: rule.sample })];
  });
}

/** Sites that cannot be told apart, whose costs cannot be compared, or that are open on no day. */
function siteFaults({ sites = [] }: BrandConfiguration): FieldError[] {
  const costs = sites.flatMap(({ cost = {} }, i) =>
    Object.entries(cost).flatMap(([name, amount]) =>
      amount ? [{ currency: amount.currency, pointer: `/configuration/sites/${i}/cost/${name}` }] : [],
    ),
  );
  return [
    ...sites.flatMap(({ id, open, closed = [] }, i) => {
      const at = `/configuration/sites/${i}`;
      return [
        ...(id === mainSite ? [fieldError(`${at}/id`, 'site_name_reserved')] : []),
        ...(sites.findIndex((one) => one.id === id) < i ? [fieldError(`${at}/id`, 'used_twice')] : []),
        ...(open?.from && open.until && open.until < open.from
          ? [fieldError(`${at}/open/until`, 'ends_before_it_begins')]
          : []),
        ...closed.flatMap(({ from, until }, j) =>
          until < from ? [fieldError(`${at}/closed/${j}/until`, 'ends_before_it_begins')] : [],
        ),
      ];
    }),
    ...costs
      .filter(({ currency }) => currency !== costs[0]?.currency)
      .map(({ pointer }) => fieldError(`${pointer}/currency`, 'one_currency')),
  ];
}

/**
 * Checks what the contract's shape cannot: that a configuration will work, and gives no secret away.
 * @param known partners that have a secret already
 * @param allowHttp http and private addresses too: where everything runs on one machine
 * Rejects with a ProblemError invalid-request, with a pointer for each fault
 */
export async function checkConfiguration(
  { configuration, secrets = {} }: { configuration: BrandConfiguration; secrets?: PartnerSecrets | undefined },
  known: readonly Partner[],
  allowHttp: boolean,
): Promise<void> {
  const errors: FieldError[] = [...(await serialRuleFaults(configuration)), ...siteFaults(configuration)];
  for (const page of ['tracking', 'draft'] as const)
    if (configuration.links[page]?.split('#')[0]?.includes('{token}'))
      errors.push(fieldError(`/configuration/links/${page}`, 'token_before_fragment'));
  if (configuration.erp && !allowHttp && new URL(configuration.erp.url).protocol !== 'https:')
    errors.push(fieldError('/configuration/erp/url', 'not_https'));
  if (configuration.erp && !secrets.erp && !known.includes('erp'))
    errors.push(fieldError('/secrets/erp', 'secret_missing'));
  for (const partner of standard)
    for (const [i, secret] of (secrets[partner] ?? []).entries())
      if (!isStandardSecret(secret)) errors.push(fieldError(`/secrets/${partner}/${i}`, 'not_a_standard_secret'));
  refuse('invalid-request', errors);
}
