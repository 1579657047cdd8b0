import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, runCommand } from './advice.ts';
import { demonstrate } from './demonstration.ts';
import { type Deployed, deploy } from './deploy.ts';
import { type Engine, startEngine } from './engine.ts';
import { instanceFolder, root } from './folders.ts';
import { issuerFile, openIssuer, serveIssuer } from './issuer.ts';
import { requireFreePorts, startPort } from './ports.ts';
import { createProgress } from './progress.ts';
import { enginePython } from './python.ts';
import { seed, seedDay } from './seed.ts';
import { seedArchive } from './seed-archive.ts';
import { stopOnSignal } from './stop.ts';
import { tokenRoles } from './token-arguments.ts';

const anew = 'If what is kept from the last time is at fault, npm start -- --fresh begins anew.';

// npm start [-- --fresh]: engine, deploy, seed, demonstration; then it serves until it is told to stop.
await runCommand(async () => {
  const { fresh } = readArguments();
  const port = startPort(process.env);
  const folder = instanceFolder(port);
  const progress = createProgress(console.log, () => performance.now());
  const stop = stopOnSignal();
  try {
    await requireFreePorts([port, port + 1]);
    const python = await enginePython(progress.say, stop.signal);
    if (fresh) rmSync(folder, { recursive: true, force: true });
    const known = existsSync(folder);
    mkdirSync(folder, { recursive: true });

    const issuer = await openIssuer(issuerFile(port), port + 1);
    const serving = await serveIssuer(issuer);
    stop.afterwards(serving.stop);
    const engine = await progress.step(known ? 'the local engine is up again' : 'the local engine is up', () =>
      startEngine({ python, port, folder, keepsState: true }),
    );
    stop.afterwards(engine.stop);
    stop.signal.throwIfAborted();

    const app = await deploy({ reach: engine.reach, issuer, folder, progress, signal: stop.signal }).catch((error) => {
      throw known && !stop.signal.aborted ? new Advice(`${error.message}\n${anew}`) : error;
    });
    await progress.step('orders of two brands are seeded', () =>
      seed({ app, issuer, reach: engine.reach }, seedDay(folder, new Date())),
    );
    await progress.step('a month of made-up past requests is in the archive of lumen', () =>
      seedArchive({ app, reach: engine.reach }, 'lumen', seedDay(folder, new Date())),
    );
    stop.signal.throwIfAborted();
    const timeline = await progress.step('a demonstration return went from its request to closed', () =>
      demonstrate({ app, issuer, reach: engine.reach }),
    );
    console.log(timeline);
    stop.signal.throwIfAborted();

    console.log(welcome(app, engine, port));
    const cause = await Promise.race([stop.asked, engine.ended.then(() => 'engine' as const)]);
    if (cause !== 'engine' || stop.signal.aborted) return 0;
    throw new Advice(`The local engine ended by itself: read ${relative(root, engine.log)}, then run this again.`);
  } catch (error) {
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    if (stop.signal.aborted) console.log('Stopping …');
    await stop.everything();
  }
});

function readArguments(): { fresh: boolean } {
  try {
    const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
    return values;
  } catch {
    throw new Advice('npm start takes one option: npm start -- --fresh forgets all returns and begins anew.');
  }
}

function welcome({ baseUrl }: Deployed, { reach }: Engine, port: number): string {
  const elsewhere = port === 4566 ? '' : `HOMEWARD_PORT=${port} `;
  return `
Tokens   ${elsewhere}npm run --silent token -- <role> [--brand lumen|harbor] [--customer ID]
         roles: ${tokenRoles.join(', ')}
API      ${baseUrl}/v1/openapi.json
E-mails  ${reach.endpoint.replace('127.0.0.1', 'localhost')}/_ministack/ses/messages
Stop     Ctrl-C

Homeward is ready at ${baseUrl}`;
}
