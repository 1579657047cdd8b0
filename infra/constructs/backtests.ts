import { type EventBus, Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { backtestRequested, source } from '../../shared/contracts/bus.ts';
import type { Alarms } from './alarms.ts';
import type { Areas } from './areas.ts';
import type { Deployment } from './deployment.ts';
import { EventConsumer } from './event-consumer.ts';
import type { Permissions } from './permissions.ts';
import { Process } from './state-machine.ts';

export interface BacktestsProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  readonly areas: Areas;
  readonly may: Permissions;
  readonly alarms: Alarms;
}

/** A backtest that was asked for → its machine, which reads the archive and writes nothing of a return. */
export class Backtests extends Construct {
  readonly process: Process;
  readonly consumer: EventConsumer;

  constructor(scope: Construct, id: string, { deployment, bus, areas: { http, behind }, may, alarms }: BacktestsProps) {
    super(scope, id);
    may.writeTable(http.backtests);
    may.readFiles(http.backtests, 'backtests');
    may.noteInTable(behind.backtesting);
    may.putIntoTable(behind.backtesting);
    may.readFiles(behind.backtesting, 'archive', 'unsealed', 'backtests');
    may.listFiles(behind.backtesting);
    may.writeFiles(behind.backtesting, 'backtests');

    // In the scope, not in here: machine, queue and alarms are named like the others.
    this.process = new Process(scope, 'PolicyBacktest', {
      deployment,
      process: 'policy-backtest',
      steps: { BacktestingFunctionArn: behind.backtesting },
      felt: 'Whoever asked for a backtest finds it failed, and can start it again.',
      alarms,
    });
    behind.segments.tell('BACKTEST_MACHINE_ARN', this.process.machine.stateMachineArn);
    may.start(behind.segments, this.process.machine);
    this.consumer = new EventConsumer(scope, 'BacktestEvents', {
      deployment,
      alarms,
      bus,
      events: { source: [source], detailType: [backtestRequested], detail: { backtest: Match.exists() } },
      consumer: behind.segments,
      felt: 'Backtests do not start.',
    });
  }
}
