import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';

export interface StreamReaderProps {
  readonly deployment: Deployment;
  readonly streamArn: string;
  /** Reads the records in the order of each partition; throws when it could not pass all of them on. */
  readonly reader: NodeFunction;
  /** Only insertions of items whose `kind` is one of these reach the reader; nothing is paid for the others. */
  readonly kinds: readonly string[];
  /** Takes the records that were given up. */
  readonly unpublished: Bucket;
  readonly alarms: Alarms;
}

/** The table's stream → the one publisher. */
export class StreamReader extends Construct {
  constructor(scope: Construct, id: string, props: StreamReaderProps) {
    super(scope, id);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: props.reader.lambda,
      eventSourceArn: props.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { kind: { S: FilterRule.or(...props.kinds) } } },
        }),
      ],
      bisectBatchOnError: true,
      // An outage of the bus lasts minutes to hours; a record that cannot be published must not hold its shard for a day.
      retryAttempts: 100,
      maxRecordAge: Duration.hours(6),
      supportS3OnFailureDestination: true,
      onFailure: { bind: () => ({ destination: props.unpublished.bucketArn }) },
      ...(props.deployment.local ? {} : { metricsConfig: { metrics: [MetricType.EVENT_COUNT] } }),
    });
    // The mapping is refused while its function may not yet read the stream.
    const { role } = props.reader.lambda;
    if (role !== undefined) mapping.node.addDependency(role);

    const minute = Duration.minutes(1);
    props.alarms.raise('Publisher is behind', {
      felt: 'Returns stand still after a decision: labels, messages and the ERP wait for events more than a minute old.',
      metric: props.reader.lambda.metric('IteratorAge', { period: minute, statistic: 'Maximum' }),
      above: 60_000,
      periods: 3,
    });
    props.alarms.raise('Publisher fails', {
      felt: 'Returns stand still after a decision: the publisher fails again and again.',
      metric: props.reader.lambda.metricErrors({ period: minute }),
      above: 2,
      periods: 3,
    });
    if (props.deployment.local) return;
    props.alarms.raise('Publisher gave events up', {
      felt: 'Some returns do not go on by themselves: their events lie in the files bucket for 30 days. Put them on the bus with npm run republish.',
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'OnFailureDestinationDeliveredEventCount',
        dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
        period: minute,
        statistic: 'Sum',
      }),
    });
  }
}
