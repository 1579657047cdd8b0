import * as z from 'zod';

/** The part we read of the storage's event "Object Created", as it comes from the event bus. */
const objectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** The key of the file a queued event tells of. @throws on a message that is no such event */
export const keyOf = (message: string): string => objectCreated.parse(JSON.parse(message)).detail.object.key;
