import { createSealDays } from '../../functions/sealing/seal-days.ts';
import type { ArchivePlace } from '../../shared/adapters/archive/unsealed-day.ts';
import { dayOf, unsealedKey } from '../../shared/archive/keys.ts';
import { hashOf, jsonLines, linesOf, packLines } from '../../shared/archive/lines.ts';
import type { LineDecision, Terms } from '../../shared/contracts/decision.ts';
import type { Facts } from '../../shared/contracts/facts.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { CompiledPolicy } from '../../shared/policy/compile.ts';
import { decideLine } from '../../shared/policy/evaluate.ts';
import { outcomeOf } from '../../shared/returns/assess.ts';
import { hashEvent, startOfChain } from '../../shared/returns/event-chain.ts';
import { chargedOneLabel, resolutionOf } from '../../shared/returns/offered.ts';

/** Made-up past requests as the archive holds them, without a table: for demonstrations, tests and the bench. */

export interface PastRequestWish {
  readonly brand: string;
  readonly rma: string;
  readonly at: string;
  /** A line for each. */
  readonly facts: readonly Facts[];
}

/** The first event of a return, decided by a policy. */
export function requestedEvent({ brand, rma, at, facts }: PastRequestWish, policy: CompiledPolicy): ReturnEvent {
  const decisions = facts.map((one) => decideLine(policy, one));
  const charged = chargedOneLabel(decisions.map(({ terms }) => terms));
  const content: Omit<ReturnEvent, 'hash'> = {
    brand,
    rma,
    seq: 1,
    type: 'return.requested',
    at,
    actor: { role: 'customer', id: `C-${rma}` },
    data: {
      orderNumber: `LM-${rma}`,
      channel: 'portal',
      outcome: outcomeOf(decisions.map(({ outcome }) => outcome)),
      lines: facts.flatMap((one, i) => {
        const decision = decisions[i];
        return decision ? [lineOf(String(i + 1), one, decision, charged[i])] : [];
      }),
      evidence: [],
    },
    stage: 'authorization',
    previous: startOfChain,
  };
  return { ...content, hash: hashEvent(content) };
}

function lineOf(id: string, facts: Facts, decision: LineDecision, terms: Terms | undefined) {
  const preference = facts.preference ?? 'refund';
  const money = (minor: number) => ({ currency: facts.currency, minor });
  return {
    id,
    lineId: id,
    sku: 'SKU-1',
    title: 'Headphones Seven',
    quantity: facts.quantity,
    reason: facts.reason,
    resolution: resolutionOf(terms, preference),
    outcome: decision.outcome,
    policy: decision.policy,
    language: 'en',
    rules: decision.rules.map((rule) => rule.id),
    tried: decision.tried,
    problems: [...facts.problems, ...decision.problems.map(({ code }) => code)],
    facts: { ...facts, preference },
    paid: { goods: money(facts.valueMinor), delivery: money(490) },
    ...(terms && { terms }),
  };
}

/** Writes events to the days they happened on, so many to a file, as they would have come. */
export async function bringIn(place: ArchivePlace, events: readonly ReturnEvent[], toAFile = 500): Promise<void> {
  for (const ofDay of Map.groupBy(events, ({ brand, at }) => `${brand} ${dayOf(new Date(at))}`).values())
    for (let i = 0; i < ofDay.length; i += toAFile) {
      const some = ofDay.slice(i, i + toAFile);
      const last = some.at(-1);
      if (!last) continue;
      const lines = linesOf(some);
      const key = unsealedKey(last.brand, dayOf(new Date(last.at)), last.at, hashOf(lines.join('\n')));
      await place.files.putOnce(key, await packLines(lines), jsonLines);
    }
}

/** The same, and seals every day that was over by a time. */
export async function archived(place: ArchivePlace, events: readonly ReturnEvent[], now: Date): Promise<void> {
  await bringIn(place, events);
  await createSealDays(place)(now, () => false);
}
