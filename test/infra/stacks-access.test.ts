import { describe, expect, test } from 'vitest';
import { cloud, type Grant, grants, templates } from './synthesized.ts';

const may = grants(templates(cloud).service);
const everything = Object.entries(may).flatMap(([who, list]) => list.map((grant) => ({ who, ...grant })));

const doing = (action: string) =>
  everything
    .filter((grant) => grant.action === action)
    .map(({ who }) => who)
    .sort();

const folders = (who: string, action: string) =>
  (may[who] ?? [])
    .filter((grant) => grant.action === action)
    .flatMap(({ resources }) => resources.map((resource) => /\/([a-z/]+\/)\*"/.exec(JSON.stringify(resource))?.[1]))
    .sort();

const signedIn = [
  'Backtests',
  'Batches',
  'Brands',
  'Customs',
  'Dossier',
  'Drafts',
  'Intake',
  'Money',
  'Orders',
  'Policies',
  'Review',
  'Tracking',
  'Warehouse',
];
const writers = [
  'Backtesting',
  'Backtests',
  'BatchWork',
  'Brands',
  'Customs',
  'Deadlines',
  'Drafts',
  'ErpSync',
  'Evidence',
  'Inbox',
  'Intake',
  'Money',
  'Notifications',
  'Orders',
  'Policies',
  'Review',
  'Warehouse',
  'Workflow',
];

describe('least to each', () => {
  test('no action is a pattern', () => {
    expect(everything.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  test('only tracing and log delivery, which know no resources, are granted on everything', () => {
    const actions = everything.filter(({ resources }) => resources.includes('*')).map(({ action }) => action);
    expect(
      actions.filter((action) => !/^(xray:|logs:.*(LogDelivery|LogDeliveries|ResourcePolic|LogGroups))/.test(action)),
    ).toEqual([]);
  });

  test('nobody scans the table, deletes a file or changes what others may', () => {
    const forbidden = /^(dynamodb:(Scan|DeleteTable|UpdateTable)|s3:Delete|iam:|kms:(CreateGrant|Put|Schedule))/;
    expect(everything.filter(({ action }) => forbidden.test(action))).toEqual([]);
  });

  test('the key is used through one service at a time', () => {
    const direct = everything.filter(
      ({ action, condition }: Grant) => action.startsWith('kms:') && condition === undefined,
    );
    expect(direct).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ['publishes', 'events:PutEvents', ['Publish']],
    ['reads the stream', 'dynamodb:GetRecords', ['Publish']],
    ['starts the lifecycle', 'states:StartExecution', ['Segments']],
    ['lists the bucket', 's3:ListBucket', ['Backtesting', 'Dossier', 'Drafts', 'Evidence', 'Publish', 'Sealing']],
    ['calls a function', 'lambda:InvokeFunction', ['Lifecycle', 'PolicyBacktest']],
    ['sends mail', 'ses:SendEmail', ['Notifications']],
    ["stores partners' secrets", 'secretsmanager:PutSecretValue', ['Brands']],
    ["creates partners' secrets", 'secretsmanager:CreateSecret', ['Brands']],
    ['reads a secret', 'secretsmanager:GetSecretValue', [...signedIn, 'ErpSync', 'Webhooks'].sort()],
    ['changes the table', 'dynamodb:UpdateItem', ['Archive', ...writers]],
    [
      'deletes items of the table',
      'dynamodb:DeleteItem',
      ['BatchWork', 'Deadlines', 'Drafts', 'Evidence', 'Inbox', 'Intake', 'Money', 'Review', 'Warehouse', 'Workflow'],
    ],
    ['puts into the table', 'dynamodb:PutItem', [...writers, 'Batches', 'Webhooks'].sort()],
  ])('only the one who has to %s', (_, action, who) => {
    expect(doing(action)).toEqual(who);
  });

  test.each([
    ['Intake', [], ['uploads/']],
    ['Drafts', ['drafts/'], ['evidence/', 'uploads/']],
    ['Tracking', ['acknowledgements/', 'evidence/', 'labels/'], []],
    ['Dossier', ['acknowledgements/', 'documents/', 'dossiers/', 'evidence/', 'labels/'], ['dossiers/']],
    ['Workflow', [], ['acknowledgements/', 'documents/', 'labels/']],
    ['Evidence', ['uploads/'], ['drafts/', 'evidence/']],
    ['Publish', [], ['aws/lambda/']],
    ['Archive', [], ['unsealed/']],
    ['Sealing', ['archive/', 'unsealed/'], ['archive/']],
    ['Backtesting', ['archive/', 'backtests/', 'unsealed/'], ['backtests/']],
    ['Backtests', ['backtests/'], []],
    ['Money', [], []],
    ['Warehouse', [], []],
  ])('%s reads and writes only its folders', (who, reads, writes) => {
    expect(folders(who, 's3:GetObject')).toEqual(reads);
    expect(folders(who, 's3:PutObject')).toEqual(writes);
  });

  test.each([
    ['whoseReturns', ['Orders', 'Tracking']],
    ['waitingForRole', ['Brands', 'Tracking']],
    ['whatIsDue', ['Deadlines']],
  ])('the question %s is asked by whom it is for', (question, who) => {
    const asking = everything.filter(({ resources }) => JSON.stringify(resources).includes(`/index/${question}`));
    expect([...new Set(asking.map(({ action }) => action))]).toEqual(['dynamodb:Query']);
    expect(asking.map((grant) => grant.who).sort()).toEqual(who);
  });

  test.each(['Dossier', 'Drafts', 'Evidence'])('%s is told of a file that is gone, not that it is forbidden', (who) => {
    const listing = (may[who] ?? []).filter(({ action }) => action === 's3:ListBucket');
    expect(JSON.stringify(listing.map(({ resources }) => resources))).toMatch(/Files/);
  });

  test('a webhook cannot read the key that signs guests', () => {
    const reads = (who: string) =>
      JSON.stringify((may[who] ?? []).filter(({ action }) => action === 'secretsmanager:GetSecretValue'));
    expect(reads('Tracking')).toMatch(/SigningSecret/);
    expect(reads('Webhooks')).not.toMatch(/SigningSecret/);
  });

  test('mail leaves only from the identities that were named', () => {
    const [mail] = (may.Notifications ?? []).filter(({ action }) => action === 'ses:SendEmail');
    expect(JSON.stringify(mail?.resources)).toMatch(/identity\/lumen\.example.*identity\/returns@harbor\.example/);
    expect(mail?.resources).toHaveLength(2);
  });

  test('the documentation may log and trace, and nothing else', () => {
    const services = (may.Documentation ?? []).map(({ action }) => action.split(':')[0]);
    expect([...new Set(services)].sort()).toEqual(['logs', 'xray']);
  });
});
