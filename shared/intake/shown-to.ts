import { isStaff, type Principal } from '../access/principal.ts';
import type { AssessedLine, Assessment } from '../contracts/intake.ts';
import type { GoodsRoute } from '../contracts/sites.ts';

/**
 * An assessment as its reader may see it: of customs, customers see the way and whether it is known, not the file; of
 * sites, the one that was chosen, not what the others would cost.
 */
export function shownTo(principal: Principal, assessment: Assessment): Assessment {
  if (isStaff(principal) || principal.roles.includes('integration')) return assessment;
  const lines = assessment.lines.map(({ customs, destination, ...line }) => ({
    ...line,
    ...(customs && { customs: wayOf(customs) }),
    ...(destination && { destination: withoutCandidates(destination) }),
  }));
  return { ...assessment, lines };
}

function wayOf({ standing, lane, route, title, saves, advice }: NonNullable<AssessedLine['customs']>) {
  return {
    standing,
    lane,
    ...(route && { route }),
    ...(title && { title }),
    ...(saves && { saves }),
    advice,
  };
}

function withoutCandidates({ candidates: _, ...chosen }: GoodsRoute): GoodsRoute {
  return chosen;
}
