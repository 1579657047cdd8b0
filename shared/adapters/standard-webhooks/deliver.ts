import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { OutboundWebhook } from './erp-event.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * What became of an attempt. `gone`: the receiver wants no more of them (410). `retry`: try again, not before
 * `afterSeconds` where it is given. `refused`: try again too, but someone has to change something first; `reason` says what.
 */
export type Delivery =
  | { result: 'delivered' }
  | { result: 'gone' }
  | { result: 'retry'; reason: string; afterSeconds?: number }
  | { result: 'refused'; reason: string };

const longestWaitSeconds = 24 * 3600;

/**
 * Sends one webhook, once. Redirects are not followed, the answer's body is not read, and a connection is made only to an
 * address that was looked at: the name is resolved for this very connection, so it cannot change in between.
 * @param now clock to read a `Retry-After` date by
 * @param allowHttp http and private addresses too: for a receiver on the same machine
 * @param resolve as `dns.lookup`
 */
export async function deliver(
  webhook: OutboundWebhook,
  {
    now,
    timeoutSeconds = 10,
    allowHttp = false,
    resolve = lookup as LookupFunction,
  }: { now: Date; timeoutSeconds?: number; allowHttp?: boolean; resolve?: LookupFunction },
): Promise<Delivery> {
  const url = URL.canParse(webhook.url) ? new URL(webhook.url) : undefined;
  if (!url) return { result: 'refused', reason: 'The address is no URL' };
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:'))
    return { result: 'refused', reason: 'The address is not https' };
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!allowHttp && isIP(host) && !isPublicAddress(host)) return { result: 'refused', reason: notPublic };
  try {
    const { status, retryAfter } = await post(
      url,
      webhook,
      AbortSignal.timeout(timeoutSeconds * 1000),
      allowHttp ? resolve : publicOnly(resolve),
    );
    return judge(status, retryAfter, now);
  } catch (cause) {
    if (cause instanceof NotPublic) return { result: 'refused', reason: notPublic };
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'AbortError' || name === 'TimeoutError')
      return { result: 'retry', reason: `No answer within ${timeoutSeconds} seconds` };
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    return { result: 'retry', reason: `No connection: ${code}` };
  }
}

/** What a status means for the next attempt (Standard Webhooks, "Deliverability and reliability"; RFC 9110). */
export function judge(status: number, retryAfter: string | undefined, now: Date): Delivery {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  if (status === 410) return { result: 'gone' };
  const reason = `The receiver answered ${status}`;
  if (status >= 300 && status < 400) return { result: 'refused', reason: `${reason}: redirects are not followed` };
  const passes = status >= 500 || [408, 425, 429].includes(status);
  if (!passes) return { result: 'refused', reason };
  const afterSeconds = secondsUntil(retryAfter, now);
  return { result: 'retry', reason, ...(afterSeconds === undefined ? {} : { afterSeconds }) };
}

const notPublic = 'The address is not one of the public internet';

class NotPublic extends Error {}

/** Resolves as given, and fails when any of the addresses is not public. */
function publicOnly(resolve: LookupFunction): LookupFunction {
  return (hostname, options, answer) =>
    resolve(hostname, options, (error, found, family) => {
      if (error) return answer(error, found, family);
      const addresses = Array.isArray(found) ? found.map((one) => one.address) : [found];
      const allowed = addresses.length > 0 && addresses.every(isPublicAddress);
      return allowed ? answer(null, found, family) : answer(new NotPublic(notPublic), found, family);
    });
}

function post(
  url: URL,
  { headers, body }: OutboundWebhook,
  signal: AbortSignal,
  resolve: LookupFunction,
): Promise<{ status: number; retryAfter: string | undefined }> {
  return new Promise((answered, failed) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = String(Buffer.byteLength(body));
    const outgoing = send(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': length }, agent: false, lookup: resolve, signal },
      (response) => {
        answered({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.destroy();
      },
    );
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3); a day at most is honoured. */
function secondsUntil(retryAfter: string | undefined, now: Date): number | undefined {
  const text = retryAfter?.trim();
  if (!text) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestWaitSeconds);
}
