import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mendState } from '../../infra/local/engine-state.ts';

describe('what a local engine has kept', () => {
  let folder: string;
  const file = (...path: string[]) => join(folder, ...path);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-state-'));
    mkdirSync(file('state'));
    mkdirSync(file('objects'));
    writeFileSync(file('objects', 'label.pdf'), 'a label');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('objects of an engine that was killed before it ever stopped in order are thrown away', () => {
    mendState(folder);
    expect(existsSync(file('objects'))).toBe(false);
  });

  test('objects stay with the state they belong to', () => {
    writeFileSync(file('state', 'cloudformation.json'), '{}');
    mendState(folder);
    expect(readFileSync(file('objects', 'label.pdf'), 'utf8')).toBe('a label');
  });

  test('readers of a stream begin at its first record: the records before a stop are not kept', () => {
    const kept = (position: number) => ({
      format: 3,
      payload: { functions: { publish: 1 }, dynamodb_stream_positions: { scoped: true, data: { publish: position } } },
    });
    writeFileSync(file('state', 'lambda.json'), JSON.stringify(kept(42)));
    mendState(folder);
    expect(JSON.parse(readFileSync(file('state', 'lambda.json'), 'utf8'))).toEqual(kept(0));
  });
});
