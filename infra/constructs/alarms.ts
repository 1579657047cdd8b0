import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  TextWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export interface AlarmsProps {
  readonly deployment: Deployment;
}

export interface Trouble {
  /** What a customer or a colleague feels, as a sentence: it is what the person on call reads first. */
  readonly felt: string;
  readonly metric: IMetric;
  /** Trouble when the metric is above this. */
  readonly above?: number;
  /** Trouble when the metric is below this. */
  readonly below?: number;
  /** Periods of the metric, one after the other, that must be bad. Default 1. */
  readonly periods?: number;
  /** Whether silence is trouble too. Default false. */
  readonly silenceIsTrouble?: boolean;
}

/** Where trouble is told: a topic, optionally a person's address, and one page that shows it all. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly #deployment: Deployment;
  readonly #alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, { deployment }: AlarmsProps) {
    super(scope, id);
    this.#deployment = deployment;
    this.topic = new Topic(this, 'Topic', { displayName: `Homeward ${deployment.stage}`, enforceSSL: true });
    // A policy of our own replaces the one that lets the account's alarms in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (deployment.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(deployment.alarmEmail));
  }

  /** Raises an alarm, named `<stack> <name>`, when there is this trouble. */
  raise(name: string, trouble: Trouble): void {
    // The local engine knows no alarms over formulas.
    if (this.#deployment.local && trouble.metric instanceof MathExpression) return;
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName} ${name}`,
      alarmDescription: trouble.felt,
      metric: trouble.metric,
      ...(trouble.below === undefined
        ? { threshold: trouble.above ?? 0, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD }
        : { threshold: trouble.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
      evaluationPeriods: trouble.periods ?? 1,
      treatMissingData: trouble.silenceIsTrouble ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.#alarms.push(alarm);
  }

  /** The page: every alarm raised so far, then a graph for each group of metrics. */
  draw(graphs: Readonly<Record<string, readonly IMetric[]>>): void {
    const charts: IWidget[] = Object.entries(graphs).map(
      ([title, left]) => new GraphWidget({ title, left: [...left], width: 8, height: 6, period: Duration.minutes(1) }),
    );
    const rows = Array.from({ length: Math.ceil(charts.length / 3) }, (_, row) => charts.slice(row * 3, row * 3 + 3));
    new Dashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      widgets: [
        [new TextWidget({ markdown: `# Homeward ${this.#deployment.stage}`, width: 24, height: 1 })],
        [new AlarmStatusWidget({ title: 'What somebody feels', alarms: [...this.#alarms], width: 24, height: 4 })],
        ...rows,
      ],
    });
  }
}
