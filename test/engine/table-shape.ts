import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readDeployment } from '../../infra/constructs/deployment.ts';
import { DataStack } from '../../infra/data-stack.ts';
import { root } from '../../infra/local/folders.ts';

/** Keys and indexes of a table. */
export type TableShape = Omit<CreateTableCommandInput, 'TableName'>;

/** The shape of the one table, read from the template that deploys. */
export function tableShape(): TableShape {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const app = new App({ context: { ...context, local: true } });
  const stack = new DataStack(app, 'data', { deployment: readDeployment(app.node) });
  const tables = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
  const [table] = tables;
  if (table === undefined || tables.length > 1) throw new Error(`The data stack has ${tables.length} tables.`);
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = table.Properties;
  return { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode };
}
