import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { type InboxProvider, source } from '../shared/contracts/bus.ts';
import { routes } from '../shared/contracts/routes.ts';
import { milestones } from '../shared/notifications/choose.ts';
import { Alarms } from './constructs/alarms.ts';
import { type Areas, makeAreas, pascal } from './constructs/areas.ts';
import { Backtests } from './constructs/backtests.ts';
import type { Deployment } from './constructs/deployment.ts';
import { EventArchive } from './constructs/event-archive.ts';
import { EventConsumer } from './constructs/event-consumer.ts';
import { folders } from './constructs/files-bucket.ts';
import { ReturnsApi } from './constructs/http-api.ts';
import { type Permissions, permissionsOf } from './constructs/permissions.ts';
import { Process } from './constructs/state-machine.ts';
import { StreamReader } from './constructs/stream-reader.ts';
import {
  drawDashboard,
  watchDeadlines,
  watchLines,
  watchRequests,
  watchTable,
  watchThrottles,
} from './constructs/watching.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
}

/** What runs: the areas with what each may do, the ways events take, the lifecycle, the API, and the alarms. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const partnerSecretsPrefix = `homeward/${deployment.stage}/partners/`;
    const bus = new EventBus(this, 'Bus', { eventBusName: `homeward-${deployment.stage}` });
    const alarms = new Alarms(this, 'Alarms', { deployment });
    const areas = makeAreas(this, { deployment, data, bus, partnerSecretsPrefix });
    const { http, behind } = areas;

    const lifecycle = new Process(this, 'Lifecycle', {
      deployment,
      process: 'return-lifecycle',
      steps: { WorkflowFunctionArn: behind.workflow },
      felt: 'A return stands still until its segment is started again: a run of the lifecycle ended without an answer.',
      alarms,
    });
    behind.segments.tell('LIFECYCLE_MACHINE_ARN', lifecycle.machine.stateMachineArn);
    const may = permissionsOf(data, partnerSecretsPrefix);
    allow(may, areas, deployment);
    may.publish(behind.publish, bus);
    may.start(behind.segments, lifecycle.machine);

    const api = new ReturnsApi(this, 'Http', { deployment, routes, areas: http });
    new StreamReader(this, 'Stream', {
      deployment,
      streamArn: data.returns.streamArn,
      reader: behind.publish,
      kinds: ['event', 'inbox', 'backtest'],
      unpublished: data.files,
      alarms,
    });
    const archive = new EventArchive(this, 'EventArchive', { deployment, bus, behind, may, alarms });
    const backtests = new Backtests(this, 'BacktestRuns', { deployment, bus, areas, may, alarms });
    const consumers = {
      ...consume(this, areas, { deployment, bus, data, alarms }),
      archive: archive.consumer,
      backtests: backtests.consumer,
    };
    new Rule(this, 'EachMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(behind.deadlines.lambda, { retryAttempts: 0 })],
    });

    watchRequests(alarms, api);
    watchThrottles(alarms, 'Requests are refused', 'Customers see 503: too many functions run at once.', http);
    watchThrottles(alarms, 'Work is held up', 'Returns go on late: too many functions run at once.', behind);
    watchDeadlines(alarms, behind.deadlines);
    watchTable(alarms, data.returns.table);
    // The engine on a laptop counts no lines.
    if (!deployment.local) watchLog(alarms, areas);
    drawDashboard(alarms, { api, areas, lifecycle, consumers, table: data.returns.table });
    if (!deployment.local && deployment.mailFrom.length === 0)
      Validations.of(this).addWarning('homeward:mailFrom', 'No context value mailFrom: no message will leave.');

    const outputs = {
      ApiId: api.api.apiId,
      ApiEndpoint: api.url,
      ...(api.domain && {
        DomainTarget: api.domain.regionalDomainName,
        DomainTargetZone: api.domain.regionalHostedZoneId,
      }),
      TableName: data.returns.table.tableName,
      FilesBucket: data.files.bucketName,
      BusName: bus.eventBusName,
      LifecycleMachineArn: lifecycle.machine.stateMachineArn,
      BacktestMachineArn: backtests.process.machine.stateMachineArn,
      SigningSecretArn: data.signingSecret.secretArn,
      PartnerSecretsPrefix: partnerSecretsPrefix,
      AlarmTopicArn: alarms.topic.topicArn,
      ...named('Function', { ...http, ...behind }, ({ lambda }) => lambda.functionName),
      ...named('Queue', consumers, ({ queue }) => queue.queueUrl),
      ...named('DeadLetters', consumers, ({ deadLetters }) => deadLetters.queueUrl),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** What a person has to look at, and what nobody would see otherwise. */
function watchLog(alarms: Alarms, { http, behind }: Areas): void {
  watchLines(alarms, {
    name: 'Policy cannot be evaluated',
    line: 'policy failed',
    of: [http.intake, http.drafts, behind['batch-work']],
    felt: 'Requests that could be decided at once wait for an agent: a policy meets what it cannot evaluate. The log names brand, policy and rule.',
  });
  watchLines(alarms, {
    name: 'Quarantine has something new',
    line: 'quarantined',
    of: [behind.inbox, behind.notifications, behind.deadlines],
    felt: "Something that came in was not worked off: a brand's administrator finds it at GET /v1/brands/{brand}/quarantine.",
  });
  watchLines(alarms, {
    name: 'Batch stands still',
    line: 'batch stands still',
    of: [behind.deadlines],
    felt: 'A company waits for its returns: a batch was told of again and again for hours, and does not move. The log of batch-work says why.',
  });
  watchLines(alarms, {
    name: 'Withdrawal in part',
    line: 'withdrawal in part',
    of: [behind.deadlines],
    felt: 'A withdrawal that was confirmed is carried out for a part of its goods only: the rest was told of for hours, and does not move. The log of batch-work says why.',
  });
  watchLines(alarms, {
    name: 'Publisher passed something over',
    line: 'item that cannot be told',
    of: [behind.publish],
    felt: 'A return or an arrival may not go on by itself: an item of the table is not what the publisher reads. Its log names it.',
  });
}

/** What each area may do with what outlives a deploy. */
function allow(may: Permissions, { http, behind }: Areas, { mailFrom }: Deployment): void {
  const { documentation: _, webhooks: __, ...signedIn } = http;
  for (const fn of Object.values(signedIn)) may.readSigningSecret(fn);
  may.writeTable(http.orders, 'whoseReturns');
  may.writeReturns(http.intake);
  may.writeFiles(http.intake, 'uploads');
  may.readTable(http.batches);
  may.putIntoTable(http.batches);
  may.writeReturns(http.drafts);
  may.writeFiles(http.drafts, 'uploads', 'evidence');
  may.readFiles(http.drafts, 'drafts');
  may.tellMissingFiles(http.drafts);
  may.readTable(http.tracking, 'whoseReturns', 'waitingForRole');
  may.readFiles(http.tracking, 'labels', 'evidence', 'acknowledgements');
  may.writeReturns(http.review);
  may.writeReturns(http.warehouse);
  may.writeReturns(http.money);
  may.writeTable(http.brands, 'waitingForRole');
  // Those that are not replaced are put back with the new ones.
  may.readPartnerSecrets(http.brands);
  may.writePartnerSecrets(http.brands);
  may.writeTable(http.policies);
  may.writeTable(http.customs);
  may.readTable(http.dossier);
  may.readFiles(http.dossier, 'documents', 'labels', 'acknowledgements', 'evidence', 'dossiers');
  may.tellMissingFiles(http.dossier);
  may.writeFiles(http.dossier, 'dossiers');
  may.storeInTable(http.webhooks);
  may.readPartnerSecrets(http.webhooks);

  may.readStream(behind.publish);
  may.giveUpRecords(behind.publish);
  may.writeReturns(behind.workflow);
  may.writeFiles(behind.workflow, 'labels', 'acknowledgements', 'documents');
  may.writeReturns(behind.inbox);
  may.writeTable(behind.notifications);
  may.sendMail(behind.notifications, mailFrom);
  may.writeTable(behind['erp-sync']);
  may.readPartnerSecrets(behind['erp-sync']);
  may.writeReturns(behind.evidence);
  may.readFiles(behind.evidence, 'uploads');
  may.tellMissingFiles(behind.evidence);
  may.writeFiles(behind.evidence, 'evidence', 'drafts');
  may.writeReturns(behind['batch-work']);
  may.writeReturns(behind.deadlines, 'whatIsDue');
}

/** Our own events, narrowed by what they say. */
const ours = (detail: NonNullable<EventPattern['detail']>): EventPattern => ({ source: [source], detail });

/** What happened to a return, and what its reader was asked to do again. */
const orAsked = (events: NonNullable<EventPattern['detail']>, ...providers: InboxProvider[]) =>
  ours({ $or: [events, { provider: providers }] });

const partners: InboxProvider[] = ['shopify', 'easypost', 'generic'];

/** Who takes which events, each by a queue of its own. */
function consume(
  scope: Construct,
  { behind }: Areas,
  { deployment, data, bus, alarms }: ServiceStackProps & { readonly bus: EventBus; readonly alarms: Alarms },
) {
  const both = { deployment, alarms };
  const evidence: EventPattern = {
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: { bucket: { name: [data.files.bucketName] }, object: { key: Match.prefix(folders.uploads) } },
  };
  return {
    segments: new EventConsumer(scope, 'SegmentsEvents', {
      ...both,
      bus,
      events: ours({ rma: Match.exists(), starts: Match.exists() }),
      consumer: behind.segments,
      felt: 'Returns do not go on.',
    }),
    inbox: new EventConsumer(scope, 'InboxEvents', {
      ...both,
      bus,
      events: ours({ inbox: Match.exists(), provider: partners }),
      consumer: behind.inbox,
      felt: 'News of carriers and shops is not worked on.',
    }),
    // One batch at a time, and not all functions for a company's thousands of rows.
    'batch-work': new EventConsumer(scope, 'BatchEvents', {
      ...both,
      bus,
      events: ours({ inbox: Match.exists(), provider: ['batch', 'withdrawal'] satisfies InboxProvider[] }),
      consumer: behind['batch-work'],
      batch: 1,
      atOnce: 10,
      felt: 'Batches of returns are not worked off, and withdrawals that take several returns are left in part.',
    }),
    notifications: new EventConsumer(scope, 'NotificationsEvents', {
      ...both,
      bus,
      events: orAsked({ type: milestones }, 'resend', 'draft_link'),
      consumer: behind.notifications,
      felt: 'Customers are not told.',
    }),
    // An ERP that is down for days is met with patience (the most tries there are, ten minutes apart: a week), and not by
    // all functions at once; the function itself leaves it alone for longer and longer.
    'erp-sync': new EventConsumer(scope, 'ErpSyncEvents', {
      ...both,
      bus,
      events: orAsked({ rma: Match.exists() }, 'replay'),
      consumer: behind['erp-sync'],
      attempts: 1000,
      pause: Duration.minutes(10),
      atOnce: 10,
      felt: 'The ERP does not hear of returns.',
    }),
    evidence: new EventConsumer(scope, 'EvidenceEvents', {
      ...both,
      events: evidence,
      consumer: behind.evidence,
      batch: 2,
      felt: 'Uploaded evidence is not checked.',
    }),
  };
}

/** `{ 'erp-sync': x }` → `{ FunctionErpSync: of(x) }`: the names of outputs. */
const named = <T>(prefix: string, things: Readonly<Record<string, T>>, of: (thing: T) => string) =>
  Object.fromEntries(Object.entries(things).map(([name, thing]) => [`${prefix}${pascal(name)}`, of(thing)]));
