import type {
  activatePolicy as activateContract,
  endActivation as endContract,
  rollBackPolicy as rollBackContract,
} from '../../shared/contracts/activations.ts';
import { type FieldError, fieldError, ProblemError } from '../../shared/contracts/errors.ts';
import type { PolicyChange } from '../../shared/contracts/policy-book.ts';
import { isSentenceCode, say } from '../../shared/contracts/sentences/catalogue.ts';
import { type PolicyBook, standingsAt } from '../../shared/policy/book.ts';
import { activate, type Changed, endActivation, rollBack } from '../../shared/policy/book-changes.ts';
import { checkPolicy } from '../../shared/policy/check.ts';
import type { Found } from '../../shared/policy/finding.ts';
import { isShipped, shippedPolicy } from '../../shared/policy/shipped.ts';
import { inEveryLanguage } from '../../shared/policy/worded-finding.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import { documentWrite, loadPolicy } from '../../shared/storage/policies.ts';
import { changeBook, loadBook } from '../../shared/storage/policy-book.ts';
import type { Table } from '../../shared/storage/table.ts';
import { actorOf } from './save-draft.ts';
import { findPolicy, isSound, shippedVersion } from './saved-policy.ts';

/** Puts policies in force, and out of it. */

type Contract = typeof activateContract | typeof endContract | typeof rollBackContract;
type Answer = Pick<Reply<typeof activateContract>, 'body' | 'headers'>;

/** What was decided, and the codes of the warnings that were accepted with it. */
type Decided = Changed & { accepted?: string[] };

/** A change of the book, done once for a key, on the book that the caller has read where they say so. */
async function change(
  table: Table,
  {
    params,
    body,
    header,
    principal,
    idempotency,
    now,
  }: Pick<Request<Contract>, 'params' | 'body' | 'header' | 'principal' | 'idempotency' | 'now'>,
  what: PolicyChange['what'],
  decide: (book: PolicyBook) => Decided | Promise<Decided>,
): Promise<Answer> {
  const { brand } = params;
  const done = await changeBook(table, idempotency, now, async (before) => {
    const wanted = versionWanted(header('if-match'), before.version);
    if (wanted !== undefined && wanted !== before.version) throw new ProblemError('version-conflict');
    const { book, activation, accepted = [] } = await decide(before);
    const { number, policyId, version, from, until } = activation;
    const entry: PolicyChange = {
      book: book.version,
      what,
      activation: number,
      policyId,
      version,
      from,
      ...(until && { until }),
      at: now.toISOString(),
      by: actorOf(principal, 'policy.activate'),
      reason: body.reason,
      acceptedWarnings: accepted,
    };
    return { book, change: entry, beside: await shippedWrites(table, brand, book) };
  });
  const book = await loadBook(table, brand, true);
  const activation = standingsAt(book, now.toISOString()).find(({ number }) => number === done.activation);
  if (!activation) throw new Error('A book keeps every activation');
  return { body: { activation, change: done }, headers: { etag: tagOf(done.book) } };
}

/** A book that names the shipped policy needs it as it is now: the next deployment may ship another. */
async function shippedWrites(table: Table, brand: string, book: PolicyBook) {
  if (!book.activations.some(isShipped)) return [];
  if (await loadPolicy(table, brand, shippedPolicy.policyId, shippedPolicy.version)) return [];
  return [documentWrite(table, brand, shippedVersion())];
}

export function createActivatePolicy({ table }: { table: Table }) {
  return (request: Request<typeof activateContract>): Promise<Reply<typeof activateContract>> => {
    const { params, body, now } = request;
    const { policyId } = params;
    const { version, from, until, acceptWarnings, coversOlderOrders } = body;
    return change(table, request, 'activated', async (book) => {
      const found = await findPolicy(table, params.brand, { policyId, version });
      if (!found) throw new ProblemError('not-found', say('no_policy_version', { version }));
      const findings = isShipped(found) ? [] : checkPolicy({ id: policyId, version, ...found.document });
      refuseUnsound(findings, acceptWarnings);
      const wish = { policyId, version, title: found.title, scope: found.document.scope, from, until };
      const accepted = [...new Set(findings.map(({ code }) => code))];
      return { ...activate(book, { ...wish, coversOlderOrders }, now, shippedPolicy), accepted };
    });
  };
}

/** What the check found, as an error of the place it was found at. */
function errorOf({ pointer, code, says }: Found): FieldError {
  const detail = inEveryLanguage(says);
  return isSentenceCode(code)
    ? { pointer, code, values: { detail } }
    : fieldError(pointer, 'policy_finding', { finding: code, detail });
}

/** @throws ProblemError policy-not-sound with what was found */
function refuseUnsound(findings: readonly Found[], acceptWarnings: boolean): void {
  const errors = findings.slice(0, 50).map(errorOf);
  if (!isSound(findings)) throw new ProblemError('policy-not-sound', say('policy_faults'), { errors });
  if (findings.length > 0 && !acceptWarnings)
    throw new ProblemError('policy-not-sound', say('policy_warnings'), { errors });
}

export function createEndActivation({ table }: { table: Table }) {
  return (request: Request<typeof endContract>): Promise<Reply<typeof endContract>> => {
    const { params, body, now } = request;
    return change(table, request, 'ended', (book) =>
      endActivation(book, params.policyId, params.activation, body.at, now),
    );
  };
}

export function createRollBackPolicy({ table }: { table: Table }) {
  return (request: Request<typeof rollBackContract>): Promise<Reply<typeof rollBackContract>> => {
    const { params, body, now } = request;
    return change(table, request, 'rolled_back', (book) => rollBack(book, params.policyId, body.version, now));
  };
}
