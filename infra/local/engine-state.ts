import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LambdaState {
  readonly payload: { readonly dynamodb_stream_positions?: { readonly data: Record<string, number> } };
}

/** Puts right what an engine has kept, before it is started on it again. */
export function mendState(folder: string): void {
  const state = join(folder, 'state');
  // Objects are written at once, all else when it stops: those of an engine that never stopped in order are nobody's.
  if (!existsSync(join(state, 'cloudformation.json')))
    rmSync(join(folder, 'objects'), { recursive: true, force: true });
  rewindStreams(join(state, 'lambda.json'));
}

/**
 * A stream's records are not kept, but how many of them each reader has read is: a reader would wait until as many new
 * ones have gone by. It begins at the first instead.
 */
function rewindStreams(file: string): void {
  if (!existsSync(file)) return;
  const lambda: LambdaState = JSON.parse(readFileSync(file, 'utf8'));
  const positions = lambda.payload.dynamodb_stream_positions?.data ?? {};
  for (const reader of Object.keys(positions)) positions[reader] = 0;
  writeFileSync(file, JSON.stringify(lambda));
}
