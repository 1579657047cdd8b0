import { Duration, Validations } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';

export interface EventConsumerProps {
  readonly deployment: Deployment;
  /** Default: the account's own bus, where the storage tells of its objects. */
  readonly bus?: EventBus;
  /** Which events it wants. */
  readonly events: EventPattern;
  /** Works on them; must answer `batchItemFailures`. */
  readonly consumer: NodeFunction;
  /** Events at once. Default 10. */
  readonly batch?: number;
  /** How long events are waited for, to be worked on together. Default: not at all. */
  readonly gather?: Duration;
  /** Deliveries of one event before it is put aside. Default 5. */
  readonly attempts?: number;
  /** Between two deliveries of an event. Default: six times the consumer's limit, and never less. */
  readonly pause?: Duration;
  /** Copies of the consumer at once; default as many as it takes. */
  readonly atOnce?: number;
  /** What somebody feels when this consumer is behind or gives events up. */
  readonly felt: string;
  readonly alarms: Alarms;
}

const closed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

/** Rule → queue → function; what keeps failing is put aside in a second queue for two weeks, and an alarm says so. */
export class EventConsumer extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { ...closed, retentionPeriod: Duration.days(14) });
    const shortest = 6 * props.consumer.timeout.toSeconds();
    // On a laptop somebody sits and waits.
    const gather = props.gather && (props.deployment.local ? Duration.seconds(1) : props.gather);
    const pause = Math.max(shortest, props.pause?.toSeconds() ?? 0) + (gather?.toSeconds() ?? 0);
    this.queue = new Queue(this, 'Queue', {
      ...closed,
      // Longer than all deliveries take: what is given up goes to the other queue, and is never just forgotten.
      retentionPeriod: Duration.days(14),
      // Six times the function's limit, as the platform advises: a throttled batch must not come up again while it runs.
      // On a laptop somebody waits for the second try.
      visibilityTimeout: Duration.seconds(props.deployment.local ? 10 : pause),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts ?? 5 },
    });
    if (props.deployment.local)
      Validations.of(this.queue).acknowledge({
        id: 'CloudFormation-Validate::E3505',
        reason: 'Never sent to the cloud.',
      });
    new Rule(this, 'Rule', {
      ...(props.bus === undefined ? {} : { eventBus: props.bus }),
      eventPattern: props.events,
      targets: [new SqsQueue(this.queue)],
    });
    props.consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: props.batch ?? 10,
        reportBatchItemFailures: true,
        ...(gather && { maxBatchingWindow: gather }),
        ...(props.atOnce === undefined ? {} : { maxConcurrency: props.atOnce }),
      }),
    );
    props.alarms.raise(`${id} gave events up`, {
      felt: `${props.felt} Events that kept failing wait in ${id}'s dead-letter queue.`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
    });
    const late = Math.max(600, 2 * pause);
    props.alarms.raise(`${id} is behind`, {
      felt: `${props.felt} The oldest event waits for more than ${late / 60} minutes.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      above: late,
      periods: 3,
    });
  }
}
