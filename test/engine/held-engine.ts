import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type Reach, reachOf, startEngine } from '../../infra/local/engine.ts';
import { home, testFolder } from '../../infra/local/folders.ts';
import { type Issuer, openIssuer, serveIssuer } from '../../infra/local/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { enginePython } from '../../infra/local/python.ts';

/** An engine a group of tests holds while it runs. */
export interface HeldEngine {
  readonly reach: Reach;
  /** Where its functions are unpacked, what was deployed to it is noted, and its log is. */
  readonly folder: string;
  readonly issuer: Issuer;
  /** Ends it, unless somebody else keeps it. */
  release(): Promise<void>;
}

/** Folder of the engine that `npm run engine -- --port <port>` keeps for runs of single tests. */
export const keptFolder = (port: number): string => join(home, `kept-${port}`);

export const keptIssuer = (port: number): string => join(keptFolder(port), 'issuer.json');

/**
 * Starts an engine on free ports, with an issuer beside it; or takes the kept one that HOMEWARD_TEST_ENGINE names by its
 * port.
 */
export async function holdEngine(name: string): Promise<HeldEngine> {
  const { HOMEWARD_TEST_ENGINE: kept } = process.env;
  if (kept !== undefined && kept !== '') return takeKept(Number(kept));
  mkdirSync(home, { recursive: true });
  const folder = testFolder(name);
  const [port, issuerPort] = await Promise.all([freePort(), freePort()]);
  const engine = await startTestEngine(folder, port);
  const issuer = await openIssuer(join(folder, 'issuer.json'), issuerPort);
  const serving = await serveIssuer(issuer);
  return {
    reach: engine.reach,
    folder,
    issuer,
    async release() {
      await engine.stop();
      await serving.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An engine without a memory: nothing of it survives. */
export async function startTestEngine(folder: string, port: number): Promise<Engine> {
  const python = await enginePython(console.log);
  return startEngine({ python, port, folder, keepsState: false });
}

async function takeKept(port: number): Promise<HeldEngine> {
  if (!existsSync(keptIssuer(port))) throw new Error(`No engine is kept on ${port}: npm run engine -- --port ${port}`);
  return {
    reach: reachOf(port),
    folder: keptFolder(port),
    issuer: await openIssuer(keptIssuer(port), port + 1),
    release: async () => {},
  };
}
