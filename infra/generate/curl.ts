import type { Route } from '../../shared/contracts/route.ts';
import type { Parameter } from './document.ts';
import type { PartnerSignature } from './partner-signatures.ts';

/** A route as a request to paste into a shell: base address in `$HOMEWARD_URL`, bearer token in `$TOKEN`. */
export function curlOf(
  route: Route,
  { parameters, body, signature }: { parameters: readonly Parameter[]; body: unknown; signature?: PartnerSignature },
): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const one = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
    return encodeURIComponent(String(one?.example ?? name));
  });
  const open = route.action === 'public' || route.action === 'signed';
  const sent = body === undefined ? undefined : JSON.stringify(body, undefined, 2).replace(/'/g, `'\\''`);
  const lines = [
    `curl${route.method === 'GET' ? '' : ` -X ${route.method}`} "$HOMEWARD_URL${path}"`,
    ...(open ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(route.idempotent ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(route.conditional ? [`-H 'If-Match: "3"'`] : []),
    ...(sent === undefined ? [] : ['-H "Content-Type: application/json"']),
    ...(signature?.shell.headers ?? []).map((header) => `-H "${header}"`),
    ...(sent === undefined ? [] : [signature ? '--data-raw "$BODY"' : `-d '${sent}'`]),
  ];
  const before = signature && sent !== undefined ? [`BODY='${sent}'`, ...signature.shell.before] : [];
  return [...before, lines.join(' \\\n  ')].join('\n');
}
