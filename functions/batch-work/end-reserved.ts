import * as z from 'zod';
import { actingRole, channelOf } from '../../shared/access/principal.ts';
import type { Group } from '../../shared/batches/progress.ts';
import { returnRequest } from '../../shared/contracts/intake.ts';
import { site } from '../../shared/contracts/sites.ts';
import * as v from '../../shared/contracts/values.ts';
import type { DecidedRequest } from '../../shared/returns/assess.ts';
import { heldBy } from '../../shared/returns/claims.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import type { Counts } from '../../shared/routing/capacity.ts';
import { endReserved, loadDecided } from '../../shared/storage/batch-groups.ts';
import { askerOf, type BatchHead } from '../../shared/storage/batches.ts';
import { claimWrites, nothingHeld } from '../../shared/storage/claims.ts';
import { authorisationWrites } from '../../shared/storage/customs-records.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { commitChange } from '../../shared/storage/returns.ts';
import { countParcels } from '../../shared/storage/site-counts.ts';
import type { Table } from '../../shared/storage/table.ts';
import { type Outcome, transact } from '../../shared/storage/transaction.ts';

/**
 * What was decided when the units were reserved: it is not decided anew, so that no rule can refuse it any more. What has a
 * limit (units, serials, uses of an authorisation) was taken then.
 */
const kept = z.object({
  request: z.object(returnRequest.shape),
  locale: v.locale,
  /** The day it was decided for, and the brand's sites as they were. */
  sentOn: z.string().optional(),
  sites: z.array(site).optional(),
  /** Written by ourselves minutes ago, for a quarter of an hour: all of it, as the decision grew it. */
  decided: z.custom<DecidedRequest>((value) => value !== null && typeof value === 'object' && 'lines' in value),
});

export interface EndReservedDeps {
  table: Table;
  progressMinutes: number;
}

/**
 * Brings a reserved group to its end: its return is made, or its units and serials are given back.
 * @returns false when somebody else has done it
 * @throws Error when it is refused for anything else: the queue tries again, and then its alarm tells a person
 */
export function createEndReserved({ table, progressMinutes }: EndReservedDeps) {
  return async (head: BatchHead, group: Group, end: 'made' | 'released', now: Date): Promise<boolean> => {
    const found = await loadDecided(table, head, group.first);
    if (found === undefined || group.rma === undefined) return false;
    const { request, locale, decided, sentOn, sites } = kept.parse(found);
    const also = endReserved(table, head, group, end);
    const holder = { brand: head.brand, rma: group.rma, orderNumber: group.orderNumber };
    const stored = await loadOrder(table, head.brand, group.orderNumber);
    if (!stored) throw new Error(`Order ${group.orderNumber} was there when its units were reserved`);
    const asker = askerOf(head);
    const requested = requestReturn(
      {
        rma: group.rma,
        ...stored,
        request: { ...request, locale },
        decided,
        channel: channelOf(asker),
        batch: head,
      },
      { now, actor: { role: actingRole(asker, 'batch.create'), id: asker.id }, progressMinutes },
    );
    if (end === 'made') {
      // It was decided with room there: that stands, however full it has got since.
      const counts = new Map<string, Counts>();
      const { change, counted } =
        sentOn && sites
          ? countParcels(table, requested, { day: sentOn, sites, counts }, true)
          : { change: requested, counted: [] };
      return ended(await commitChange(table, change, { claimed: true, also: [...also, ...counted] }), group);
    }
    const { portions } = requested.after;
    const held = heldBy(portions);
    const given = [
      ...claimWrites(table, holder, held, nothingHeld, undefined),
      ...authorisationWrites(table, head.brand, portions, []),
    ];
    return ended(await transact(table, [...given, ...also]), group);
  };
}

function ended(outcome: Outcome, { rma }: Group): boolean {
  if (outcome.done) return true;
  if (outcome.refused.includes('group')) return false;
  throw new Error(`What is reserved as ${rma} cannot be brought to its end: ${outcome.refused.join(', ')}`);
}
