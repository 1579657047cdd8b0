import { connect, createServer } from 'node:net';
import { Advice } from './advice.ts';

/** Port of the local engine: HOMEWARD_PORT, or 4566. The issuer of the tokens takes the next one. Throws Advice on nonsense. */
export function startPort(environment: Readonly<Record<string, string | undefined>>): number {
  const { HOMEWARD_PORT: text = '4566' } = environment;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1024 || port > 65_534)
    throw new Advice(`HOMEWARD_PORT is ${text}: choose a port from 1024 to 65534.`);
  return port;
}

/** Throws Advice when one of the ports is in use. */
export async function requireFreePorts(ports: readonly number[]): Promise<void> {
  for (const port of ports)
    if (!(await isFree(port)))
      throw new Advice(
        `Port ${port} is taken: stop what uses it, or choose another with HOMEWARD_PORT (its next one is used too), then run this again.`,
      );
}

/** Nobody answers on it and it can be bound: some systems let one bind beside a listener on all interfaces. */
export async function isFree(port: number): Promise<boolean> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (answered) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A port nobody uses now, of those the system gives out. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('No port was given.')),
      );
    });
  });
}
