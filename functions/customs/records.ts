import type {
  getCustomsAuthorisation,
  getCustomsLane,
  listCustomsAuthorisations,
  listCustomsLanes,
  putCustomsAuthorisation,
  putCustomsLane,
} from '../../shared/contracts/customs-records.ts';
import { ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { authorisationErrors, laneErrors } from '../../shared/customs/record-errors.ts';
import { customsTerritory } from '../../shared/customs/territory.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import {
  listAuthorisations,
  listLanes,
  loadAuthorisation,
  loadLane,
  storeAuthorisation,
  storeLane,
} from '../../shared/storage/customs-records.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Lanes and authorisations, as compliance keeps them. */

interface Deps {
  table: Table;
}
interface ListDeps extends Deps {
  signingKey: () => Promise<Uint8Array>;
}

/** `DE-CH` and `EU-CH` are the same lane: customs know territories. */
const laneOf = (named: string): string => named.split('-').map(customsTerritory).join('-');

/** The version to be replaced. @throws ProblemError version-conflict when another one was read */
function replacing(ifMatch: string | undefined, stored: number): number {
  const expected = versionWanted(ifMatch, stored);
  if (expected !== undefined && expected !== stored) throw new ProblemError('version-conflict');
  return stored;
}

const shown = <Stored extends { version: number }>(stored: Stored | undefined) => {
  if (!stored) throw new ProblemError('not-found');
  return { body: stored, headers: { etag: tagOf(stored.version) } };
};

export function createPutLane({ table }: Deps) {
  return async ({ params, body, header }: Request<typeof putCustomsLane>): Promise<Reply<typeof putCustomsLane>> => {
    refuse('invalid-request', laneErrors(params.lane, body));
    const lane = laneOf(params.lane);
    const before = await loadLane(table, params.brand, lane);
    const version = replacing(header('if-match'), before?.version ?? 0);
    return shown(await storeLane(table, params.brand, { lane, parties: body }, version));
  };
}

export function createGetLane({ table }: Deps) {
  return async ({ params }: Request<typeof getCustomsLane>): Promise<Reply<typeof getCustomsLane>> =>
    shown(await loadLane(table, params.brand, laneOf(params.lane)));
}

export function createPutAuthorisation({ table }: Deps) {
  return async ({
    params,
    body,
    header,
  }: Request<typeof putCustomsAuthorisation>): Promise<Reply<typeof putCustomsAuthorisation>> => {
    refuse('invalid-request', authorisationErrors(body));
    const { brand, authorisation } = params;
    const before = await loadAuthorisation(table, brand, authorisation);
    const version = replacing(header('if-match'), before?.version ?? 0);
    return shown(await storeAuthorisation(table, brand, { authorisation, document: body }, version));
  };
}

export function createGetAuthorisation({ table }: Deps) {
  return async ({ params }: Request<typeof getCustomsAuthorisation>): Promise<Reply<typeof getCustomsAuthorisation>> =>
    shown(await loadAuthorisation(table, params.brand, params.authorisation));
}

type Start = Record<string, unknown>;

/** A page of records by name, with a cursor of its own kind. */
async function pageOf<Item>(
  { table, signingKey }: ListDeps,
  kind: string,
  { params, query }: { params: { brand: string }; query: { cursor?: string | undefined; limit: number } },
  list: (table: Table, brand: string, limit: number, start?: Start) => Promise<{ items: Item[]; next?: Start }>,
) {
  const scope = JSON.stringify([kind, params.brand]);
  const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
  const { items, next } = await list(table, params.brand, query.limit, start);
  return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
}

export function createListLanes(deps: ListDeps) {
  return (request: Request<typeof listCustomsLanes>): Promise<Reply<typeof listCustomsLanes>> =>
    pageOf(deps, 'customs-lanes', request, listLanes);
}

export function createListAuthorisations(deps: ListDeps) {
  return (request: Request<typeof listCustomsAuthorisations>): Promise<Reply<typeof listCustomsAuthorisations>> =>
    pageOf(deps, 'customs-authorisations', request, listAuthorisations);
}
