import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { listReasons as contract } from '../../shared/contracts/reasons.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { reasonsFor } from '../../shared/reasons/offered.ts';
import { shownReason } from '../../shared/reasons/shown.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';

export interface ListReasonsDeps {
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
}

/** What a form has to show: the reasons offered for a category, and what each asks for. */
export function createListReasons({ readBrand }: ListReasonsDeps) {
  return async ({ params, query, speaks, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const brand = await readBrand(params.brand, now);
    if (!brand) throw new ProblemError('not-found');
    const { category, locale } = query;
    const { language } = chooseLanguage(locale, ...speaks, brand.locale);
    const reasons = reasonsFor(brand.reasons, category).map((reason) => shownReason(reason, language));
    return { body: { ...(category && { category }), language, reasons } };
  };
}
