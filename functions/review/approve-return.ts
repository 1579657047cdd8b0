import { may } from '../../shared/access/permissions.ts';
import type { Principal } from '../../shared/access/principal.ts';
import type { CustomsDecision } from '../../shared/contracts/return-customs.ts';
import type { BodyOf } from '../../shared/contracts/route.ts';
import type { approveReturn } from '../../shared/contracts/staff.ts';
import { statedOfOthers } from '../../shared/customs/turned.ts';
import { decidedAgain } from '../../shared/intake/customs-again.ts';
import { type Change, type Context, namedPortions, type Return } from '../../shared/returns/change.ts';
import { questionOf } from '../../shared/returns/customs.ts';
import { approve } from '../../shared/returns/review.ts';
import { loadCustomsDecisions } from '../../shared/storage/return-customs.ts';
import type { Table } from '../../shared/storage/table.ts';

type Body = BodyOf<typeof approveReturn>;

/** Approves. Where goods go over a customs border for something else than was asked, that question is asked anew. */
export function createApproval({ table }: { table: Table }) {
  return async (current: Return, context: Context, body: Body, { roles }: Principal): Promise<Change> => {
    const customs = await customsAnew(table, current, context, body);
    return approve(current, context, {
      ...body,
      mayOverride: may(roles, 'return.override'),
      ...(customs.length > 0 && { customs }),
    });
  };
}

/** What compliance stated to happen with the goods holds. Goods that are kept go nowhere. */
async function customsAnew(
  table: Table,
  current: Return,
  context: Context,
  { portions, resolution, terms }: Body,
): Promise<CustomsDecision[]> {
  const moving = namedPortions(current, 'approve', portions).filter(
    (one) => one.customs && (terms ?? one.terms)?.labelPayer !== 'none',
  );
  if (moving.length === 0) return [];
  const { brand, rma } = current.head;
  const [decisions, engine] = await Promise.all([
    loadCustomsDecisions(table, brand, rma),
    import('../../shared/customs/engine.ts'),
  ]);
  const wanted = new Map(moving.map((one) => [questionOf(one), resolution ?? one.resolution]));
  const anew: CustomsDecision[] = [];
  for (const [question, agreed] of wanted) {
    const last = decisions.findLast(({ portion }) => portion === question);
    const activity = last && engine.activityUnder(agreed, last.facts.origin);
    if (!last || last.stated?.activity || activity === last.facts.activity) continue;
    const stated = statedOfOthers(last.stated ?? {});
    anew.push(await decidedAgain({ table, engine }, current, last, { stated, activity }, context));
  }
  return anew;
}
