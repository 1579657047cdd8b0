import type {
  determineCustoms as determineContract,
  listJurisdictions as listContract,
  valueCustoms as valueContract,
} from '../../shared/contracts/customs-api.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadEngine } from './load-engine.ts';

/** The customs engine on facts that are handed in; loaded with the first request that needs it. */

export async function determineCustoms({
  body,
}: Request<typeof determineContract>): Promise<Reply<typeof determineContract>> {
  const engine = await loadEngine();
  refuse('invalid-request', engine.factErrors(body));
  return { body: engine.determineFacts(body) };
}

export async function valueCustoms({ body }: Request<typeof valueContract>): Promise<Reply<typeof valueContract>> {
  const engine = await loadEngine();
  refuse('invalid-request', engine.requestErrors(body));
  const answer = engine.valueFacts(body);
  if (answer) return { body: answer };
  const { jurisdiction, facts } = body;
  const { origin, destination, on: day } = facts;
  const unknown = fieldError('/route', 'route_not_valued', { jurisdiction, origin, destination, day });
  throw new ProblemError('invalid-request', undefined, { errors: [unknown] });
}

/** The rules there are: every version, so that it can be seen what an earlier answer was made by. */
export async function listJurisdictions(): Promise<Reply<typeof listContract>> {
  const { packs } = await loadEngine();
  return {
    body: {
      items: packs.map(({ document, version }) => ({
        ...version,
        title: document.title,
        currency: document.currency,
        routes: document.routes.map(({ id, route, at, title, provision }) => ({
          id,
          route,
          at,
          title,
          ...(provision !== undefined && { provision }),
        })),
        unconfirmed: Object.values(document.sources).filter(({ status }) => status === 'memory'),
      })),
    },
  };
}
