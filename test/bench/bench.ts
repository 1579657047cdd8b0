import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, runCommand } from '../../infra/local/advice.ts';
import { home, root, testFolder } from '../../infra/local/folders.ts';
import { openIssuer, serveIssuer } from '../../infra/local/issuer.ts';
import { freePort, requireFreePorts } from '../../infra/local/ports.ts';
import { stopOnSignal } from '../../infra/local/stop.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { startTestEngine } from '../engine/held-engine.ts';
import { tableShape } from '../engine/table-shape.ts';
import { measureBacktest } from './backtest-rate.ts';
import { billOf } from './bill.ts';
import { bare, serving, weighBundles } from './bundles.ts';
import { measureDecisions } from './decision-time.ts';
import { measureDeterminations } from './determination-time.ts';
import { measureDrafts } from './draft-time.ts';
import { changesSince, countsOf, exceeded, type Figures } from './figures.ts';
import { environmentOf, startHost } from './host.ts';
import { limitOf } from './limits.ts';
import { countLives } from './lives.ts';
import { reportOf } from './report.ts';
import { measureSpeed } from './speed.ts';
import { timeStarts } from './starts.ts';
import { readWiring } from './wiring.ts';
import { makePlace } from './workplace.ts';

// npm run bench [-- --quick] [--port 4670] [--counts] [--accept]: measures and counts, prints tables, writes
// .homeward/bench.json, says what changed since test/bench/baseline.json, and fails when a limit is exceeded. `--counts`
// leaves out what is timed; `--accept` makes what was counted the baseline.
const baselineFile = join(import.meta.dirname, 'baseline.json');

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      counts: { type: 'boolean', default: false },
      accept: { type: 'boolean', default: false },
      port: { type: 'string' },
    },
  });
  const { quick, counts } = values;
  const port = values.port === undefined ? await freePort() : Number(values.port);
  if (!Number.isInteger(port)) throw new Advice(`${values.port} is no port.`);
  const issuerPort = values.port === undefined ? await freePort() : port + 1;
  await requireFreePorts([port, issuerPort]);

  const stop = stopOnSignal();
  const say = (line: string) => console.error(line);
  mkdirSync(home, { recursive: true });
  const folder = testFolder('bench');
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    stop.afterwards(async () => rmSync(folder, { recursive: true, force: true }));
    const figures = await Promise.race([
      measureAll({ folder, port, issuerPort, quick, timed: !counts, say, afterwards: stop.afterwards }),
      stop.asked.then(() => undefined),
    ]);
    if (!figures) return 130;

    console.log(reportOf(figures));
    writeFileSync(join(home, 'bench.json'), JSON.stringify(figures, undefined, 2));
    const found = countsOf(figures);
    const before = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, 'utf8')) : {};
    const changes = changesSince(before, found);
    console.log(`\nSince the baseline: ${changes.length === 0 ? 'nothing that is counted changed.' : ''}`);
    for (const change of changes) console.log(`  ${change}`);
    if (values.accept) writeFileSync(baselineFile, `${JSON.stringify(found, undefined, 2)}\n`);
    const over = exceeded(figures);
    for (const line of over) console.log(`LIMIT EXCEEDED  ${line}`);
    if (over.length === 0) console.log('No limit is exceeded.');
    return over.length === 0 ? 0 : 1;
  } finally {
    await stop.everything();
  }
});

/** Functions behind have no limit. */
function startLimit(area: string): number {
  return serving.has(area) ? limitOf(area).start : Number.POSITIVE_INFINITY;
}

interface MeasureOptions {
  readonly folder: string;
  readonly port: number;
  readonly issuerPort: number;
  readonly quick: boolean;
  /** Whether anything is timed. */
  readonly timed: boolean;
  readonly say: (line: string) => void;
  readonly afterwards: (work: () => Promise<void>) => void;
}

async function measureAll(options: MeasureOptions): Promise<Figures> {
  const { folder, port, issuerPort, quick, timed, say, afterwards } = options;
  const bundles = join(folder, 'bundles');
  mkdirSync(bundles, { recursive: true });
  say('Bundling and reading the stacks …');
  const weights = await weighBundles(bundles);
  const areas = Object.keys(weights).filter((area) => area !== bare);
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const wiring = readWiring(context, bundles);

  const issuer = await openIssuer(join(folder, 'issuer.json'), issuerPort);
  const engine = await startTestEngine(folder, port);
  afterwards(engine.stop);
  const issuing = await serveIssuer(issuer);
  afterwards(issuing.stop);
  const place = await makePlace(engine.reach, tableShape(), issuer, 'bench');
  const environment = environmentOf(place);

  say('Living through returns, and counting …');
  const lived = await countLives({ reach: engine.reach, bundles, place, wiring, issuer, afterwards });

  say('Starting each function …');
  const starts = timed ? await timeStarts(bundles, areas, environment, quick ? 5 : 9, startLimit) : {};

  let speed: Figures['speed'];
  let drafts: Figures['drafts'];
  let backtest: Figures['backtest'];
  let decisions: Figures['decisions'];
  let determinations: Figures['determinations'];
  if (timed) {
    say('Deciding with 8, 50 and 500 rules …');
    decisions = measureDecisions(quick ? 5 : 15);
    say('Determining the worked customs cases …');
    determinations = measureDeterminations(quick ? 5 : 15);
    const host = await startHost({ bundles, environment });
    afterwards(host.stop);
    speed = await measureSpeed({
      url: host.url,
      table: connectTable(place.table, engine.reach),
      issuer,
      sample: lived.sample,
      overheard: lived.overheard,
      rounds: quick ? 5 : 11,
      requests: quick ? 24 : 48,
      warmUp: quick ? 100 : 300,
      say,
    });
    const { url } = host;
    const table = connectTable(place.table, engine.reach);
    const sizes = quick ? { rounds: 5, returns: 8, warmUp: 20 } : { rounds: 11, returns: 16, warmUp: 60 };
    drafts = await measureDrafts({ url, table, issuer, say, ...sizes });
    const returns = quick ? 2000 : 10_000;
    backtest = await measureBacktest({ url, reach: engine.reach, bucket: place.bucket, issuer, returns, say });
  }
  return {
    at: new Date().toISOString(),
    quick,
    ...(speed && { speed }),
    ...(decisions && { decisions }),
    ...(determinations && { determinations }),
    ...(drafts && { drafts }),
    ...(backtest && { backtest }),
    weights,
    starts,
    serving: areas.filter((area) => serving.has(area)),
    operations: lived.operations,
    transitions: lived.transitions,
    consumption: lived.consumption,
    bills: [1e3, 1e6, 1e8].map((returns) => billOf(returns, lived.consumption, wiring)),
  };
}
