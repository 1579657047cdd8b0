import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createPublishItems } from './publish-items.ts';

const { BUS_NAME } = readSettings(['BUS_NAME']);

export const handler = createPublishItems({
  bus: new EventBridgeClient({}),
  busName: BUS_NAME,
  wait: (milliseconds) => setTimeout(milliseconds),
});
