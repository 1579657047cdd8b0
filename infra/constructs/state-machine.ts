import { readFileSync } from 'node:fs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';
import { logRetention } from './retention.ts';

export interface ProcessProps {
  readonly deployment: Deployment;
  /** `statemachines/<process>.asl.json`. */
  readonly process: string;
  /** Functions it may call; the file names each as `${<Area>FunctionArn}`. */
  readonly steps: Readonly<Record<`${string}FunctionArn`, NodeFunction>>;
  /** What somebody feels when a run of it fails. */
  readonly felt: string;
  readonly alarms: Alarms;
}

/** A process from its file, allowed to call its steps and nothing else. */
export class Process extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: ProcessProps) {
    super(scope, id);
    const { deployment } = props;
    const steps = Object.entries(props.steps);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: steps.map(([, step]) => step.lambda.functionArn),
      }),
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: `homeward-${deployment.stage}-${props.process}`,
      // Standard: a run is named for the return and step it is for, and the platform refuses the same name twice.
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(`statemachines/${props.process}.asl.json`, 'utf8')),
      definitionSubstitutions: Object.fromEntries(steps.map(([name, step]) => [name, step.lambda.functionArn])),
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/homeward-${deployment.stage}-${props.process}`,
          retention: logRetention(deployment),
          // Its name is fixed, so a log group that stayed behind would stop the next deployment.
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason:
          "What a run did is in the return's own events and in the run's history; logging every transition doubles its price.",
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Log delivery and X-Ray know no resources.',
      },
    );
    const period = Duration.minutes(5);
    props.alarms.raise(`${id} fails`, { felt: props.felt, metric: this.machine.metricFailed({ period }) });
    props.alarms.raise(`${id} times out`, { felt: props.felt, metric: this.machine.metricTimedOut({ period }) });
  }
}
