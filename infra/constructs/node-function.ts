import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acceptFolder } from './audit.ts';
import type { Deployment } from './deployment.ts';
import { logRetention, removal } from './retention.ts';

export interface NodeFunctionProps {
  readonly deployment: Deployment;
  /** Folder in `functions/`: its bundle is what runs. */
  readonly area: string;
  /** Only what this area reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** MB; processor time grows with it. Default 512. */
  readonly memory?: number;
  /** Default 10 seconds: the API gives up after 29, a person much earlier. */
  readonly timeout?: Duration;
  /** How often a failed asynchronous call (not a queue's, not a stream's) is tried again. Default 2, as the platform does. */
  readonly asynchronousRetries?: 0 | 1 | 2;
}

/** An area as a function with a role and a log group of its own; it may do nothing but log and trace until it is allowed more. */
export class NodeFunction extends Construct {
  readonly area: string;
  readonly lambda: Lambda;
  readonly timeout: Duration;
  readonly logGroup: LogGroup;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { deployment } = props;
    this.area = props.area;
    this.timeout = props.timeout ?? Duration.seconds(10);

    this.logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention(deployment),
      removalPolicy: removal(deployment),
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]);
    this.lambda = new Lambda(this, 'Function', {
      description: `Homeward ${deployment.stage}: ${props.area}`,
      code: Code.fromAsset(join(deployment.bundles, props.area), { exclude: ['*.map'] }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: this.timeout,
      environment: { ...props.environment },
      role: this.#role,
      logGroup: this.logGroup,
      // The platform's own three lines a call are paid by the byte and say nothing that its metrics do not.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      ...(props.asynchronousRetries === undefined ? {} : { retryAttempts: props.asynchronousRetries }),
    });
    Validations.of(this.#role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources.',
    });
  }

  /** Tells it one more thing, known only after it was made. */
  tell(name: string, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** Allows this function these actions on these resources, under these conditions. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: Record<string, Record<string, string>>,
  ): void {
    this.#role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }

  /** Allows an action on everything whose name begins with `folder` less its final `*`; the reason is kept for the audit. */
  allowFolder(action: string, folder: string, reason: string): void {
    this.allow([action], [folder]);
    acceptFolder(this.#role, folder, reason);
  }
}
