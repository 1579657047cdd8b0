import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../shared/runtime/configuration.ts';

describe('what a function is told by its environment', () => {
  test('it gets what it asks for, and nothing else', () => {
    const environment = { TABLE_NAME: 'returns', BUS_NAME: 'bus', AWS_SECRET_ACCESS_KEY: 'x' };
    expect(readSettings(['TABLE_NAME'], environment)).toEqual({ TABLE_NAME: 'returns' });
    expect(readSettings([], environment)).toEqual({});
  });

  test.each([
    ['CUSTOMER_CLAIM', 'sub'],
    ['COMPANY_CLAIM', ''],
    ['ALLOW_HTTP', false],
    ['OIDC_AUDIENCE', ''],
    ['ROLES_CLAIM', 'cognito:groups'],
    ['PROGRESS_MINUTES', 5],
  ] as const)('%s is %j where nothing is said', (name, value) => {
    expect(readSettings([name], {})).toEqual({ [name]: value });
  });

  test('numbers come as numbers', () => {
    expect(readSettings(['PROGRESS_MINUTES'], { PROGRESS_MINUTES: '0.5' }).PROGRESS_MINUTES).toBe(0.5);
  });

  test('everything that is missing or wrong is named at once', () => {
    const environment = { TABLE_NAME: '', PROGRESS_MINUTES: 'soon' };
    expect(() => readSettings(['TABLE_NAME', 'BUS_NAME', 'PROGRESS_MINUTES'], environment)).toThrow(
      'Environment lacks TABLE_NAME, BUS_NAME, PROGRESS_MINUTES',
    );
  });

  test.each(['0', '-1', 'x', 'Infinity'])('%s are no minutes to wait', (text) => {
    expect(() => readSettings(['PROGRESS_MINUTES'], { PROGRESS_MINUTES: text })).toThrow('PROGRESS_MINUTES');
  });
});
