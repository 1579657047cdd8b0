import { sees } from '../../shared/access/principal.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { say, sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import type { stateWithdrawal as contract, WithdrawalStatement } from '../../shared/contracts/withdrawal.ts';
import { chooseLanguage, type Language } from '../../shared/notifications/language.ts';
import { goodsLine, withdrawalWords } from '../../shared/notifications/withdrawal-words.ts';
import { soldLines } from '../../shared/orders/kits.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import { returnable } from '../../shared/orders/returnable.ts';
import { endOfDay } from '../../shared/policy/days.ts';
import { defaultWindows } from '../../shared/policy/default-windows.ts';
import { brandZone, whereabouts } from '../../shared/policy/zones.ts';
import { type Cover, withdrawalCover } from '../../shared/returns/withdrawal-cover.ts';
import { statedLine } from '../../shared/returns/withdrawal-parts.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import {
  keepWithdrawal,
  type StoredWithdrawal,
  statedBefore,
  withdrawalIdOf,
} from '../../shared/storage/withdrawals.ts';

export interface StateWithdrawalDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
}

/** Long enough to read what one confirms; a withdrawal stated in time is still in time when it is confirmed. */
const minutesToConfirm = 60;

/**
 * First step of the function to withdraw: says what of the order it covers, and why not the rest. Nothing happens before the
 * second step, and a statement nobody confirms is forgotten.
 */
export function createStateWithdrawal({ table, readBrand }: StateWithdrawalDeps) {
  return async ({ principal, body, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const before = await statedBefore(table, idempotency, now);
    if (before) return { body: before.answer };
    const orderNumber = normaliseOrderNumber(body.orderNumber);
    const [stored, brand] = await Promise.all([
      loadOrder(table, principal.brand, orderNumber),
      readBrand(principal.brand, now),
    ]);
    if (!stored || !sees(principal, stored.order)) throw new ProblemError('not-found', say('order_not_yours'));
    if (!brand) throw new ProblemError('not-found', say('brand_not_configured'));
    const { order, claims, person } = stored;
    const sold = new Map(soldLines(order).map((line) => [line.id, line]));
    const unknown = (body.lines ?? []).flatMap(({ lineId }, i) =>
      sold.has(lineId) ? [] : [fieldError(`/lines/${i}/lineId`, 'unknown_line', { line: lineId })],
    );
    if (unknown.length > 0) refuse('not-returnable', unknown);
    const { language, locale } = chooseLanguage(body.locale, order.locale, brand.locale);
    const where = whereabouts(order, person.address, brandZone(brand));
    const state = returnable(order, claims, now, { days: defaultWindows.standard, where });
    const cover = withdrawalCover({ order, state, where, now, language }, body.lines);
    const answer = answerOf(cover, where.zone, language, { ...body, orderNumber });
    if (cover.covers.length === 0) return { body: answer };
    const id = withdrawalIdOf(idempotency);
    const confirmBy = new Date(now.getTime() + minutesToConfirm * 60_000).toISOString();
    const at = new Map(state.map((line) => [line.lineId, line]));
    const statement: StoredWithdrawal = {
      brand: principal.brand,
      id,
      bodyHash: idempotency.bodyHash,
      orderNumber,
      customerId: order.customerId,
      name: body.name,
      email: body.email,
      locale,
      lines: cover.covers.flatMap(({ lineId, quantity }) => {
        const line = sold.get(lineId);
        return line ? [statedLine(line, quantity, at.get(lineId))] : [];
      }),
      statedAt: now.toISOString(),
      confirmBy,
      answer: { id, confirmBy, ...answer },
      made: [],
      elsewhere: [],
      told: 0,
    };
    return { body: (await keepWithdrawal(table, statement, now)).answer };
  };
}

function answerOf(
  { covers, notCovered }: Cover,
  zone: string,
  language: Language,
  { name, orderNumber, email }: { name: string; orderNumber: string; email: string },
): WithdrawalStatement {
  const words = withdrawalWords(language);
  const others = notCovered.filter(({ why }) => why.code !== 'withdrawal_nothing_left');
  return {
    covers: covers.map(({ until, ...line }) => ({ ...line, ...(until && { until: endOfDay(until, zone) }) })),
    notCovered: notCovered.map(({ why, ...line }) => ({
      ...line,
      code: why.code,
      detail: sentenceIn(language, why),
    })),
    ...(others.length > 0 && {
      instead: {
        path: '/v1/returns',
        body: {
          orderNumber,
          lines: others.map(({ lineId, quantity }) => ({
            lineId,
            quantity,
            reason: 'customer_remorse' as const,
          })),
          contact: { email },
        },
      },
    }),
    labels: words.labels,
    text: covers.length > 0 ? words.statement({ name, order: orderNumber, lines: covers.map(goodsLine), email }) : '',
  };
}
