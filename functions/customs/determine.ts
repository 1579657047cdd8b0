import type {
  determineCustoms as determineContract,
  listJurisdictions as listContract,
  valueCustoms as valueContract,
} from '../../shared/contracts/customs-api.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { ruleErrors, valuationErrors } from '../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../shared/customs/jurisdictions/shipped.ts';
import { determine, valuate } from '../../shared/customs/route.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';

/** The customs engine on facts that are handed in. */

export async function determineCustoms({
  body,
}: Request<typeof determineContract>): Promise<Reply<typeof determineContract>> {
  refuse('invalid-request', ruleErrors(body, shippedJurisdictions));
  return { body: determine(body, shippedJurisdictions) };
}

export async function valueCustoms({ body }: Request<typeof valueContract>): Promise<Reply<typeof valueContract>> {
  refuse('invalid-request', valuationErrors(body, shippedJurisdictions));
  const answer = valuate(body, shippedJurisdictions);
  if (answer) return { body: answer };
  const { jurisdiction, facts } = body;
  const { origin, destination, on: day } = facts;
  const unknown = fieldError('/route', 'route_not_valued', { jurisdiction, origin, destination, day });
  throw new ProblemError('invalid-request', undefined, { errors: [unknown] });
}

/** The rules there are: every version, so that it can be seen what an earlier answer was made by. */
export async function listJurisdictions(): Promise<Reply<typeof listContract>> {
  return {
    body: {
      items: shippedJurisdictions.map(({ document, version }) => ({
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
