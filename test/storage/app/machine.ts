import { createAcknowledgeWithdrawal } from '../../../functions/workflow/acknowledge-withdrawal.ts';
import { createDisposeGoods } from '../../../functions/workflow/dispose-goods.ts';
import { createIssueReturnLabel } from '../../../functions/workflow/issue-return-label.ts';
import { createPrepareCustomsDocuments } from '../../../functions/workflow/prepare-customs-documents.ts';
import { createResolvePromise } from '../../../functions/workflow/resolve-promise.ts';
import { createVoidReturnLabel } from '../../../functions/workflow/void-return-label.ts';
import { createEmbeddedCarrier } from '../../../shared/adapters/carrier/embedded.ts';
import type { Files } from '../../../shared/adapters/files/s3.ts';
import { createEmbeddedOrderSystem } from '../../../shared/adapters/orders/embedded.ts';
import { type OrderSystem, OrdersTimedOut, OrdersUnavailable } from '../../../shared/adapters/orders/port.ts';
import { createEmbeddedPaymentProvider } from '../../../shared/adapters/payment/embedded.ts';
import { type PaymentProvider, PaymentTimedOut, PaymentUnavailable } from '../../../shared/adapters/payment/port.ts';
import { createEmbeddedStockSystem } from '../../../shared/adapters/stock/embedded.ts';
import type { StockSystem } from '../../../shared/adapters/stock/port.ts';
import type { BrandConfiguration } from '../../../shared/contracts/configuration.ts';
import type { MachineStep } from '../../../shared/contracts/return.ts';
import type { Segment, StepResult } from '../../../shared/contracts/workflow.ts';
import { makeCustomsPapers } from '../../../shared/documents/customs/make.ts';
import { machineSteps } from '../../../shared/returns/change.ts';
import { createBooks } from '../../../shared/storage/provider-books.ts';
import { loadReturn } from '../../../shared/storage/returns.ts';
import type { Table } from '../../../shared/storage/table.ts';
import { callOutside } from '../../faults/table-faults.ts';
import { configuration } from './shop.ts';

/**
 * The lifecycle machine's steps as their function wires them, and the way the machine goes through them. The outside
 * systems are the embedded ones, a call away: what happens to the process does not happen to them.
 */
export interface Machine {
  /** A segment, as the machine runs it. */
  run(segment: Segment): Promise<StepResult>;
  /** Runs segments until the machine can do no more for a return. */
  finish(brand: string, rma: string): Promise<void>;
}

/** What the machine finds around it. */
interface Outside {
  files?: Pick<Files, 'putOnce'>;
  /** The brand's configuration, as the machine reads it. */
  brand?: BrandConfiguration;
}

export function createMachine(
  table: Table,
  clock: () => Date,
  { files = { putOnce: async () => 'written' }, brand = configuration }: Outside = {},
): Machine {
  const deps = { table, clock, progressMinutes: 5 };
  const resolve = createResolvePromise({
    ...deps,
    paymentsOf: (brand) => paymentsFarAway(table, brand),
    ordersOf: (brand) => ordersFarAway(table, brand),
  });
  const steps: Record<MachineStep, (segment: Segment) => Promise<StepResult>> = {
    issue_label: createIssueReturnLabel({
      ...deps,
      readBrand: async () => brand,
      carrier: createEmbeddedCarrier(),
      renderLabel: async ({ rma }) => ({ pdf: new TextEncoder().encode(rma), png: new TextEncoder().encode(rma) }),
      files,
    }),
    acknowledge_withdrawal: createAcknowledgeWithdrawal({
      ...deps,
      readBrand: async () => configuration,
      renderAcknowledgement: async ({ statement }) => new TextEncoder().encode(statement),
      files,
    }),
    prepare_customs_documents: createPrepareCustomsDocuments({
      ...deps,
      readBrand: async () => configuration,
      loadEngine: () => import('../../../shared/customs/engine.ts'),
      makePapers: makeCustomsPapers,
      files,
    }),
    void_label: createVoidReturnLabel({ ...deps, carrier: createEmbeddedCarrier() }),
    resolve,
    resolve_kept: resolve,
    dispose: createDisposeGoods({ ...deps, stockOf: (brand) => stockFarAway(table, brand) }),
  };
  const run = async (segment: Segment): Promise<StepResult> => {
    const result = await steps[segment.step](segment);
    const goesOn = segment.step === 'resolve' && (result.outcome === 'done' || result.outcome === 'nothing_to_do');
    return goesOn ? steps.dispose({ ...segment, step: 'dispose' }) : result;
  };
  return {
    run,
    async finish(brand, rma) {
      for (let round = 0; round < 10; round += 1) {
        const current = await loadReturn(table, brand, rma);
        const [step] = current ? machineSteps(current.portions, current) : [];
        if (!current || !step) return;
        await run({ brand, rma, seq: current.head.version, step });
      }
    },
  };
}

function paymentsFarAway(table: Table, brand: string): PaymentProvider {
  const provider = createEmbeddedPaymentProvider({ books: createBooks(table, brand) });
  const unreached = () => new PaymentUnavailable('not reached');
  return {
    refund: (request) =>
      callOutside(() => provider.refund(request), { unreached, lost: () => new PaymentTimedOut('no answer') }),
    lookUp: (refund) => callOutside(() => provider.lookUp(refund), { unreached, lost: unreached }),
  };
}

function ordersFarAway(table: Table, brand: string): OrderSystem {
  const orders = createEmbeddedOrderSystem({ books: createBooks(table, brand) });
  const unreached = () => new OrdersUnavailable('not reached');
  return {
    cancel: (request) =>
      callOutside(() => orders.cancel(request), { unreached, lost: () => new OrdersTimedOut('no answer') }),
    lookUp: (cancellation) => callOutside(() => orders.lookUp(cancellation), { unreached, lost: unreached }),
  };
}

function stockFarAway(table: Table, brand: string): StockSystem {
  const stock = createEmbeddedStockSystem({ books: createBooks(table, brand) });
  const failed = () => Object.assign(new Error('The stock system did not answer'), { name: 'StockUnreached' });
  return { move: (movement) => callOutside(() => stock.move(movement), { unreached: failed, lost: failed }) };
}
