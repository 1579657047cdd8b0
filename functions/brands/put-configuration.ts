import type { PartnerSecretStore } from '../../shared/adapters/secrets/secrets-manager.ts';
import type { putConfiguration as contract } from '../../shared/contracts/brands.ts';
import { partner } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import { holdingBrand, loadBrand, storeBrand } from '../../shared/storage/brands.ts';
import type { Table } from '../../shared/storage/table.ts';
import { checkConfiguration } from './check-configuration.ts';

export interface PutConfigurationDeps {
  table: Table;
  secrets: Pick<PartnerSecretStore, 'write'>;
  allowHttp: boolean;
  /** A new name for who puts it. */
  newOwner(): string;
}

/**
 * Puts a brand's configuration. Secrets given replace those of the same partner, the others stay. Nobody else puts it
 * meanwhile, so the version is decided before a secret is replaced. Secrets are written first: what the configuration says
 * of them is then true also when the function dies in between.
 */
export function createPutConfiguration({ table, secrets, allowHttp, newOwner }: PutConfigurationDeps) {
  async function put({ params, body, header }: Request<typeof contract>): Promise<Reply<typeof contract>> {
    const { brand } = params;
    const before = await loadBrand(table, brand, true);
    const version = before?.version ?? 0;
    const expected = versionWanted(header('if-match'), version);
    if (expected !== undefined && expected !== version) throw new ProblemError('version-conflict');
    await checkConfiguration(body, before?.secrets ?? [], allowHttp);
    const given = partner.options.filter((one) => body.secrets?.[one]);
    if (body.secrets && given.length > 0) await secrets.write(brand, body.secrets);
    const stored = await storeBrand(table, brand, body.configuration, given, version);
    return { body: { brand, ...stored }, headers: { etag: tagOf(stored.version) } };
  }

  return (request: Request<typeof contract>): Promise<Reply<typeof contract>> =>
    holdingBrand(table, request.params.brand, newOwner(), request.now, () => put(request));
}
