import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { DataStack } from '../data-stack.ts';
import { folders } from './files-bucket.ts';
import type { NodeFunction } from './node-function.ts';
import type { Question } from './returns-table.ts';

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
// A transaction is authorised by the actions of its items.
const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
const decrypting = ['kms:Decrypt', 'kms:DescribeKey'];
const encrypting = [...decrypting, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey'];

type Folder = keyof typeof folders;

/**
 * What a function may be allowed, in the words of the stack: each grant names its actions, its resource, and the use of
 * the key through that one service. There is none that scans the table or deletes a file.
 */
export function permissionsOf(data: DataStack, partnerSecretsPrefix: string) {
  const stack = Stack.of(data);
  const table = data.returns.table.tableArn;

  const useKey = (fn: NodeFunction, service: string, actions: readonly string[]) =>
    fn.allow(actions, [data.key.keyArn], {
      StringEquals: { 'kms:ViaService': `${service}.${stack.region}.amazonaws.com` },
    });
  const ask = (fn: NodeFunction, questions: readonly Question[]) => {
    if (questions.length === 0) return;
    fn.allow(
      ['dynamodb:Query'],
      questions.map((question) => `${table}/index/${question}`),
    );
  };
  const inFolder = (fn: NodeFunction, action: string, folder: Folder) =>
    fn.allowFolder(
      action,
      `${data.files.bucketArn}/${folders[folder]}*`,
      `The folder ${folders[folder]} and nothing beside it; the names in it are made at run time.`,
    );
  const partnerSecrets = (fn: NodeFunction, action: string) =>
    fn.allowFolder(
      action,
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName: `${partnerSecretsPrefix}*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      'The secrets of the brands, which come and go with them, under a prefix of their own.',
    );

  return {
    readTable(fn: NodeFunction, ...questions: Question[]): void {
      fn.allow(reading, [table]);
      ask(fn, questions);
      useKey(fn, 'dynamodb', decrypting);
    },
    writeTable(fn: NodeFunction, ...questions: Question[]): void {
      fn.allow([...reading, ...writing], [table]);
      ask(fn, questions);
      useKey(fn, 'dynamodb', encrypting);
    },
    /** Changes of a return, which let go of its claims too. */
    writeReturns(fn: NodeFunction, ...questions: Question[]): void {
      this.writeTable(fn, ...questions);
      fn.allow(['dynamodb:DeleteItem'], [table]);
    },
    /** Single items in and out: the inbox. */
    storeInTable(fn: NodeFunction): void {
      fn.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table]);
      useKey(fn, 'dynamodb', encrypting);
    },
    /** What happened to returns, and single notes of one's own on them. */
    noteInTable(fn: NodeFunction): void {
      fn.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], [table]);
      useKey(fn, 'dynamodb', encrypting);
    },
    putIntoTable(fn: NodeFunction): void {
      fn.allow(['dynamodb:PutItem'], [table]);
      useKey(fn, 'dynamodb', encrypting);
    },
    readStream(fn: NodeFunction): void {
      fn.allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        [data.returns.streamArn],
      );
      fn.allowFolder(
        'dynamodb:ListStreams',
        `${table}/stream/*`,
        'A list cannot name what it lists: streams of this table.',
      );
      useKey(fn, 'dynamodb', decrypting);
    },
    readFiles(fn: NodeFunction, ...from: Folder[]): void {
      for (const folder of from) inFolder(fn, 's3:GetObject', folder);
      useKey(fn, 's3', decrypting);
    },
    writeFiles(fn: NodeFunction, ...to: Folder[]): void {
      for (const folder of to) inFolder(fn, 's3:PutObject', folder);
      useKey(fn, 's3', encrypting);
    },
    /** Without the right to list, a file that is not there is answered 403, as if it were forbidden, and not 404. */
    tellMissingFiles(fn: NodeFunction): void {
      fn.allow(['s3:ListBucket'], [data.files.bucketArn]);
    },
    /** Names of files; the same right. */
    listFiles(fn: NodeFunction): void {
      this.tellMissingFiles(fn);
    },
    /** Where the platform itself, in the function's name, lays down stream records that were given up. */
    giveUpRecords(fn: NodeFunction): void {
      this.writeFiles(fn, 'unpublished');
      this.tellMissingFiles(fn);
    },
    readSigningSecret(fn: NodeFunction): void {
      fn.allow(['secretsmanager:GetSecretValue'], [data.signingSecret.secretArn]);
      useKey(fn, 'secretsmanager', decrypting);
    },
    readPartnerSecrets(fn: NodeFunction): void {
      partnerSecrets(fn, 'secretsmanager:GetSecretValue');
    },
    writePartnerSecrets(fn: NodeFunction): void {
      partnerSecrets(fn, 'secretsmanager:CreateSecret');
      partnerSecrets(fn, 'secretsmanager:PutSecretValue');
    },
    publish(fn: NodeFunction, bus: EventBus): void {
      fn.allow(['events:PutEvents'], [bus.eventBusArn]);
    },
    start(fn: NodeFunction, machine: StateMachine): void {
      fn.allow(['states:StartExecution'], [machine.stateMachineArn]);
    },
    /** Mail, only from these verified identities. */
    sendMail(fn: NodeFunction, identities: readonly string[]): void {
      if (identities.length === 0) return;
      fn.allow(
        ['ses:SendEmail'],
        identities.map((resourceName) => stack.formatArn({ service: 'ses', resource: 'identity', resourceName })),
      );
    },
  };
}

export type Permissions = ReturnType<typeof permissionsOf>;
