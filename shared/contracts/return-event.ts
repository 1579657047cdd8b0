import * as z from 'zod';
import { machineStep, stage } from './return.ts';
import * as v from './values.ts';

/** What happened to a return: the links of its chain. */

const text = z.string();

export const returnEventType = z.enum([
  'return.requested',
  /** A price-only credit: it begins and ends without goods. */
  'return.credited',
  'return.evidence_attached',
  'return.evidence_refused',
  'return.evidence_expected',
  'return.evidence_missed',
  'return.approved',
  'return.rejected',
  'return.question_asked',
  'return.question_answered',
  'return.customs_decided',
  'return.label_issued',
  'return.label_voided',
  'return.in_transit',
  'return.shipment_exception',
  'return.arrived',
  'return.received',
  'return.inspected',
  'return.dispute_settled',
  /** Sent, or, where its data say so, what became known since: pending at the provider, or unknown. */
  'return.effect_sent',
  'return.effect_settled',
  'return.effect_failed',
  'return.effect_retried',
  'return.disposed',
  'return.cancelled',
  'return.expired',
  'return.sla_breached',
  'return.progress_requested',
  'return.links_revoked',
  /** The acknowledgement of a withdrawal was made as a file. */
  'return.withdrawal_acknowledged',
  /** The papers of goods that cross a customs border were made as files. */
  'return.customs_documents_prepared',
  /** A person looked into what was routed to them while the return went on. */
  'return.checked',
]);
export type ReturnEventType = z.infer<typeof returnEventType>;

export const returnEvent = z
  .strictObject({
    brand: v.brand,
    rma: v.rmaNumber,
    seq: z.int().min(1),
    type: returnEventType,
    at: v.time,
    actor: z.strictObject({ role: text, id: text }),
    data: z
      .record(text, z.unknown())
      .meta({ description: 'References, codes and money; never personal data or free text.' }),
    stage: stage.meta({ description: 'Stage after this event.' }),
    starts: z
      .array(machineStep)
      .optional()
      .meta({ description: 'Steps of the lifecycle machine that this event makes possible.' }),
    previous: z.string().meta({ description: 'Hash of the event before.' }),
    hash: text,
  })
  .meta({ id: 'ReturnEvent', description: "One link of a return's chain." });
export type ReturnEvent = z.infer<typeof returnEvent>;
