import * as z from 'zod';
import { units } from './customs-values.ts';

/** Goods that come back to where they were exported from: what their relief there is asked of. */

const said = (description: string) => z.boolean().optional().meta({ description });

export const returned = z.strictObject({
  units: units.optional(),
  exportedUnits: units.optional(),
  withinPeriod: said('Within the period for returned goods, where days are not known.'),
  unaltered: said('In the state in which they were exported.'),
  specialCircumstances: said('Customs accept special circumstances for a late return.'),
  sameEndUse: said('Former end-use goods come back to the same end use.'),
  exportedFor: z.enum(['sale', 'repair', 'processing', 'temporary_use', 'loan']).optional(),
  samePerson: said('Re-imported by, or for, the person who exported them.'),
  notToSpecification: said('Did not conform to sample or specification.'),
  proof: said('Export particulars, INF 3 or other proof that these goods were exported.'),
});

const { units: _, exportedUnits: __, ...asTheyWere } = returned.shape;

/**
 * Goods that go for work to a place they had once left: their export from there, as that place relieves them by it. What is
 * stated of the way to the work and back, and of the work, says nothing of it.
 */
export const firstExport = z.strictObject({
  ...asTheyWere,
  inFreeCirculation: said('Were in free circulation there when they left.'),
  repayment: said('Repayment, remission or drawback was claimed on that export.'),
  carriedOut: said('The work for which they had left was done.'),
  onlyNecessary: said('What was done to them until they set out was strictly necessary for using them as they were.'),
  advancedInValue: said('Advanced in value or improved in condition until they set out.'),
});
