import * as z from 'zod';
import { roles } from '../access/permissions.ts';
import type { Principal } from '../access/principal.ts';

/** Who asked for something that goes on after their request: it is done as for them. */
export const asker = z.object({
  roles: z.array(z.enum(roles)),
  id: z.string(),
  orderNumber: z.string().optional(),
  company: z.string().optional(),
});
export type Asker = z.infer<typeof asker>;

/** Who asked, as a principal of the brand again. */
export const principalOf = (brand: string, { roles: all, id, orderNumber, company }: Asker): Principal => ({
  brand,
  roles: all,
  id,
  ...(orderNumber && { orderNumber }),
  ...(company && { company }),
});
