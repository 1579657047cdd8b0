import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { readManifest } from '../../shared/adapters/archive/read-archive.ts';
import { linesIn } from '../../shared/adapters/archive/unsealed-day.ts';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { unsealedBrand } from '../../shared/archive/keys.ts';
import { eventOf } from '../../shared/archive/lines.ts';
import { source } from '../../shared/contracts/bus.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { DeployedApp } from './app.ts';
import { invoke } from './functions.ts';

/** The files bucket of the deployed app, as its functions reach it. */
export function bucketOf({ reach, output }: DeployedApp) {
  const storage = { bucket: output('FilesBucket'), client: new S3Client(reach) };
  return { files: createFiles(storage), listing: createListing(storage) };
}

/** Every event of a brand in files that are not sealed, as often as it lies there. */
export async function unsealedEvents(app: DeployedApp, brand: string): Promise<ReturnEvent[]> {
  const { files, listing } = bucketOf(app);
  const keys = (await listing.files(unsealedBrand(brand))).map(({ key }) => key);
  return (await Promise.all(keys.map((key) => linesIn({ files }, key)))).flat().map(eventOf);
}

/** Every event of a brand in its sealed days, as often as it lies there. */
export async function sealedEvents(app: DeployedApp, brand: string): Promise<ReturnEvent[]> {
  const { files, listing } = bucketOf(app);
  const days = await listing.folders(`archive/${brand}/`);
  const manifests = await Promise.all(days.map((day) => readManifest(files, brand, day)));
  const sealed = manifests.flatMap((manifest) => manifest?.files ?? []);
  return (await Promise.all(sealed.map(({ key, sha256 }) => linesIn({ files }, key, sha256)))).flat().map(eventOf);
}

/** Lets the sealing see the days that are over at a time that has not come yet, of all brands. */
export async function sealDays(app: DeployedApp, aheadMs: number): Promise<void> {
  const event = { time: new Date(Date.now() + aheadMs).toISOString() };
  const { error, payload } = await invoke(app.reach, app.functionName('sealing'), event);
  if (error) throw new Error(`The days could not be sealed: ${JSON.stringify(payload)}`);
}

/** Tells the bus of events again, in this order. */
export async function tellAgain(app: DeployedApp, events: readonly ReturnEvent[]): Promise<void> {
  const client = new EventBridgeClient(app.reach);
  for (let i = 0; i < events.length; i += 10)
    await client.send(
      new PutEventsCommand({
        Entries: events.slice(i, i + 10).map(({ brand, rma, seq, type, at }) => ({
          EventBusName: app.output('BusName'),
          Source: source,
          DetailType: type,
          Detail: JSON.stringify({ brand, rma, seq, type, at }),
        })),
      }),
    );
  client.destroy();
}
