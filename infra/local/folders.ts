import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const root = resolve(import.meta.dirname, '..', '..');

/** Everything the local side keeps; git ignores it. */
export const home = join(root, '.homeward');

/** Folder of the instance `npm start` runs on a port: state, objects, logs. */
export const instanceFolder = (port: number): string => join(home, `start-${port}`);

/** Folder of a test engine, named by the process that owns it, and cleared of those whose owner is gone. */
export function testFolder(name: string): string {
  for (const entry of readdirSync(home, { withFileTypes: true })) {
    const owner = /^test-(\d+)-/.exec(entry.name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      rmSync(join(home, entry.name), { recursive: true, force: true });
  }
  return join(home, `test-${process.pid}-${name}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
