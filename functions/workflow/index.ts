import { createEmbeddedCarrier } from '../../shared/adapters/carrier/embedded.ts';
import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { createEmbeddedOrderSystem } from '../../shared/adapters/orders/embedded.ts';
import { createEmbeddedPaymentProvider } from '../../shared/adapters/payment/embedded.ts';
import { createEmbeddedStockSystem } from '../../shared/adapters/stock/embedded.ts';
import { type MachineStep, machineStep } from '../../shared/contracts/return.ts';
import { type Segment, type StepResult, segment } from '../../shared/contracts/workflow.ts';
import { renderAcknowledgement } from '../../shared/documents/acknowledgement.ts';
import { makeCustomsPapers } from '../../shared/documents/customs/make.ts';
import { renderLabel } from '../../shared/documents/label.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createBooks } from '../../shared/storage/provider-books.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createAcknowledgeWithdrawal } from './acknowledge-withdrawal.ts';
import { createDisposeGoods } from './dispose-goods.ts';
import { createIssueReturnLabel } from './issue-return-label.ts';
import { createPrepareCustomsDocuments } from './prepare-customs-documents.ts';
import { createResolvePromise } from './resolve-promise.ts';
import { createVoidReturnLabel } from './void-return-label.ts';

const settings = readSettings(['TABLE_NAME', 'FILES_BUCKET', 'PROGRESS_MINUTES']);
const table = connectTable(settings.TABLE_NAME);
const deps = {
  table,
  clock: systemClock,
  progressMinutes: settings.PROGRESS_MINUTES,
  readBrand: createBrandReader(table),
  carrier: createEmbeddedCarrier(),
  renderLabel,
  renderAcknowledgement,
  // Loaded with the first return that crosses a border.
  loadEngine: () => import('../../shared/customs/engine.ts'),
  makePapers: makeCustomsPapers,
  files: createFiles({ bucket: settings.FILES_BUCKET, client: createFilesClient(process.env.AWS_ENDPOINT_URL) }),
  paymentsOf: (brand: string) => createEmbeddedPaymentProvider({ books: createBooks(table, brand) }),
  ordersOf: (brand: string) => createEmbeddedOrderSystem({ books: createBooks(table, brand) }),
  stockOf: (brand: string) => createEmbeddedStockSystem({ books: createBooks(table, brand) }),
};

const resolve = createResolvePromise(deps);
const steps: Record<MachineStep, (entered: Segment) => Promise<StepResult>> = {
  issue_label: createIssueReturnLabel(deps),
  acknowledge_withdrawal: createAcknowledgeWithdrawal(deps),
  prepare_customs_documents: createPrepareCustomsDocuments(deps),
  void_label: createVoidReturnLabel(deps),
  resolve,
  resolve_kept: resolve,
  dispose: createDisposeGoods(deps),
};

/** One step of the lifecycle machine. */
export const handler = async (event: { step: unknown; segment: unknown }): Promise<StepResult> => {
  const step = machineStep.parse(event.step);
  const entered = segment.parse(event.segment);
  const result = await steps[step](entered);
  logger.info('step', { step, rma: entered.rma, seq: entered.seq, outcome: result.outcome });
  return result;
};
