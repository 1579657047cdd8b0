// node infra/local/bootstrap.mjs <command> [arguments]
//
// The first thing that runs on a fresh clone: before node_modules exists, on whatever Node the machine has. So it is plain
// JavaScript without packages. It installs what the lock file says, then runs the command on the Node pinned there.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, 'node', 'bin', 'node');
/** What was in node_modules before an install waits here, and comes back if the install fails. */
const aside = join(root, '.homeward', 'node_modules-before');
const log = join(root, '.homeward', 'install.log');

const commands = {
  start: 'infra/local/start.ts',
  test: 'infra/local/test.ts',
  check: 'infra/local/check.ts',
  token: 'infra/local/token.ts',
  engine: 'test/engine/keep.ts',
  journey: 'infra/local/journey.ts',
  bench: 'test/bench/bench.ts',
  generate: 'infra/generate/generate.ts',
  republish: 'infra/operate/republish.ts',
};

/** The child that runs now: signals go to it, and what it leaves is cleared up here. */
let child;
let stopped = false;
const stop = (signal) => {
  stopped = true;
  if (child) child.kill(signal);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
// An npm that is killed outright can tell nobody: then this process has another parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent && !stopped) stop('SIGTERM');
  }, 500).unref();

const [command, ...rest] = process.argv.slice(2);
process.exitCode = await main();

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    return advise(
      `Homeward needs Node 20 or later, and this is ${process.version}: install a newer one from nodejs.org.`,
    );
  if (!Object.hasOwn(commands, command)) return advise(`Commands are: ${Object.keys(commands).join(', ')}.`);
  if (!isInstalled()) {
    const advice = await install();
    if (stopped) return 130;
    if (advice) return advise(advice);
  }
  // The channel closes when this process dies, however it dies: the command then stops what it started.
  return run(pinnedNode, [join(root, commands[command]), ...rest], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** One sentence on what to do, and a failing exit code. */
function advise(sentence) {
  console.error(sentence);
  return 1;
}

/** Whether every package of the lock file is there in its version (optional ones are of other machines), and the pinned Node runs. */
function isInstalled() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const record = join(modules, '.package-lock.json'); // npm writes it last
  if (!existsSync(record)) return false;
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  return (
    Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || (found[path] ? found[path].version === version : optional === true),
    ) && nodeRuns(wanted['node_modules/node'].version)
  );
}

function nodeRuns(version) {
  const { status, stdout } = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === `v${version}`;
}

/** Installs from the lock file. Answers nothing, or a sentence on what to do; then node_modules is as it was before. */
async function install() {
  console.error('Installing the packages of the lock file (once; about half a minute) …');
  const began = Date.now();
  mkdirSync(dirname(aside), { recursive: true });
  rmSync(aside, { recursive: true, force: true });
  if (existsSync(modules)) renameSync(modules, aside);

  let said = '';
  const keep = (text) => {
    said += text;
  };
  // Without a network npm would wait a minute before it says so.
  const patience = ['--fetch-retries=3', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=4000'];
  const { version } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages['node_modules/node'];
  let code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error', ...patience], root, keep);
  if (code === 0 && !nodeRuns(version) && !stopped)
    // Where install scripts are switched off, the package `node` has no binary yet.
    code = await run(thisNode(), ['installArchSpecificPackage.js'], { cwd: join(modules, 'node') }, keep);
  if (code === 0 && nodeRuns(version)) {
    rmSync(aside, { recursive: true, force: true });
    rmSync(log, { force: true });
    console.error(`Packages installed in ${Math.round((Date.now() - began) / 1000)} s.`);
    return undefined;
  }

  rmSync(modules, { recursive: true, force: true });
  if (existsSync(aside)) renameSync(aside, modules);
  writeFileSync(log, said);
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|ENOTCACHED/i.test(said)
    ? `The packages could not be downloaded: connect to the internet (or check npm's registry and proxy), then run this again.`
    : `Installing the packages failed, and node_modules was put back as it was: read .homeward/install.log, then run this again.`;
}

/** The Node this runs on: within "npm run" it is the one of node_modules, and is put aside with it. */
function thisNode() {
  return existsSync(process.execPath) ? process.execPath : join(aside, relative(modules, process.execPath));
}

/** npm, as the one that started us if there was one. */
function runNpm(args, cwd, heard) {
  const npm = process.env.npm_execpath;
  return npm && /npm-cli\.(c?js)$/.test(npm)
    ? run(thisNode(), [npm, ...args], { cwd }, heard)
    : run('npm', args, { cwd }, heard);
}

/** Runs a program to its end; answers its exit code. With `heard` its output goes there, else where the options say. */
function run(program, args, options, heard) {
  return new Promise((resolve) => {
    child = spawn(program, args, heard ? { ...options, stdio: ['ignore', 'pipe', 'pipe'] } : { cwd: root, ...options });
    if (heard) for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard);
    child.on('error', (error) => {
      if (heard) heard(String(error));
      else console.error(String(error));
      resolve(1);
    });
    child.on('close', (code) => {
      child = undefined;
      resolve(code === null ? 1 : code);
    });
  });
}
