import { Agent, request as send } from 'node:http';

/** A request of which many are made. */
export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends requests to a server over as many connections as it is asked for at once, and keeps them; answers with the body. */
export function createShooter(url: string): { shoot(shot: Shot): Promise<string>; end(): void } {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    shoot: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const out = send({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            const text = Buffer.concat(chunks).toString();
            if (status >= 200 && status < 300) resolve(text);
            else reject(new Error(`${method} ${path} was answered ${status}: ${text}`));
          });
        });
        out.on('error', reject).end(body);
      }),
    end: () => agent.destroy(),
  };
}

/** Does pieces of work, so many at once; answers the milliseconds it took. */
export async function timed(works: readonly (() => Promise<unknown>)[], atOnce: number): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    for (let work = works[next++]; work; work = works[next++]) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - began;
}
