import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { folders } from '../constructs/files-bucket.ts';

/** A file of records the publisher gave up; without an event when it holds none that can be read. */
export interface Unpublished {
  readonly key: string;
  readonly event?: DynamoDBStreamEvent;
}

/** What the platform lays down (Lambda developer guide, "Retain discarded records … with a Kinesis/DynamoDB stream, S3"). */
const laidDown = z.object({ payload: z.union([z.string(), z.object({ Records: z.array(z.unknown()) })]) });
const records = z.object({ Records: z.array(z.object({ eventName: z.string() }).loose()) });

/**
 * Reads what was given up, oldest first within a mapping and shard.
 * @param from, to when it was given up, both inclusive: the time in a file's name, to the second, in UTC
 */
export function createUnpublished({ client, bucket }: { client: Pick<S3Client, 'send'>; bucket: string }) {
  async function* keys(from: Date, to: Date): AsyncGenerator<string> {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: folders.unpublished, ContinuationToken: token }),
      );
      for (const { Key = '' } of page.Contents ?? []) {
        const at = givenUpAt(Key);
        if (at !== undefined && at >= from.getTime() && at <= to.getTime()) yield Key;
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  return async function* (from: Date, to: Date): AsyncGenerator<Unpublished> {
    for await (const key of keys(from, to)) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const event = eventIn((await Body?.transformToString()) ?? '');
      yield { key, ...(event && { event }) };
    }
  };
}

/** `aws/lambda/<mapping>/<shard>/2026-11-22T01.02.03-<id>` → its time, or undefined. */
function givenUpAt(key: string): number | undefined {
  const [, day, hours, minutes, seconds] = /\/(\d{4}-\d\d-\d\d)T(\d\d)[.:](\d\d)[.:](\d\d)-[^/]+$/.exec(key) ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${hours}:${minutes}:${seconds}.000Z`);
}

function eventIn(text: string): DynamoDBStreamEvent | undefined {
  try {
    const { payload } = laidDown.parse(JSON.parse(text));
    const event: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    // The publisher reads each record itself, and passes over what it cannot read.
    return records.parse(event) as DynamoDBStreamEvent;
  } catch {
    return undefined;
  }
}
