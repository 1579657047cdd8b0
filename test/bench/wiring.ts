import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readDeployment } from '../../infra/constructs/deployment.ts';
import { DataStack } from '../../infra/data-stack.ts';
import { ServiceStack } from '../../infra/service-stack.ts';

type Properties = Record<string, unknown>;
type Pattern = { readonly [field: string]: Pattern | readonly unknown[] };

/** What the stacks say of a deployment in the cloud: how events travel, and what is paid for when nothing happens. */
export interface Wiring {
  /** Areas whose queues a rule puts an event of the bus into. */
  takers(event: BusEvent): string[];
  /** Areas whose events are waited for, to be worked on together. */
  readonly gathering: readonly string[];
  /** Kinds of new items that the stream passes on. */
  readonly kinds: readonly string[];
  /** Memory of each area's function, in MB. */
  readonly memory: Readonly<Record<string, number>>;
  /** Areas that are traced. */
  readonly traced: readonly string[];
  readonly fixed: {
    readonly keys: number;
    readonly secrets: number;
    /** Metrics that alarms look at: an alarm over a formula is billed for each of its own. */
    readonly alarmMetrics: number;
    readonly dashboards: number;
    /** Queues that functions wait at. */
    readonly queues: number;
    /** Metrics that are no service's own. */
    readonly customMetrics: number;
  };
}

export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Synthesizes both stacks, as `cdk deploy` does for an account, and reads them. */
export function readWiring(flags: Record<string, unknown>, bundles: string): Wiring {
  const outdir = join(bundles, 'cdk.out');
  mkdirSync(outdir, { recursive: true });
  const context = {
    ...flags,
    stage: 'bench',
    mailFrom: 'lumen.example',
    alarmEmail: 'operations@lumen.example',
    bundles,
  };
  const app = new App({ outdir, context });
  const deployment = readDeployment(app.node);
  const data = new DataStack(app, 'data', { deployment });
  const service = new ServiceStack(app, 'service', { deployment, data });
  const templates = [Template.fromStack(data), Template.fromStack(service)];
  const of = (type: string): [string, Properties][] =>
    templates.flatMap((template) =>
      Object.entries(template.findResources(type)).map(([id, { Properties: properties }]): [string, Properties] => [
        id,
        properties as Properties,
      ]),
    );

  const functions = of('AWS::Lambda::Function').flatMap(([id, { Description, MemorySize, TracingConfig }]) => {
    const area = /: ([\w-]+)$/.exec(String(Description))?.[1];
    return area === undefined ? [] : [{ id, area, memory: Number(MemorySize), traced: TracingConfig !== undefined }];
  });
  const mappings = of('AWS::Lambda::EventSourceMapping').map(([, mapping]) => mapping);
  const areaAt = (queue: unknown): string | undefined => {
    const mapping = mappings.find(({ EventSourceArn }) => idIn(EventSourceArn) === idIn(queue));
    return functions.find(({ id }) => id === idIn(mapping?.FunctionName))?.area;
  };
  const gathering = mappings
    .filter(({ MaximumBatchingWindowInSeconds }) => MaximumBatchingWindowInSeconds !== undefined)
    .flatMap(({ FunctionName }) => functions.find(({ id }) => id === idIn(FunctionName))?.area ?? []);
  const rules = of('AWS::Events::Rule').flatMap(([, { EventPattern, Targets }]) => {
    const areas = (Targets as { Arn: unknown }[]).flatMap(({ Arn }) => areaAt(Arn) ?? []);
    return EventPattern === undefined ? [] : [{ pattern: EventPattern as Pattern, areas }];
  });
  return {
    takers: (event) => rules.flatMap(({ pattern, areas }) => (fits(pattern, event) ? areas : [])),
    gathering,
    kinds: mappings.flatMap(({ FilterCriteria }) => kindsIn(FilterCriteria)),
    memory: Object.fromEntries(functions.map(({ area, memory }) => [area, memory])),
    traced: functions.filter(({ traced }) => traced).map(({ area }) => area),
    fixed: {
      keys: of('AWS::KMS::Key').length,
      secrets: of('AWS::SecretsManager::Secret').length,
      alarmMetrics: of('AWS::CloudWatch::Alarm').reduce((sum, [, { Metrics }]) => sum + metricsIn(Metrics), 0),
      dashboards: of('AWS::CloudWatch::Dashboard').length,
      queues: mappings.filter(({ EventSourceArn }) => /Queue/.test(JSON.stringify(EventSourceArn))).length,
      customMetrics: mappings.filter(({ MetricsConfig }) => MetricsConfig !== undefined).length,
    },
  };
}

/** Metrics of an alarm: those of its formula, or its only one. */
const metricsIn = (metrics: unknown): number =>
  Array.isArray(metrics)
    ? metrics.filter((one) => (one as { MetricStat?: unknown }).MetricStat !== undefined).length
    : 1;

/** Kinds of items in the filter of the stream's reader. */
function kindsIn(criteria: unknown): string[] {
  const filters = (criteria as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? [];
  return filters.flatMap(({ Pattern }) => JSON.parse(Pattern).dynamodb?.NewImage?.kind?.S ?? []);
}

/** Logical id in a reference. */
const idIn = (reference: unknown): string | undefined =>
  /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(JSON.stringify(reference) ?? '')?.[1];

/** Whether an event fits a rule's pattern, as far as our rules go: equal, present, begins with, one of several. */
function fits(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as readonly Pattern[]).some((one) => fits(one, event));
    const value = (event as Record<string, unknown> | undefined)?.[field];
    if (!Array.isArray(wanted)) return fits(wanted as Pattern, value);
    return wanted.some((one) => {
      if (one === null || typeof one !== 'object') return value === one;
      const [[operator, operand] = []] = Object.entries(one);
      if (operator === 'exists') return (value !== undefined) === operand;
      if (operator === 'prefix') return typeof value === 'string' && value.startsWith(String(operand));
      throw new Error(`The bench does not know the pattern "${operator}".`);
    });
  });
}
