import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { type BacktestStepResult, backtestStep } from '../../shared/contracts/backtest-run.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { noteFailed } from '../../shared/storage/backtests.ts';
import { createPolicyReader } from '../../shared/storage/policy-reader.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createAddUp } from './add-up.ts';
import { createChooseFiles } from './choose-files.ts';
import { createDecidePart } from './decide-part.ts';
import { technicalFailure } from './technical-failure.ts';

const { TABLE_NAME, FILES_BUCKET } = readSettings(['TABLE_NAME', 'FILES_BUCKET']);
const table = connectTable(TABLE_NAME);
const storage = { bucket: FILES_BUCKET, client: createFilesClient(process.env.AWS_ENDPOINT_URL) };
const files = createFiles(storage);
const deps = {
  table,
  files,
  place: { files, listing: createListing(storage) },
  policies: createPolicyReader(table),
  clock: systemClock,
};
const chooseFiles = createChooseFiles(deps);
const decidePart = createDecidePart(deps);
const addUp = createAddUp(deps);

function take(asked: ReturnType<typeof backtestStep.parse>): Promise<BacktestStepResult> {
  if (asked.step === 'choose') return chooseFiles(asked.run);
  if (asked.step === 'decide') return decidePart(asked.run, asked.part);
  if (asked.step === 'add_up') return addUp(asked.run);
  return noteFailed(table, asked.run, technicalFailure(asked)).then((noted) => ({
    outcome: noted ? 'failed' : 'superseded',
  }));
}

/** One step of the machine of a backtest. */
export const handler = async (event: unknown): Promise<BacktestStepResult> => {
  const asked = backtestStep.parse(event);
  const result = await take(asked);
  const part = 'part' in asked && { part: asked.part };
  logger.info('backtest step', { step: asked.step, ...asked.run, ...part, outcome: result.outcome });
  return result;
};
