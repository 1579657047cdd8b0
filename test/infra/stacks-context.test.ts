import { RootConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { readDeployment } from '../../infra/constructs/deployment.ts';

const read = (context: Record<string, string>) => {
  const { node } = new RootConstruct();
  for (const [name, value] of Object.entries(context)) node.setContext(name, value);
  return readDeployment(node);
};

describe('context values of a deployment', () => {
  test('none is needed', () => {
    expect(read({})).toEqual({
      stage: 'dev',
      local: false,
      rolesClaim: 'cognito:groups',
      customerClaim: 'sub',
      companyClaim: '',
      mailFrom: [],
      allowedOrigins: [],
      progressMinutes: 5,
      bundles: '.bundles',
    });
  });

  test('lists are given with commas', () => {
    expect(read({ mailFrom: 'lumen.example, harbor.example,' }).mailFrom).toEqual(['lumen.example', 'harbor.example']);
  });

  test('another issuer comes with its audience and keys', () => {
    const issuer = {
      oidcIssuer: 'https://id.lumen.example',
      oidcAudience: 'returns',
      jwksUrl: 'https://id.lumen.example/keys',
    };
    expect(read(issuer).issuer).toEqual({ url: issuer.oidcIssuer, audience: 'returns', jwksUrl: issuer.jwksUrl });
  });

  test.each([
    [{ stage: 'Live!' }, /stage/],
    [{ oidcIssuer: 'https://id.lumen.example' }, /oidcAudience and jwksUrl/],
    [{ domain: 'returns.lumen.example' }, /certificateArn/],
    [{ progressMinutes: '0' }, /progressMinutes/],
    [{ alarmEmail: 'nobody' }, /alarmEmail/],
    [{ local: 'perhaps' }, /local/],
  ])('%j is refused, and the message names what is wrong', (context, names) => {
    expect(() => read(context)).toThrow(names);
  });
});
