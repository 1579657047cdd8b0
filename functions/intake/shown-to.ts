import { isStaff, type Principal } from '../../shared/access/principal.ts';
import type { Assessment } from '../../shared/contracts/intake.ts';

/** An assessment as its reader may see it: of customs, customers see the way and whether it is known, not the file. */
export function shownTo(principal: Principal, assessment: Assessment): Assessment {
  if (isStaff(principal) || principal.roles.includes('integration')) return assessment;
  const lines = assessment.lines.map((line) => {
    if (!line.customs) return line;
    const { standing, lane, route, title, saves, advice } = line.customs;
    const customs = {
      standing,
      lane,
      ...(route && { route }),
      ...(title && { title }),
      ...(saves && { saves }),
      advice,
    };
    return { ...line, customs };
  });
  return { ...assessment, lines };
}
