import { isStaff, type Principal } from '../../shared/access/principal.ts';
import { hasSightOf } from '../../shared/access/sight.ts';
import type { Portion } from '../../shared/contracts/return.ts';
import type { StaffView } from '../../shared/contracts/tracking.ts';
import type { Return } from '../../shared/returns/change.ts';

/** What a member of staff decides on, cut to what their roles see; undefined for customers and guests. */
export function staffViewOf(principal: Principal, current: Return): StaffView | undefined {
  if (!isStaff(principal)) return undefined;
  const notes = hasSightOf(principal, 'notes');
  const conversation = hasSightOf(principal, 'conversation');
  return {
    channel: current.head.channel,
    portions: current.portions.map((portion) => portionFor(principal, current, portion)),
    conversation: current.statement.conversation.filter(({ kind }) => (kind === 'note' ? notes : conversation)),
    failures: hasSightOf(principal, 'terms')
      ? current.instructions.flatMap(({ id, failure }) => (failure ? [{ instruction: id, failure }] : []))
      : [],
  };
}

function portionFor(principal: Principal, { statement }: Return, portion: Portion): StaffView['portions'][number] {
  const { id, splitFrom, sku, category, serials, lot, terms, rules, checks, inspection, paid, override } = portion;
  const asked = splitFrom ?? id;
  const description = statement.descriptions[asked];
  const doubts = statement.doubts?.[asked];
  const purchase = statement.purchases?.[asked];
  const reason = statement.conversation.find(({ kind, seq }) => kind === 'note' && seq === override?.seq)?.text;
  return {
    id,
    sku,
    category,
    ...(hasSightOf(principal, 'goods') && { serials, ...(lot && { lot }), ...(inspection && { inspection }) }),
    ...(hasSightOf(principal, 'descriptions') && {
      ...(description && { description }),
      ...(purchase && { purchase }),
    }),
    ...(override && { override: { ...override, ...(hasSightOf(principal, 'notes') && reason && { reason }) } }),
    ...(hasSightOf(principal, 'terms') && {
      rules,
      paid,
      ...(checks && { checks }),
      ...(terms && { terms }),
      ...(doubts && { doubts }),
    }),
  };
}
