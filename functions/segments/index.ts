import { SFNClient } from '@aws-sdk/client-sfn';
import { returnNudge } from '../../shared/contracts/bus.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { createStartSegments } from './start-segments.ts';

const { LIFECYCLE_MACHINE_ARN } = readSettings(['LIFECYCLE_MACHINE_ARN']);

export const handler = createQueueEntry(
  returnNudge,
  createStartSegments({ machines: new SFNClient({}), lifecycle: LIFECYCLE_MACHINE_ARN }),
);
