import type { ErpEvent } from '../../contracts/erp-event.ts';
import type { ReturnEvent } from '../../contracts/return-event.ts';
import { signStandardWebhook } from './signature.ts';

/** A request ready to be sent: the same for every attempt but for its time and signature. */
export interface OutboundWebhook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * A return's event as a brand's ERP gets it: a CloudEvents 1.0 event in JSON (structured mode), signed by Standard Webhooks.
 * `id`, in body and header, is `<rma>-<seq>`: stable over attempts and replays. `sequence` (CloudEvents' extension of that
 * name) orders the events of one `subject`, without gaps.
 * @param secrets the brand's ERP secrets; each signs
 * @param now time of this attempt
 * @throws Error when a secret is none by the standard, or there is none
 */
export function erpWebhook({
  event,
  url,
  secrets,
  now,
}: {
  event: ReturnEvent;
  url: string;
  secrets: readonly string[];
  now: Date;
}): OutboundWebhook {
  const id = `${event.rma}-${event.seq}`;
  const content: ErpEvent = {
    specversion: '1.0',
    id,
    source: `/brands/${event.brand}/returns`,
    type: event.type,
    subject: event.rma,
    time: event.at,
    sequence: String(event.seq).padStart(8, '0'),
    datacontenttype: 'application/json',
    data: { brand: event.brand, rma: event.rma, stage: event.stage, actor: event.actor.role, details: event.data },
  };
  const body = JSON.stringify(content);
  return {
    url,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Homeward-Webhooks/1',
      ...signStandardWebhook(id, now, body, secrets),
    },
    body,
  };
}
