import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Deployment } from './deployment.ts';

/** What holds data outlives its stack in the cloud, and goes with it on a laptop. */
export const removal = ({ local }: Deployment): RemovalPolicy => (local ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN);

/** Logs hold references, never a person's data; three months are enough to find out what happened to a return. */
export const logRetention = ({ local }: Deployment): RetentionDays =>
  local ? RetentionDays.ONE_DAY : RetentionDays.THREE_MONTHS;
