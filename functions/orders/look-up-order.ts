import { timingSafeEqual } from 'node:crypto';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Person } from '../../shared/contracts/order.ts';
import type { lookUpOrder as contract } from '../../shared/contracts/orders.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { withdrawalWords } from '../../shared/notifications/withdrawal-words.ts';
import { soldLines } from '../../shared/orders/kits.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import { type LineReturnable, returnableOf } from '../../shared/orders/returnable.ts';
import type { PolicyBook } from '../../shared/policy/book.ts';
import { endOfDay } from '../../shared/policy/days.ts';
import { type PolicyRef, policyInForce } from '../../shared/policy/shipped.ts';
import { brandZone, whereabouts } from '../../shared/policy/zones.ts';
import { withdrawalCover } from '../../shared/returns/withdrawal-cover.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { SignIn } from '../../shared/runtime/sign-in.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { PolicyWindow } from '../../shared/storage/policy-windows.ts';
import { sha256 } from '../../shared/storage/sha256.ts';
import type { Table } from '../../shared/storage/table.ts';
import { countTry, forgiveTry } from '../../shared/storage/tries.ts';

export interface LookUpOrderDeps {
  table: Table;
  signIn: SignIn;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  readBook(brand: string, now: Date): Promise<PolicyBook>;
  readWindow(brand: string, ref: PolicyRef): Promise<PolicyWindow>;
}

/**
 * A guest finds an order by its number and a contact detail. A wrong detail and an unknown order answer alike, and failed
 * tries are counted by order and by address.
 */
export function createLookUpOrder({ table, signIn, readBrand, readBook, readWindow }: LookUpOrderDeps) {
  return async ({ params, body, sourceIp, speaks, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = params;
    const orderNumber = normaliseOrderNumber(body.orderNumber);
    const tries = { order: orderNumber, address: sourceIp };
    await countTry(table, brand, tries, now);
    const found = await loadOrder(table, brand, orderNumber);
    if (!found || !isOneOf(body.contact, found.person)) throw new ProblemError('order-not-found');
    await forgiveTry(table, brand, tries, now);
    const { order, claims } = found;
    // The brand's own zone is asked for only where the order does not tell the customer's.
    const configured = order.shipToCountry ? undefined : await readBrand(brand, now);
    const where = whereabouts(order, found.person.address, configured ? brandZone(configured) : 'UTC');
    const book = await readBook(brand, now);
    const sold = soldLines(order);
    const state = await Promise.all(
      sold.map(async (line) => {
        const place = { category: line.category, country: where.country, channel: 'portal', tier: order.tier };
        const inForce = [order.placedAt, now.toISOString()].map((at) => policyInForce(book, at, place));
        const windows = await Promise.all(inForce.map((ref) => readWindow(brand, ref)));
        return latest(windows.map((window) => returnableOf(line, order, claims, now, { ...window, where })));
      }),
    );
    const { language } = chooseLanguage(...speaks, order.locale);
    const { covers } = withdrawalCover({ order, state: state.flatMap((one) => one ?? []), where, now, language });
    const [last] = covers.map(({ until }) => until ?? '9').sort((a, b) => (a < b ? 1 : -1));
    const token = await signIn.guestToken({ brand, orderNumber, customerId: order.customerId }, now);
    return {
      body: {
        ...token,
        brand,
        orderNumber,
        placedAt: order.placedAt,
        ...(last && {
          withdrawal: {
            label: withdrawalWords(language).labels.withdraw,
            ...(last !== '9' && { until: endOfDay(last, where.zone) }),
          },
        }),
        lines: sold.map((line, i) => {
          const at = state[i];
          return {
            lineId: line.id,
            sku: line.sku,
            title: line.title,
            category: line.category,
            bought: line.quantity,
            returnable: at?.returnable ?? 0,
            cancellable: at?.unshipped.length ?? 0,
            ...(line.kit && { kit: line.kit.lineId }),
            serials: line.serials,
            paid: line.paid,
            ...(at?.deliveredAt && { deliveredAt: at.deliveredAt }),
            ...(at?.until && { until: at.until }),
            ...(at?.notBecause && {
              notBecause: { code: at.notBecause.code, detail: sentenceIn(language, at.notBecause) },
            }),
          };
        }),
      },
    };
  };
}

/** Of the policy of the order's day and today's, the one that leaves more time. */
const latest = (states: readonly LineReturnable[]): LineReturnable | undefined =>
  states.reduce<LineReturnable | undefined>(
    (best, one) => (best && (best.until ?? '') >= (one.until ?? '') ? best : one),
    undefined,
  );

/** Whether the contact detail is the person's e-mail address or phone number; takes as long for a wrong one. */
function isOneOf(given: string, { email, phone }: Person): boolean {
  const digits = (text: string) => text.replace(/\D/g, '');
  const same = (a: string, b: string) => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
  const byEmail = email !== undefined && same(given.toLowerCase(), email);
  const byPhone = phone !== undefined && digits(phone).length >= 6 && same(digits(given), digits(phone));
  return byEmail || byPhone;
}
