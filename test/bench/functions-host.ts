import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { routes } from '../../shared/contracts/routes.ts';

/*
 * Runs the functions' bundles, exactly as they deploy, behind a plain HTTP server: `/v1/…` as API Gateway would call them
 * (payload 2.0), and POST /invoke/<area> with any other event. It is a process of its own, told by its environment where
 * the table is, as a function is; its parent is told its port.
 */

type Handler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<unknown>;
interface Answer {
  statusCode: number;
  headers?: Record<string, string>;
  body?: string;
}

const require = createRequire(import.meta.url);
const bundles = String(process.argv[2]);
const loaded = new Map<string, Handler>();
const context = { getRemainingTimeInMillis: () => 25_000 };

function handlerOf(area: string): Handler {
  const known = loaded.get(area) ?? (require(join(bundles, area, 'index.js')) as { handler: Handler }).handler;
  loaded.set(area, known);
  return known;
}

const places = routes.map(({ method, path, area }) => ({
  method,
  area,
  routeKey: `${method} ${path}`,
  pattern: new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));
// As at the gateway, a path that is written out goes before one with a place to fill.
places.sort((a, b) => Number(a.routeKey.includes('{')) - Number(b.routeKey.includes('{')));

async function serve(request: IncomingMessage, body: string): Promise<Answer> {
  const [path = '', search = ''] = (request.url ?? '').split('?');
  const invoked = /^\/invoke\/([\w-]+)$/.exec(path)?.[1];
  if (invoked) {
    const result = await handlerOf(invoked)(JSON.parse(body), context);
    return { statusCode: 200, body: JSON.stringify(result ?? null) };
  }
  for (const { method, area, routeKey, pattern } of places) {
    const found = method === request.method ? pattern.exec(path) : null;
    if (!found) continue;
    const event = {
      version: '2.0',
      routeKey,
      rawPath: path,
      rawQueryString: search,
      headers: request.headers,
      ...(search && { queryStringParameters: Object.fromEntries(new URLSearchParams(search)) }),
      ...(found.groups && { pathParameters: { ...found.groups } }),
      requestContext: {
        requestId: randomUUID(),
        http: { method, path, sourceIp: '192.0.2.10', protocol: 'HTTP/1.1', userAgent: 'bench' },
      },
      ...(body && { body }),
      isBase64Encoded: false,
    };
    return (await handlerOf(area)(event, context)) as Answer;
  }
  return { statusCode: 404 };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    serve(request, Buffer.concat(chunks).toString()).then(
      ({ statusCode, headers, body }) => response.writeHead(statusCode, headers).end(body),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: address !== null && typeof address === 'object' ? address.port : 0 });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
