import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import type { Deployment } from './deployment.ts';
import { NodeFunction, type NodeFunctionProps } from './node-function.ts';

export interface AreasProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly bus: EventBus;
  /** The brands' secrets are named with this in front. */
  readonly partnerSecretsPrefix: string;
}

type Sizes = Pick<NodeFunctionProps, 'memory' | 'timeout' | 'asynchronousRetries'>;

const seconds = (n: number) => Duration.seconds(n);

/** `erp-sync` → `ErpSync`: an area's name where the template wants letters only. */
export const pascal = (area: string): string =>
  area.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** A function for each area, told what it needs and no more: those that answer requests, and those behind them. */
export function makeAreas(scope: Construct, { deployment, data, bus, partnerSecretsPrefix }: AreasProps) {
  const table = { TABLE_NAME: data.returns.table.tableName };
  const files = { FILES_BUCKET: data.files.bucketName };
  const partners = { PARTNER_SECRETS_PREFIX: partnerSecretsPrefix };
  const progress = { PROGRESS_MINUTES: String(deployment.progressMinutes) };
  // What every area needs that answers people's and partners' requests.
  const requests = {
    ...table,
    ...progress,
    OIDC_ISSUER: data.signIn.issuer,
    OIDC_AUDIENCE: data.signIn.audience,
    OIDC_JWKS_URL: data.signIn.jwksUrl,
    ROLES_CLAIM: deployment.rolesClaim,
    CUSTOMER_CLAIM: deployment.customerClaim,
    COMPANY_CLAIM: deployment.companyClaim,
    SIGNING_SECRET_ARN: data.signingSecret.secretArn,
  };
  // Only where everything runs on one machine.
  const http = deployment.local ? { ALLOW_HTTP: 'true' } : {};
  const area = (name: string, environment: Readonly<Record<string, string>>, sizes: Sizes = {}) =>
    new NodeFunction(scope, pascal(name), {
      deployment,
      area: name,
      environment,
      ...sizes,
    });
  return {
    http: {
      orders: area('orders', requests),
      intake: area('intake', { ...requests, ...files }),
      drafts: area('drafts', { ...requests, ...files }),
      batches: area('batches', requests),
      tracking: area('tracking', { ...requests, ...files }),
      review: area('review', requests),
      warehouse: area('warehouse', requests),
      money: area('money', requests),
      brands: area('brands', { ...requests, ...partners, ...http }),
      policies: area('policies', requests, { memory: 1024 }),
      backtests: area('backtests', { ...requests, ...files }),
      dossier: area('dossier', { ...requests, ...files }, { memory: 1769, timeout: seconds(28) }),
      customs: area('customs', requests, { memory: 1024 }),
      webhooks: area('webhooks', { ...table, ...partners }),
      documentation: area('documentation', {}, { memory: 256 }),
    },
    behind: {
      publish: area('publish', { BUS_NAME: bus.eventBusName }, { timeout: seconds(30) }),
      segments: area('segments', {}),
      workflow: area('workflow', { ...table, ...files, ...progress }, { memory: 1024, timeout: seconds(30) }),
      inbox: area('inbox', { ...table, ...progress }, { timeout: seconds(20) }),
      notifications: area('notifications', table, { timeout: seconds(20) }),
      'erp-sync': area('erp-sync', { ...table, ...partners, ...http }, { timeout: seconds(30) }),
      evidence: area('evidence', { ...table, ...files, ...progress }, { memory: 2048, timeout: seconds(60) }),
      archive: area('archive', { ...table, ...files }, { timeout: seconds(60) }),
      // The next hour does what this one could not.
      sealing: area('sealing', files, { memory: 2048, timeout: seconds(900), asynchronousRetries: 0 }),
      backtesting: area('backtesting', { ...table, ...files }, { memory: 1769, timeout: seconds(300) }),
      // It works for most of its time, and hands on what is left.
      'batch-work': area('batch-work', { ...table, ...progress }, { memory: 1024, timeout: seconds(60) }),
      // The next minute does what this one could not.
      deadlines: area('deadlines', { ...table, ...progress }, { timeout: seconds(50), asynchronousRetries: 0 }),
    },
  };
}

export type Areas = ReturnType<typeof makeAreas>;
