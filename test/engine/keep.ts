import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Advice, runCommand } from '../../infra/local/advice.ts';
import { deploy } from '../../infra/local/deploy.ts';
import { openIssuer, serveIssuer } from '../../infra/local/issuer.ts';
import { requireFreePorts } from '../../infra/local/ports.ts';
import { createProgress } from '../../infra/local/progress.ts';
import { stopOnSignal } from '../../infra/local/stop.ts';
import { keptFolder, keptIssuer, startTestEngine } from './held-engine.ts';

// npm run engine [-- --port 4600]: keeps an engine with the app for runs of single tests, until Ctrl-C.
await runCommand(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4600' } } });
  const port = Number(values.port);
  if (!Number.isInteger(port)) throw new Advice(`${values.port} is no port.`);
  await requireFreePorts([port, port + 1]);
  const stop = stopOnSignal();
  const folder = keptFolder(port);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    stop.afterwards(async () => rmSync(folder, { recursive: true, force: true }));
    const issuer = await openIssuer(keptIssuer(port), port + 1);
    const serving = await serveIssuer(issuer);
    stop.afterwards(serving.stop);
    const engine = await startTestEngine(folder, port);
    stop.afterwards(engine.stop);
    const progress = createProgress(console.log, () => performance.now());
    const { baseUrl } = await deploy({ reach: engine.reach, issuer, folder, progress, signal: stop.signal });
    console.log(
      `The app is at ${baseUrl}; use it with HOMEWARD_TEST_ENGINE=${port} npx vitest run test/journeys/<file>`,
    );
    await Promise.race([stop.asked, engine.ended]);
    return 0;
  } finally {
    await stop.everything();
  }
});
