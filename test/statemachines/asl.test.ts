import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { expect, test } from 'vitest';

const machines = readdirSync('statemachines').filter((file) => file.endsWith('.asl.json'));

test('there is a machine', () => {
  expect(machines).not.toEqual([]);
});

test.each(machines)('%s is valid Amazon States Language', (file) => {
  // The engine on a laptop accepts what the cloud refuses, so that this is the only place that tells before a deploy.
  const { isValid, errorsText } = validate(JSON.parse(readFileSync(join('statemachines', file), 'utf8')));
  expect(errorsText()).toBe('');
  expect(isValid).toBe(true);
});
