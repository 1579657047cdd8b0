import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Alarms } from './alarms.ts';
import type { Areas } from './areas.ts';
import type { EventConsumer } from './event-consumer.ts';
import type { ReturnsApi } from './http-api.ts';
import type { NodeFunction } from './node-function.ts';
import type { Process } from './state-machine.ts';

const period = Duration.minutes(1);

const p99 = (api: ReturnsApi) => api.stage.metricLatency({ period, statistic: 'p99' });

/** Requests that fail or take long. */
export function watchRequests(alarms: Alarms, api: ReturnsApi): void {
  alarms.raise('Requests fail', {
    felt: 'Customers and colleagues see errors: more than 1 % of requests, and at least five a minute, are answered 5xx.',
    metric: new MathExpression({
      expression: 'IF(errors >= 5, 100 * errors / requests, 0)',
      usingMetrics: {
        errors: api.stage.metricServerError({ period, statistic: 'Sum' }),
        requests: api.stage.metricCount({ period, statistic: 'Sum' }),
      },
      label: '5xx in %',
      period,
    }),
    above: 1,
    periods: 3,
  });
  alarms.raise('Requests are slow', {
    felt: 'Customers and colleagues wait: one request in a hundred takes more than three seconds.',
    metric: p99(api),
    above: 3000,
    periods: 5,
  });
}

/** A formula takes no more metrics (CloudWatch quotas). */
const mostMetrics = 10;

/** Functions that are refused because too many run, told once for each group, or for each ten of it. */
export function watchThrottles(
  alarms: Alarms,
  name: string,
  felt: string,
  group: Readonly<Record<string, NodeFunction>>,
): void {
  const all = Object.values(group);
  for (let first = 0; first < all.length; first += mostMetrics) {
    const usingMetrics: Record<string, IMetric> = Object.fromEntries(
      all
        .slice(first, first + mostMetrics)
        .map(({ lambda }, index) => [`m${index}`, lambda.metricThrottles({ period })]),
    );
    alarms.raise(first === 0 ? name : `${name} (${1 + first / mostMetrics})`, {
      felt,
      metric: new MathExpression({
        expression: Object.keys(usingMetrics).join(' + '),
        usingMetrics,
        label: 'throttled calls',
        period,
      }),
      periods: 3,
    });
  }
}

/** The clock of the deadlines: failing or standing still. */
export function watchDeadlines(alarms: Alarms, deadlines: NodeFunction): void {
  alarms.raise('Deadlines fail', {
    felt: 'Breached deadlines are not raised, and stuck returns are not started again: three runs in a row failed.',
    metric: deadlines.lambda.metricErrors({ period }),
    periods: 3,
  });
  alarms.raise('Deadlines stand still', {
    felt: 'Breached deadlines are not raised, and stuck returns are not started again: no run for five minutes.',
    metric: deadlines.lambda.metricInvocations({ period }),
    below: 1,
    periods: 5,
    silenceIsTrouble: true,
  });
}

/** The table refusing work: more than it grows to at once, or the platform's own failure. */
export function watchTable(alarms: Alarms, table: Table): void {
  alarms.raise('Table refuses writes', {
    felt: 'Commands are answered late or 503: the table throttles writes.',
    metric: table.metric('WriteThrottleEvents', { period, statistic: 'Sum' }),
    above: 10,
    periods: 3,
  });
}

export interface WatchedLines {
  readonly name: string;
  /** The `message` of the lines that are trouble. */
  readonly line: string;
  readonly of: readonly NodeFunction[];
  readonly felt: string;
}

/** Lines of the log that a person has to know of: counted for all areas together, one a minute is enough. */
export function watchLines(alarms: Alarms, { name, line, of, felt }: WatchedLines): void {
  const { stackName } = Stack.of(alarms);
  const metricName = `${stackName} ${line}`;
  for (const { logGroup } of of)
    new MetricFilter(logGroup, `Lines ${line}`, {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', line),
      metricNamespace: 'Homeward',
      metricName,
    });
  alarms.raise(name, { felt, metric: new Metric({ namespace: 'Homeward', metricName, statistic: 'Sum', period }) });
}

export interface Watched {
  readonly api: ReturnsApi;
  readonly areas: Areas;
  readonly lifecycle: Process;
  readonly consumers: Readonly<Record<string, EventConsumer>>;
  readonly table: Table;
}

/** One page for whoever is on call. */
export function drawDashboard(alarms: Alarms, { api, areas, lifecycle, consumers, table }: Watched): void {
  const each = (metric: (area: NodeFunction) => IMetric) =>
    Object.values({ ...areas.http, ...areas.behind }).map(metric);
  alarms.draw({
    Requests: [
      api.stage.metricCount({ period, statistic: 'Sum' }),
      api.stage.metricClientError({ period, statistic: 'Sum' }),
      api.stage.metricServerError({ period, statistic: 'Sum' }),
    ],
    'Time of a request (ms)': [api.stage.metricLatency({ period, statistic: 'p50' }), p99(api)],
    'Errors by area': each(({ lambda, area }) => lambda.metricErrors({ period, label: area })),
    'Calls by area': each(({ lambda, area }) => lambda.metricInvocations({ period, label: area })),
    'Age of what is published (ms)': [
      areas.behind.publish.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
    ],
    'Lifecycle segments': [
      lifecycle.machine.metricStarted({ period }),
      lifecycle.machine.metricSucceeded({ period }),
      lifecycle.machine.metricFailed({ period }),
    ],
    'Waiting events': Object.entries(consumers).map(([label, { queue }]) =>
      queue.metricApproximateNumberOfMessagesVisible({ period, label }),
    ),
    'Events given up': Object.entries(consumers).map(([label, { deadLetters }]) =>
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, label }),
    ),
    'Table units': [
      table.metricConsumedReadCapacityUnits({ period }),
      table.metricConsumedWriteCapacityUnits({ period }),
    ],
  });
}
