import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { createPublishItems } from '../../functions/publish/publish-items.ts';
import { createUnpublished } from './unpublished.ts';

// npm run republish -- --bucket B --bus B --from T --to T
//
// Puts on the bus what the publisher gave up between two times: the stream's records lie in the files bucket for 30 days.
// Runs with the credentials of whoever runs it; bucket and bus are the outputs FilesBucket and BusName of the stack. What is
// published twice does no harm, so it may be run again.

const usage = 'npm run republish -- --bucket <FilesBucket> --bus <BusName> --from <time> --to <time>';
const { values } = parseArgs({
  options: { bucket: { type: 'string' }, bus: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
});
const from = new Date(values.from ?? '');
const to = new Date(values.to ?? '');
if (!values.bucket || !values.bus || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
  console.error(usage);
  process.exit(2);
}

const publish = createPublishItems({
  bus: new EventBridgeClient({}),
  busName: values.bus,
  wait: (milliseconds) => setTimeout(milliseconds),
});
const unpublished = createUnpublished({ client: new S3Client({}), bucket: values.bucket });
let files = 0;
let lost = 0;
for await (const { key, event } of unpublished(from, to)) {
  files += 1;
  if (event === undefined) {
    lost += 1;
    console.error(`${key} holds no records of the stream`);
  } else await publish(event);
}
console.log(`${files - lost} of ${files} files were published again.`);
process.exitCode = lost > 0 ? 1 : 0;
