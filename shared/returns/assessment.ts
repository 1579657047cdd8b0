import type { AssessedLine, Assessment } from '../contracts/intake.ts';
import { sum } from '../money/amount.ts';
import type { DecidedRequest } from './assess.ts';
import { refundOf } from './refund.ts';

/** The assessment as people read it. */
export function assessmentOf(decided: DecidedRequest, currency: string): Assessment {
  const lines = decided.lines.map(({ portion, decision, demands, request, customs, destination }): AssessedLine => {
    const isMoney = portion.resolution === 'refund' || portion.resolution === 'cancel_order';
    const refund = decision.terms && isMoney ? refundOf(portion) : undefined;
    return {
      lineId: portion.lineId,
      title: portion.title,
      quantity: request.quantity,
      outcome: decision.outcome,
      message: decision.message,
      ...(decision.terms && { labelPayer: decision.terms.labelPayer }),
      fees: decision.terms?.fees ?? [],
      resolution: portion.resolution,
      resolutions: decision.terms?.resolutions ?? [],
      evidence: [...demands.types],
      ...(demands.types.length > 0 && {
        evidenceDue: { withinDays: demands.withinDays, without: demands.without },
      }),
      ...(refund && {
        refund: { goods: refund.goods, delivery: refund.delivery, fees: refund.fees, total: refund.total },
      }),
      why: decision.rules,
      checks: portion.checks ?? [],
      problems: decision.problems,
      ...(decision.holds && { holds: decision.holds }),
      ...(decision.offers && { offers: decision.offers }),
      ...(decision.window && { window: decision.window }),
      ...(decision.entitlement && { entitlement: decision.entitlement }),
      ...(decision.rights && { rights: decision.rights }),
      ...(customs && { customs: customs.answer }),
      ...(destination && { destination }),
      policy: decision.policy,
    };
  });
  const totals = lines.flatMap(({ refund }) => (refund ? [refund.total] : []));
  const parcels = decided.parcels?.map(({ contents, ...parcel }) => ({
    ...parcel,
    contents: contents.map(({ line, quantity }) => ({ lineId: lines[line]?.lineId ?? '', quantity })),
  }));
  return {
    outcome: decided.outcome,
    lines,
    ...(totals.length > 0 && { refund: sum(currency, totals) }),
    ...(parcels && { parcels }),
  };
}
