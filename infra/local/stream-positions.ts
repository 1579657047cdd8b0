import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes readers of streams begin anew when the engine comes up again. The engine keeps how far they had read, but not the
 * records of its streams: they would pass over as many new records as there had been old ones.
 */
export function forgetStreamPositions(stateFolder: string): void {
  const file = join(stateFolder, 'lambda.json');
  if (!existsSync(file)) return;
  const state = JSON.parse(readFileSync(file, 'utf8')) as {
    payload?: { dynamodb_stream_positions?: { data?: Record<string, unknown> } };
  };
  const positions = state.payload?.dynamodb_stream_positions;
  if (!positions) return;
  positions.data = {};
  writeFileSync(file, JSON.stringify(state));
}
