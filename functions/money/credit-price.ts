import { randomBytes } from 'node:crypto';
import type { creditPrice as contract } from '../../shared/contracts/credits.ts';
import { busy, ProblemError } from '../../shared/contracts/errors.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import type { Return } from '../../shared/returns/change.ts';
import { creditPrice } from '../../shared/returns/price-credit.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, contextOf } from '../../shared/runtime/return-command.ts';
import { commitOnce } from '../../shared/storage/command.ts';
import type { CompanyReader } from '../../shared/storage/companies.ts';
import { creditWrite, loadOrder } from '../../shared/storage/orders.ts';
import { loadReturn } from '../../shared/storage/returns.ts';

/** Finance credits a part of the price: one read, one transaction, whoever else wants the same money or the same units. */
export function createCreditPrice({
  table,
  progressMinutes,
  readCompany,
}: CommandDeps & { readCompany: CompanyReader }) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { params, body, idempotency, now } = request;
    const { brand } = params;
    const rma = newRmaNumber(randomBytes);
    const context = contextOf(request, 'money.credit', progressMinutes);
    const done = await commitOnce(table, idempotency, now, async () => {
      const stored = await loadOrder(table, brand, normaliseOrderNumber(params.orderNumber));
      if (!stored) throw new ProblemError('not-found');
      const { order, claimsVersion } = stored;
      const company = order.company === undefined ? undefined : await readCompany(brand, order.company, now);
      const as = body.as ?? (company?.resolution === 'store_credit' ? 'store_credit' : 'refund');
      const { change, credits } = creditPrice({ ...body, as }, { rma, ...stored }, context);
      return { change, options: { also: [creditWrite(table, order, credits, claimsVersion)] } };
    });
    const made = done.change ? done.change.after : await loadReturn(table, brand, done.repeated.made);
    if (!made) throw busy();
    return { body: answerOf(made) };
  };
}

/** What a credit was answered when it was made, wherever it stands by now. */
function answerOf({ head, portions: [credited] }: Return): Reply<typeof contract>['body'] {
  if (!credited || (credited.resolution !== 'refund' && credited.resolution !== 'store_credit'))
    throw new Error('A credit has its portion');
  return { rma: head.rma, stage: 'resolution', amount: credited.paid.goods, as: credited.resolution };
}
