import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { fieldError, refuse } from '../../shared/contracts/errors.ts';
import type { OrderBody } from '../../shared/contracts/order.ts';
import type { putOrder as contract } from '../../shared/contracts/orders.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import { dayAt } from '../../shared/policy/days.ts';
import { brandZone } from '../../shared/policy/zones.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';

interface Deps {
  table: Table;
  readBrand: (brand: string, now: Date) => Promise<BrandConfiguration | undefined>;
}

/** An order system puts an order as it now stands. */
export function createPutOrder({ table, readBrand }: Deps) {
  return async ({ params, body, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    await refuseFutureExports(body, now, () => readBrand(params.brand, now));
    const orderNumber = normaliseOrderNumber(params.orderNumber);
    const applied = await putOrder(table, params.brand, orderNumber, body);
    const stored = applied ? undefined : await loadOrder(table, params.brand, orderNumber);
    return { body: { orderNumber, updatedAt: stored?.order.updatedAt ?? body.updatedAt, applied } };
  };
}

/**
 * Goods have not left on a day that is still to come, and periods of customs law would run from it. It is today where the
 * brand is, or already by UTC.
 * @throws ProblemError invalid-request, with each such line
 */
async function refuseFutureExports(
  { lines }: OrderBody,
  now: Date,
  brand: () => Promise<BrandConfiguration | undefined>,
): Promise<void> {
  const later = (today: string) =>
    lines.flatMap(({ customs }, i) =>
      customs?.exportedOn !== undefined && customs.exportedOn > today
        ? [fieldError(`/lines/${i}/customs/exportedOn`, 'exported_in_the_future', { today })]
        : [],
    );
  const byUtc = dayAt(now, 'UTC');
  if (later(byUtc).length === 0) return;
  const configuration = await brand();
  const there = configuration ? dayAt(now, brandZone(configuration)) : byUtc;
  refuse('invalid-request', later(there > byUtc ? there : byUtc));
}
