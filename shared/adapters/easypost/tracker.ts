import * as z from 'zod';
import { readJson } from '../../contracts/json.ts';
import { plainTrackingNumber, type TrackingUpdate, type UnknownUpdate } from '../carrier/tracking-update.ts';

/** EasyPost's tracker statuses in our words (docs.easypost.com, "Tracker Object"). */
const statuses: Readonly<Record<string, TrackingUpdate['status']>> = {
  unknown: 'no_change',
  error: 'no_change',
  pre_transit: 'label_created',
  in_transit: 'in_transit',
  out_for_delivery: 'in_transit',
  delivered: 'arrived',
  available_for_pickup: 'exception',
  /** On a return's way this means: back to the shopper. */
  return_to_sender: 'exception',
  failure: 'exception',
  cancelled: 'cancelled',
};

/** Only what is read; whatever else EasyPost adds is tolerated. */
const trackerEvent = z.object({
  result: z.object({
    tracking_code: z.string().trim().min(1),
    status: z.string(),
    status_detail: z.string().nullish(),
    updated_at: z.string().nullish(),
    tracking_details: z.array(z.object({ datetime: z.string().nullish(), message: z.string().nullish() })).nullish(),
  }),
});

/**
 * Reads the body of an EasyPost webhook whose signature was verified.
 * @returns the update, its time that of the newest tracking detail (of the tracker where there is none), or why it is
 * nothing we know
 */
export function readEasypostTracker(body: string): TrackingUpdate | UnknownUpdate {
  const json = readJson(body);
  if (json === undefined) return { unknown: 'The body is not JSON' };
  const description = z.object({ description: z.string() }).safeParse(json);
  if (!description.success) return { unknown: 'The body says no event type' };
  const type = description.data.description;
  if (type !== 'tracker.created' && type !== 'tracker.updated') return { unknown: `Event type ${cut(type)}` };
  const event = trackerEvent.safeParse(json);
  if (!event.success) return { unknown: `Not a tracker: ${cut(z.prettifyError(event.error))}` };
  const { result } = event.data;
  const status = Object.hasOwn(statuses, result.status) ? statuses[result.status] : undefined;
  if (!status) return { unknown: `Tracker status ${cut(result.status)}` };
  const newest = (result.tracking_details ?? [])
    .map((detail) => ({ at: instantOf(detail.datetime), message: detail.message }))
    .filter((detail) => detail.at !== undefined)
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))[0];
  const at = newest?.at ?? instantOf(result.updated_at);
  if (!at) return { unknown: 'The tracker has no time' };
  const detail = [result.status, result.status_detail, newest?.message].filter(Boolean).join(': ');
  return {
    trackingNumber: plainTrackingNumber(result.tracking_code),
    at,
    status,
    detail: cut(detail),
  };
}

/**
 * EasyPost's id of an event, for the inbox: its retries change other parts of the body (`completed_urls`), so a hash of the
 * body would not know them again.
 */
export function easypostEventId(body: string): string | undefined {
  const event = z.object({ id: z.string().min(1).max(128) }).safeParse(readJson(body));
  return event.success ? event.data.id : undefined;
}

/** EasyPost states times in UTC, now and then without saying so. */
function instantOf(text: string | null | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text ?? '');
  if (!match) return undefined;
  const time = new Date(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function cut(text: string): string {
  return text.slice(0, 300);
}
