import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { policyTour } from '../../infra/generate/tours/policy.ts';
import { returnTour } from '../../infra/generate/tours/return.ts';
import { type Tour, tourTools } from '../../infra/generate/tours/tour.ts';
import { samplePhoto } from '../../infra/local/journey/picture.ts';
import { seed } from '../../infra/local/seed.ts';
import { deployedApp } from '../engine/app.ts';

/** Each tour of the API page, as its reader would paste it: in one shell, from the first step to the last. */

const run = promisify(execFile);
const mark = '--- next step';
let folder: string;

beforeAll(async () => {
  const { deployed, issuer, reach } = inject('app');
  await seed({ app: deployed, issuer, reach }, new Date());
  folder = mkdtempSync(join(tmpdir(), 'homeward-tour-'));
  writeFileSync(join(folder, 'photo.png'), samplePhoto());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the shell says of each step; rejects with what it said until it stopped. */
async function pasted({ title, tokens, steps }: Tour): Promise<readonly string[]> {
  const app = deployedApp();
  const bearers = await Promise.all(
    Object.entries(tokens).map(async ([name, role]) => {
      const token = await app.token({ role, brand: 'lumen', subject: `${role}@lumen.example` });
      return [name, `authorization: Bearer ${token}`];
    }),
  );
  const script = ['set -eo pipefail', tourTools, ...steps.map(({ shell }) => `echo ${mark}\n${shell}\necho`)].join(
    '\n',
  );
  const env = { ...process.env, ...Object.fromEntries(bearers), HOMEWARD_URL: app.baseUrl };
  const { stdout } = await run('bash', ['-c', script], { cwd: folder, env, maxBuffer: 10_000_000 }).catch(
    ({ stdout = '', stderr = '' }: { stdout?: string; stderr?: string }) => {
      const step = stdout.split(mark).length - 1;
      throw new Error(`${title} stopped at step ${step}: ${stdout.slice(-3000)}\n${stderr}`);
    },
  );
  return stdout.split(mark).slice(1);
}

/** What a reader must see at a step, by the tour and the step's number. */
const seen: readonly (readonly [Tour, number, string])[] = [
  [returnTour, 3, '"outcome":"approve"'],
  [returnTour, 5, 'What exactly is the issue?'],
  [returnTour, 6, 'upload 204'],
  [returnTour, 9, '"same":true'],
  [policyTour, 4, '"outcome":"returnless"'],
  [policyTour, 5, '"state":"completed"'],
];

it.each([returnTour, policyTour])('$title: every step can be pasted into a shell, and is answered', async (tour) => {
  const said = await pasted(tour);
  expect(said).toHaveLength(tour.steps.length);
  for (const [of, step, words] of seen) if (of === tour) expect(said[step - 1]).toContain(words);
});
