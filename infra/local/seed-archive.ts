import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import type { Facts } from '../../shared/contracts/facts.ts';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { archived, requestedEvent } from './archived-requests.ts';
import type { Deployed } from './deploy.ts';
import type { Reach } from './engine.ts';

/** Requests of the month before, straight in the archive: something to try a policy on from the first minute. */

const dayMs = 86_400_000;
const days = 30;
const perDay = 8;

/** Reasons, conditions, ages and values take turns: all of them meet within the month, and it is the same each time. */
const turns = <One>(all: readonly [One, ...(readonly One[])], turn: number): One => all[turn % all.length] ?? all[0];

const reasons = [
  'customer_remorse',
  'customer_remorse',
  'defective',
  'wrong_item',
  'customer_remorse',
  'damaged_in_transit',
  'open_box',
] as const;

function factsOf(turn: number): Facts {
  const reason = turns(reasons, turn);
  const valueMinor = turns([1_990, 4_900, 12_900, 7_450, 2_790, 19_900, 29_900, 5_990, 8_900, 15_900, 3_450], turn);
  const daysSinceDelivery = turns([2, 5, 9, 12, 16, 21, 27, 34, 3], turn);
  return {
    reason,
    preference: 'refund',
    category: turns(['audio', 'lighting', 'kitchen', 'audio', 'tools'], turn),
    currency: 'EUR',
    valueMinor,
    requestValueMinor: valueMinor,
    returnedValueMinor: valueMinor,
    quantity: 1,
    flagged: false,
    business: false,
    country: 'DE',
    channel: 'portal',
    daysSinceDelivery,
    daysSinceOrder: daysSinceDelivery + 3,
    warrantyDaysLeft: 730 - daysSinceDelivery,
    ...(reason === 'customer_remorse' && { condition: turns(['unopened', 'opened', 'used'], turn) }),
    packaging: 'original',
    crossBorder: false,
    problems: [],
  };
}

/** Bytes that follow from a name, others at each draw. */
function drawsOf(name: string): (count: number) => Uint8Array {
  let draw = 0;
  return (count) => {
    draw += 1;
    return createHash('sha256').update(`${name}/${draw}`).digest().subarray(0, count);
  };
}

/**
 * Puts a month of made-up requests into a brand's archive, sealed. Done again it changes nothing, as long as `today` is
 * the same. Their RMA numbers are of no return that is in the table.
 */
export async function seedArchive(
  { app, reach }: { readonly app: Deployed; readonly reach: Reach },
  brand: string,
  today: Date,
): Promise<void> {
  const client = new S3Client(reach);
  const storage = { bucket: app.outputs.FilesBucket ?? '', client };
  const place = { files: createFiles(storage), listing: createListing(storage) };
  const policy = compilePolicy(defaultPolicy);
  const midnight = Math.floor(today.getTime() / dayMs) * dayMs;
  const events = Array.from({ length: days * perDay }, (_, turn) => {
    const at = new Date(midnight - days * dayMs + turn * (dayMs / perDay)).toISOString();
    const rma = newRmaNumber(drawsOf(`${brand}/${midnight}/${turn}`));
    return requestedEvent({ brand, rma, at, facts: [factsOf(turn)] }, policy);
  });
  // What is said while days are sealed is for the log of the function that seals them, not for who starts Homeward.
  process.env.POWERTOOLS_LOG_LEVEL ??= 'WARN';
  await archived(place, events, new Date(midnight + dayMs / 12));
  client.destroy();
}
