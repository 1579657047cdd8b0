import { describe, expect, test } from 'vitest';
import { type AskPython, findPython } from '../../infra/local/python.ts';

/** A machine with these programs: what each says of itself. */
const machine =
  (programs: Record<string, { version: readonly [number, number]; venv?: boolean }>): AskPython =>
  async (program) => {
    const known = programs[program];
    return known && { program, version: known.version, venv: known.venv ?? true };
  };

describe('finding a Python for the local engine', () => {
  test.each([
    [
      'the newest by its full name',
      { 'python3.12': { version: [3, 12] }, python3: { version: [3, 10] } },
      'python3.12',
    ],
    ['python3 when it has no other name', { python3: { version: [3, 10] } }, 'python3'],
    ['one younger than the names known here', { python3: { version: [3, 15] } }, 'python3'],
    ['python when python3 is too old', { python3: { version: [3, 9] }, python: { version: [3, 11] } }, 'python'],
    [
      'one that can make a virtual environment',
      { 'python3.12': { version: [3, 12], venv: false }, python3: { version: [3, 11] } },
      'python3',
    ],
  ] as const)('takes %s', async (_, programs, program) => {
    expect((await findPython(machine(programs), undefined)).program).toBe(program);
  });

  test('PYTHON names the one and only to be tried', async () => {
    const ask = machine({ '/opt/python': { version: [3, 11] }, 'python3.13': { version: [3, 13] } });
    expect((await findPython(ask, '/opt/python')).program).toBe('/opt/python');
    await expect(findPython(ask, '/opt/none')).rejects.toThrow('PYTHON names /opt/none');
  });

  test.each([
    ['none', {}, 'needs Python 3.10 or later'],
    ['only an old one', { python3: { version: [3, 9] }, python: { version: [2, 7] } }, 'needs Python 3.10 or later'],
    ['one without venv', { python3: { version: [3, 11], venv: false } }, 'apt install python3.11-venv'],
  ] as const)('says in one sentence what to do with %s', async (_, programs, words) => {
    const failure = await findPython(machine(programs), undefined).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'Advice', message: expect.stringContaining(words) });
    expect((failure as Error).message).not.toContain('\n');
  });
});
