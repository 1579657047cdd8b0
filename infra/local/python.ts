import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Advice } from './advice.ts';
import { runToEnd } from './child-process.ts';
import { home } from './folders.ts';

/** Oldest Python the engine runs on. */
const oldest = [3, 10] as const;

const names = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3', 'python'] as const;

export interface Python {
  readonly program: string;
  readonly version: readonly [number, number];
  /** Whether it can make a virtual environment with pip in it (Debian packs that apart). */
  readonly venv: boolean;
}

/** Asks a program what Python it is; undefined when it is none, or only a shim of a version that is not there. */
export type AskPython = (program: string) => Promise<Python | undefined>;

/**
 * The first suitable Python by the names it is known under, newest first; `PYTHON` names the one and only to be tried.
 * Throws Advice when there is none.
 */
export async function findPython(ask: AskPython, override: string | undefined): Promise<Python> {
  const chosen = override === undefined || override === '' ? undefined : override;
  const found: Python[] = [];
  for (const program of chosen === undefined ? names : [chosen]) {
    const python = await ask(program);
    if (python === undefined) continue;
    if (isRecent(python) && python.venv) return python;
    found.push(python);
  }
  const recent = found.find(isRecent);
  if (recent !== undefined)
    throw new Advice(
      `${recent.program} has no venv: install it (on Debian and Ubuntu: apt install python${recent.version.join('.')}-venv), then run this again.`,
    );
  throw new Advice(
    chosen === undefined
      ? 'The local engine needs Python 3.10 or later: install it from python.org (or name one in the environment variable PYTHON), then run this again.'
      : `PYTHON names ${chosen}, which is no Python 3.10 or later: name another one or unset it, then run this again.`,
  );
}

const isRecent = ({ version: [major, minor] }: Python): boolean =>
  major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);

/** Asks by running it. */
export const askPython: AskPython = async (program) => {
  const question =
    'import sys, importlib.util as u; print(*sys.version_info[:2], bool(u.find_spec("venv") and u.find_spec("ensurepip")))';
  const { code, said } = await runToEnd(program, ['-c', question]).catch(() => ({ code: 1, said: '' }));
  const answer = /^(\d+) (\d+) (True|False)\s*$/.exec(said);
  return code === 0 && answer !== null
    ? { program, version: [Number(answer[1]), Number(answer[2])], venv: answer[3] === 'True' }
    : undefined;
};

const requirements = join(import.meta.dirname, 'requirements.txt');
const environment = join(home, 'venv');
const python = join(environment, 'bin', 'python');

/**
 * The Python with the packages of requirements.txt, installed when they are missing or others than wanted; `say` is told
 * when that is needed. Throws Advice without a Python or a network; an
 * install that fails or is aborted leaves nothing behind.
 */
export async function enginePython(say: (line: string) => void, signal?: AbortSignal): Promise<string> {
  const wanted = readFileSync(requirements, 'utf8');
  if (isComplete(wanted)) return python;
  const { program } = await findPython(askPython, process.env.PYTHON);
  say('Installing the local engine (once; about 20 s) …');
  mkdirSync(home, { recursive: true });
  // Made under a name of its own and renamed when it is whole: nobody ever sees half of it, whoever else installs.
  const building = join(home, `venv-${process.pid}`);
  try {
    await install(program, building, signal);
    readdress(building, environment);
    writeFileSync(join(building, 'requirements.txt'), wanted);
    if (!isComplete(wanted)) {
      rmSync(environment, { recursive: true, force: true });
      renameSync(building, environment);
    }
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return python;
}

/** Lets the programs of a virtual environment speak of the folder it is about to be renamed to. */
function readdress(from: string, to: string): void {
  for (const file of readdirSync(join(from, 'bin'), { withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(from, 'bin', file.name);
    const text = readFileSync(path, 'utf8');
    if (text.includes(from)) writeFileSync(path, text.replaceAll(from, to));
  }
}

const isComplete = (wanted: string): boolean => {
  const installed = join(environment, 'requirements.txt');
  return existsSync(python) && existsSync(installed) && readFileSync(installed, 'utf8') === wanted;
};

async function install(program: string, folder: string, signal?: AbortSignal): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const made = await runToEnd(program, ['-m', 'venv', folder], options);
  if (made.code !== 0) throw new Error(`${program} could not make a virtual environment:\n${made.said}`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--prefer-binary', '--retries', '2'];
  const { code, said } = await runToEnd(join(folder, 'bin', 'python'), [...pip, '-r', requirements], options);
  if (code === 0) return;
  writeFileSync(join(home, 'install.log'), said);
  throw new Advice(
    /NewConnectionError|ConnectTimeout|Name or service|Temporary failure|nodename nor|Network is unreachable|ProxyError|Max retries/i.test(
      said,
    )
      ? `The local engine could not be downloaded: connect to the internet (or check pip's index and proxy), then run this again.`
      : 'Installing the local engine failed: read .homeward/install.log, then run this again.',
  );
}
