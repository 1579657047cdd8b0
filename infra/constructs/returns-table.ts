import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { indexes } from '../../shared/storage/table.ts';
import type { Deployment } from './deployment.ts';
import { removal } from './retention.ts';

export interface ReturnsTableProps {
  readonly deployment: Deployment;
  /** Encrypts the table, its indexes and its stream. */
  readonly key: IKey;
}

/** The questions the table answers beside its partitions. */
export type Question = keyof typeof indexes;

/** The one table: returns, orders, claims, configuration, inbox and outbox. */
export class ReturnsTable extends Construct {
  readonly table: Table;
  /** ARN of the stream of what is written. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { deployment, key }: ReturnsTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: !deployment.local,
      removalPolicy: removal(deployment),
    });
    const ask = (question: Question, partition: string, sort: string, shown: readonly string[]) =>
      this.table.addGlobalSecondaryIndex({
        indexName: question,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        ...(shown.length === 0
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...shown] }),
      });
    // A list shows `card` and nothing else: an index pays only when what it shows changes.
    ask('whoseReturns', 'subject', 'subjectSort', ['card']);
    ask('waitingForRole', 'queue', 'queueSort', ['card']);
    ask('whatIsDue', 'dueShard', 'dueAt', []);
    if (this.table.tableStreamArn === undefined) throw new Error('The table was made without its stream.');
    this.streamArn = this.table.tableStreamArn;
  }
}
