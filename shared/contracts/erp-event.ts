import * as z from 'zod';
import { stage } from './return.ts';
import { returnEventType } from './return-event.ts';
import * as v from './values.ts';

/** A return's event as a brand's ERP gets it: a CloudEvents 1.0 event in JSON (structured mode). */
export const erpEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z
      .string()
      .meta({ description: '`<rma>-<seq>`: the same over all attempts and replays.', example: '7K3F-9XTB-2MQT-4' }),
    source: z.string().meta({ example: '/brands/lumen/returns' }),
    type: returnEventType,
    subject: v.rmaNumber,
    time: v.time,
    sequence: z
      .string()
      .regex(/^\d{8}$/)
      .meta({ description: "Orders the events of one `subject`, without gaps (CloudEvents' extension of that name)." }),
    datacontenttype: z.literal('application/json'),
    data: z.strictObject({
      brand: v.brand,
      rma: v.rmaNumber,
      stage: stage.meta({ description: 'Stage after this event.' }),
      actor: z.string().meta({ description: 'Role under which it was done.' }),
      details: z
        .record(z.string(), z.unknown())
        .meta({ description: 'References, codes and money; never personal data or free text.' }),
    }),
  })
  .meta({ id: 'ErpEvent' });
export type ErpEvent = z.infer<typeof erpEvent>;
