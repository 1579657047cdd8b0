import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { cloud, laptop, stacks } from './synthesized.ts';

test.each([
  ['in the cloud', cloud],
  ['in the cloud, with nothing given', {}],
  [
    'in the cloud, with an issuer of its own',
    { ...cloud, oidcIssuer: laptop.oidcIssuer, oidcAudience: 'a', jwksUrl: laptop.jwksUrl },
  ],
])('AwsSolutions has nothing left to say: %s', (_, context) => {
  const { app } = stacks(context);
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  const said = violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
  expect(said).toEqual([]);
});

const lint = '.homeward/venv/bin/cfn-lint';

test.skipIf(!existsSync(lint))('cfn-lint has nothing to say', { timeout: 120_000 }, async () => {
  const { app, data, service } = stacks(cloud);
  const { directory } = app.synth();
  const files = [data, service].map(({ templateFile }) => join(directory, templateFile));
  // W3005: a dependency that a reference makes too. W6001: an output that is another stack's. The CDK writes both.
  const { stdout } = await promisify(execFile)(lint, ['--ignore-checks', 'W3005', 'W6001', '--', ...files]);
  expect(stdout).toBe('');
});
