import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { areasIn } from '../../infra/constructs/bundle.ts';
import { readDeployment } from '../../infra/constructs/deployment.ts';
import { DataStack } from '../../infra/data-stack.ts';
import { ServiceStack } from '../../infra/service-stack.ts';

/** Context values of a deployment in a cloud account with its own sign-in and everything optional given. */
export const cloud = {
  stage: 'live',
  mailFrom: 'lumen.example, returns@harbor.example',
  allowedOrigins: 'https://returns.lumen.example,https://returns.harbor.example',
  alarmEmail: 'operations@lumen.example',
};

/** Context values as the laptop's engine is given them. */
export const laptop = {
  stage: 'local',
  local: 'true',
  oidcIssuer: 'http://127.0.0.1:4000',
  oidcAudience: 'homeward',
  jwksUrl: 'http://127.0.0.1:4000/jwks.json',
  rolesClaim: 'roles',
  mailFrom: 'lumen.example',
};

const scratched: string[] = [];
afterAll(() => {
  for (const folder of scratched) rmSync(folder, { recursive: true, force: true });
});

/** Both stacks of a deployment, with a bundle of one line for each area. */
export function stacks(context: Readonly<Record<string, string>>): {
  app: App;
  data: DataStack;
  service: ServiceStack;
} {
  const scratch = mkdtempSync(join(tmpdir(), 'homeward-stacks-'));
  scratched.push(scratch);
  const bundles = join(scratch, 'bundles');
  for (const area of areasIn()) {
    mkdirSync(join(bundles, area), { recursive: true });
    writeFileSync(join(bundles, area, 'index.js'), 'exports.handler = async () => ({});\n');
  }
  const flags: { context: Record<string, unknown> } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ outdir: join(scratch, 'cdk.out'), context: { ...flags.context, ...context, bundles } });
  const deployment = readDeployment(app.node);
  const data = new DataStack(app, `homeward-${deployment.stage}-data`, { deployment });
  const service = new ServiceStack(app, `homeward-${deployment.stage}`, { deployment, data });
  return { app, data, service };
}

/** Their templates. */
export function templates(context: Readonly<Record<string, string>>): { data: Template; service: Template } {
  const { data, service } = stacks(context);
  return { data: Template.fromStack(data), service: Template.fromStack(service) };
}

/** What a template says of each resource of a type, by its logical id. */
export function propertiesOf<T>(template: Template, type: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, { Properties }]) => [id, Properties]),
  );
}

/** The one logical id in what refers to a resource: `{ Ref }`, `{ 'Fn::GetAtt' }`. */
export function referred(value: unknown): string {
  const found = /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(JSON.stringify(value));
  if (found?.[1] === undefined) throw new Error(`Refers to nothing: ${JSON.stringify(value)}`);
  return found[1];
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** One action a role may do, and where. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

/** What each role of the service stack may do, by the construct it belongs to: `Orders`, `ErpSync`, `Lifecycle`. */
export function grants(service: Template): Record<string, Grant[]> {
  const policies = propertiesOf<{ Roles: unknown[]; PolicyDocument: { Statement: Statement[] } }>(
    service,
    'AWS::IAM::Policy',
  );
  return Object.fromEntries(
    Object.values(policies).map(({ Roles, PolicyDocument }) => [
      referred(Roles).replace(/Role[0-9A-F]{8}$/, ''),
      PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
        [Action].flat().map((action) => ({ action, resources: [Resource].flat(), condition: Condition })),
      ),
    ]),
  );
}
