import { readdirSync, readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { areasIn } from '../../infra/constructs/bundle.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { milestones } from '../../shared/notifications/choose.ts';
import { cloud, laptop, propertiesOf, referred, templates } from './synthesized.ts';

const { data, service } = templates(cloud);
const home = templates(laptop).service;

const pascal = (area: string) => area.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

interface Fn {
  readonly Handler: string;
  readonly Environment?: { readonly Variables: Record<string, unknown> };
}
const functions = propertiesOf<Fn>(service, 'AWS::Lambda::Function');
const functionOf = (area: string) => Object.entries(functions).find(([id]) => id.startsWith(`${pascal(area)}Function`));

describe('functions', () => {
  test('each area is one function', () => {
    expect(Object.keys(functions)).toHaveLength(areasIn().length);
    for (const area of areasIn()) expect(functionOf(area), area).toBeDefined();
  });

  test('each runs on Node 24, is traced, and keeps its lines in a log group of its own for three months', () => {
    service.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: Match.objectLike({ LogGroup: Match.anyValue() }),
    });
    service.allResources(
      'AWS::Logs::LogGroup',
      Match.objectLike({ Properties: Match.objectLike({ RetentionInDays: 90 }) }),
    );
  });

  const table = ['TABLE_NAME'];
  const requests = [
    ...table,
    'COMPANY_CLAIM',
    'CUSTOMER_CLAIM',
    'OIDC_AUDIENCE',
    'OIDC_ISSUER',
    'OIDC_JWKS_URL',
    'PROGRESS_MINUTES',
    'ROLES_CLAIM',
    'SIGNING_SECRET_ARN',
  ];
  test.each<[string, string[]]>([
    ['orders', requests],
    ['intake', [...requests, 'FILES_BUCKET']],
    ['drafts', [...requests, 'FILES_BUCKET']],
    ['dossier', [...requests, 'FILES_BUCKET']],
    ['batches', requests],
    ['tracking', [...requests, 'FILES_BUCKET']],
    ['review', requests],
    ['warehouse', requests],
    ['money', requests],
    ['brands', [...requests, 'PARTNER_SECRETS_PREFIX']],
    ['webhooks', [...table, 'PARTNER_SECRETS_PREFIX']],
    ['documentation', []],
    ['publish', ['BUS_NAME']],
    ['backtests', [...requests, 'FILES_BUCKET']],
    ['segments', ['BACKTEST_MACHINE_ARN', 'LIFECYCLE_MACHINE_ARN']],
    ['backtesting', [...table, 'FILES_BUCKET']],
    ['workflow', [...table, 'FILES_BUCKET', 'PROGRESS_MINUTES']],
    ['inbox', [...table, 'PROGRESS_MINUTES']],
    ['notifications', table],
    ['erp-sync', [...table, 'PARTNER_SECRETS_PREFIX']],
    ['evidence', [...table, 'FILES_BUCKET', 'PROGRESS_MINUTES']],
    ['archive', [...table, 'FILES_BUCKET']],
    ['sealing', ['FILES_BUCKET']],
    ['batch-work', [...table, 'PROGRESS_MINUTES']],
    ['deadlines', [...table, 'PROGRESS_MINUTES']],
  ])('%s is told what it needs and nothing else', (area, names) => {
    const [, fn] = functionOf(area) ?? [];
    expect(Object.keys(fn?.Environment?.Variables ?? {}).sort()).toEqual([...names].sort());
  });
});

describe('the ways events take', () => {
  test('only what is inserted as an event or an inbox item is published, and what is given up is kept', () => {
    service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ['INSERT'],
              dynamodb: { NewImage: { kind: { S: ['event', 'inbox', 'backtest'] } } },
            }),
          },
        ],
      },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 6 * 3600,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  interface Queue {
    readonly SqsManagedSseEnabled: boolean;
    readonly MessageRetentionPeriod: number;
    readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown; readonly maxReceiveCount: number };
  }
  const queues = propertiesOf<Queue>(service, 'AWS::SQS::Queue');

  test('each queue is encrypted, refuses what does not come over TLS, and puts aside what keeps failing', () => {
    expect(Object.keys(queues)).toHaveLength(16);
    for (const [id, queue] of Object.entries(queues)) {
      expect(queue.SqsManagedSseEnabled, id).toBe(true);
      if (id.includes('DeadLetters')) expect(queue.MessageRetentionPeriod, id).toBe(14 * 86_400);
      else expect(queues[referred(queue.RedrivePolicy?.deadLetterTargetArn)], id).toBeDefined();
    }
    service.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('an event comes up again when its consumer surely has ended: after six times its limit', () => {
    const waits = Object.entries(propertiesOf<{ VisibilityTimeout?: number }>(service, 'AWS::SQS::Queue'))
      .filter(([id]) => !id.includes('DeadLetters'))
      .map(([id, { VisibilityTimeout }]) => [id.replace(/EventsQueue.*/, ''), VisibilityTimeout]);
    expect(Object.fromEntries(waits)).toEqual({
      Segments: 60,
      Inbox: 120,
      Batch: 360,
      Notifications: 120,
      ErpSync: 600,
      Evidence: 360,
      // And the minutes that its events are waited for.
      Archive: 660,
      Backtest: 60,
    });
  });

  test('an ERP that is down for days is tried for a week, and what waits for it is not forgotten', () => {
    const [, erp] = Object.entries(queues).find(([id]) => id.startsWith('ErpSyncEventsQueue')) ?? [];
    expect((erp?.RedrivePolicy?.maxReceiveCount ?? 0) * 600).toBeGreaterThan(6 * 86_400);
    expect(erp?.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  test('a consumer answers for each event of a batch by itself', () => {
    const mappings = propertiesOf<{ FunctionResponseTypes?: string[]; FilterCriteria?: unknown }>(
      service,
      'AWS::Lambda::EventSourceMapping',
    );
    const ofQueues = Object.values(mappings).filter(({ FilterCriteria }) => FilterCriteria === undefined);
    expect(ofQueues).toHaveLength(8);
    for (const { FunctionResponseTypes } of ofQueues)
      expect(FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  test.each([
    [
      'a step that is next starts a segment',
      { source: ['homeward'], detail: { rma: [{ exists: true }], starts: [{ exists: true }] } },
    ],
    [
      'what partners send is worked on',
      { source: ['homeward'], detail: { inbox: [{ exists: true }], provider: ['shopify', 'easypost', 'generic'] } },
    ],
    [
      'milestones, and messages asked for once more, are told',
      { source: ['homeward'], detail: { $or: [{ type: milestones }, { provider: ['resend', 'draft_link'] }] } },
    ],
    [
      'every event of a return, and what is asked for again, goes to the ERP',
      { source: ['homeward'], detail: { $or: [{ rma: [{ exists: true }] }, { provider: ['replay'] }] } },
    ],
    [
      'a backtest that was asked for is run',
      {
        source: ['homeward'],
        'detail-type': ['backtest.requested'],
        detail: { backtest: [{ exists: true }] },
      },
    ],
    ['every event of a return goes into the archive', { source: ['homeward'], detail: { rma: [{ exists: true }] } }],
  ])('%s', (_, EventPattern) => {
    service.hasResourceProperties('AWS::Events::Rule', { EventPattern });
  });

  test('what is uploaded is checked, what is already checked is not', () => {
    service.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        source: ['aws.s3'],
        detail: Match.objectLike({ object: { key: [{ prefix: 'uploads/' }] } }),
      }),
    });
  });

  test('deadlines are looked at each minute, and days to seal each hour', () => {
    for (const ScheduleExpression of ['rate(1 minute)', 'rate(1 hour)'])
      service.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression, State: 'ENABLED' });
  });

  test('events are gathered into files of the archive for five minutes, and on a laptop for a second', () => {
    const gathered = { BatchSize: 1000, ScalingConfig: { MaximumConcurrency: 5 } };
    for (const [stack, seconds] of [
      [service, 300],
      [home, 1],
    ] as const)
      stack.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        ...gathered,
        MaximumBatchingWindowInSeconds: seconds,
      });
  });

  interface MachineProperties {
    readonly StateMachineName: string;
    readonly DefinitionSubstitutions: Record<string, unknown>;
  }
  const processes = readdirSync('statemachines').flatMap((file) => /^(.+)\.asl\.json$/.exec(file)?.[1] ?? []);
  const machines = Object.values(propertiesOf<MachineProperties>(service, 'AWS::StepFunctions::StateMachine'));

  test('each process is a machine', () => {
    expect(machines.map(({ StateMachineName }) => StateMachineName.replace('homeward-live-', '')).sort()).toEqual(
      processes.toSorted(),
    );
  });

  test.each(processes)(
    '%s is standard, traced, and knows a function for each place its file leaves open',
    (process) => {
      const machine = machines.find(({ StateMachineName }) => StateMachineName.endsWith(process));
      const open = readFileSync(`statemachines/${process}.asl.json`, 'utf8').matchAll(/\$\{(\w+)\}/g);
      expect([...new Set([...open].map(([, name]) => name))].sort()).toEqual(
        Object.keys(machine?.DefinitionSubstitutions ?? {}).sort(),
      );
      service.allResourcesProperties('AWS::StepFunctions::StateMachine', {
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: Match.objectLike({ Level: 'ERROR', IncludeExecutionData: false }),
      });
    },
  );
});

describe('the API', () => {
  interface Route {
    readonly RouteKey: string;
    readonly Target: unknown;
    readonly AuthorizationType?: string;
  }
  const served = Object.values(propertiesOf<Route>(service, 'AWS::ApiGatewayV2::Route'));

  test('serves the routes of the contracts and no others', () => {
    expect(served.map(({ RouteKey }) => RouteKey).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  test.each(routes.map(({ method, path, area }) => [`${method} ${path}`, area] as const))(
    '%s is answered by %s',
    (key, area) => {
      const route = served.find(({ RouteKey }) => RouteKey === key);
      const integrations = propertiesOf<{ IntegrationUri: unknown; PayloadFormatVersion: string }>(
        service,
        'AWS::ApiGatewayV2::Integration',
      );
      const integration = integrations[referred(route?.Target)];
      expect(integration?.PayloadFormatVersion).toBe('2.0');
      expect(referred(integration?.IntegrationUri)).toBe(functionOf(area)?.[0]);
    },
  );

  test('each route is throttled: as its contract says, or as all are', () => {
    const settings = Object.fromEntries(
      routes.flatMap(({ method, path, throttle }) =>
        throttle === undefined
          ? []
          : [[`${method} ${path}`, { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst }]],
      ),
    );
    expect(Object.keys(settings).length).toBeGreaterThan(0);
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      RouteSettings: settings,
    });
  });

  test('its access log names the route, never the address or the return', () => {
    const [stage] = Object.values(
      propertiesOf<{ AccessLogSettings: { Format: string } }>(service, 'AWS::ApiGatewayV2::Stage'),
    );
    expect(stage?.AccessLogSettings.Format).not.toMatch(/sourceIp|\$context\.path|authorizer/);
  });

  test('pages of the named origins may call it, and on a laptop any page', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({
        AllowOrigins: ['https://returns.lumen.example', 'https://returns.harbor.example'],
      }),
    });
    home.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ allowOrigins: ['*'] }),
    });
  });

  test('only on a laptop its id is fixed', () => {
    home.hasResourceProperties('AWS::ApiGatewayV2::Api', { Tags: Match.objectLike({ 'ms-custom-id': 'homeward' }) });
    service.resourcePropertiesCountIs(
      'AWS::ApiGatewayV2::Api',
      { Tags: Match.objectLike({ 'ms-custom-id': Match.anyValue() }) },
      0,
    );
  });
});

describe('alarms', () => {
  interface AlarmProperties {
    readonly AlarmName: string;
    readonly AlarmDescription?: string;
    readonly AlarmActions?: unknown[];
  }
  const alarms = Object.values(propertiesOf<AlarmProperties>(service, 'AWS::CloudWatch::Alarm'));

  test.each([
    'Requests fail',
    'Requests are slow',
    'Requests are refused',
    'Work is held up',
    'Publisher is behind',
    'Publisher fails',
    'Publisher gave events up',
    'Lifecycle fails',
    'Deadlines fail',
    'Deadlines stand still',
    'Table refuses writes',
    'Quarantine has something new',
    'Publisher passed something over',
    'Policy cannot be evaluated',
    'Archive is not sealed',
    'PolicyBacktest fails',
    ...['Segments', 'Inbox', 'Notifications', 'ErpSync', 'Evidence', 'Archive', 'Backtest'].flatMap((name) => [
      `${name}Events gave events up`,
      `${name}Events is behind`,
    ]),
  ])('%s: says what somebody feels, and tells somebody', (name) => {
    const alarm = alarms.find(({ AlarmName }) => AlarmName === `homeward-live ${name}`);
    expect(alarm?.AlarmDescription).toMatch(/\.$/);
    expect(alarm?.AlarmActions).toHaveLength(1);
  });

  test('the lines they count are those the functions write', () => {
    const filters = Object.values(propertiesOf<{ FilterPattern: string }>(service, 'AWS::Logs::MetricFilter'));
    const written = [
      'functions/publish/publish-items.ts',
      'shared/runtime/arrivals.ts',
      'functions/deadlines/sweep-batches.ts',
      'functions/deadlines/sweep-inbox.ts',
      'functions/deadlines/sweep-withdrawals.ts',
      'shared/intake/assessor.ts',
    ]
      .map((file) => readFileSync(file, 'utf8'))
      .join();
    expect(filters).toHaveLength(9);
    for (const { FilterPattern } of filters) {
      const line = /"(.+)"/.exec(FilterPattern)?.[1] ?? '';
      expect(written).toContain(`('${line}'`);
    }
  });

  test('are told to the address that was given, over TLS only', () => {
    service.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@lumen.example',
    });
    service.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
          }),
        ]),
      },
    });
  });
});

describe('size', () => {
  test('both stacks stay far below 500 resources', () => {
    expect(Object.keys(data.toJSON().Resources).length).toBeLessThan(30);
    expect(Object.keys(service.toJSON().Resources).length).toBeLessThan(400);
  });

  test('the template stays far below the megabyte that is taken', () => {
    expect(JSON.stringify(service.toJSON()).length).toBeLessThan(500_000);
  });
});
