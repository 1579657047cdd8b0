import { Duration } from 'aws-cdk-lib';
import { type EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { source } from '../../shared/contracts/bus.ts';
import type { Alarms } from './alarms.ts';
import type { Areas } from './areas.ts';
import type { Deployment } from './deployment.ts';
import { EventConsumer } from './event-consumer.ts';
import type { Permissions } from './permissions.ts';

export interface EventArchiveProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  readonly behind: Areas['behind'];
  readonly may: Permissions;
  readonly alarms: Alarms;
}

/** Events of returns → files of a day, and each hour the days that are over → the archive. */
export class EventArchive extends Construct {
  readonly consumer: EventConsumer;

  constructor(scope: Construct, id: string, { deployment, bus, behind, may, alarms }: EventArchiveProps) {
    super(scope, id);
    may.noteInTable(behind.archive);
    may.writeFiles(behind.archive, 'unsealed');
    may.readFiles(behind.sealing, 'unsealed', 'archive');
    may.listFiles(behind.sealing);
    may.writeFiles(behind.sealing, 'archive');

    // In the scope, not in here: its queue and alarms are named like those of the other consumers.
    this.consumer = new EventConsumer(scope, 'ArchiveEvents', {
      deployment,
      alarms,
      bus,
      events: { source: [source], detail: { rma: Match.exists() } },
      consumer: behind.archive,
      // A file is as large as what came within these minutes; few functions at once make few files.
      batch: 1000,
      gather: Duration.minutes(5),
      atOnce: 5,
      felt: 'Backtests and exports lack returns.',
    });
    new Rule(this, 'EachHour', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(behind.sealing.lambda, { retryAttempts: 0 })],
    });
    alarms.raise('Archive is not sealed', {
      felt: 'Backtests and exports lack a day: it could not be sealed three times in a row.',
      metric: behind.sealing.lambda.metricErrors({ period: Duration.hours(1) }),
      periods: 3,
    });
  }
}
