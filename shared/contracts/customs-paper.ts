import * as z from 'zod';

/** Kinds of papers of goods that cross a customs border. */
export const customsPaper = z
  .enum([
    'commercial_invoice',
    'pro_forma_invoice',
    'packing_list',
    'repair_declaration',
    'shippers_letter',
    'broker_data_set',
    'certificates',
  ])
  .meta({ id: 'CustomsPaper' });
export type CustomsPaper = z.infer<typeof customsPaper>;
