import { describe, expect, test } from 'vitest';
import { type Action, may, permissions, type Role, roles } from '../../../shared/access/permissions.ts';
import { routes } from '../../../shared/contracts/routes.ts';

/** Who may do what, written down beside the code from what each of these people comes for. */
const columns: Role[] = [
  'customer',
  'guest',
  'agent',
  'warehouse',
  'inspector',
  'manager',
  'finance',
  'compliance',
  'carrier',
  'integration',
  'administrator',
];
//                       cus gue age war ins man fin com car int adm
const table = `
order.put                 .   .   .   .   .   .   .   .   .   x   .
product.put               .   .   .   .   .   .   .   .   .   x   .
product.list              x   .   x   .   .   x   .   .   .   x   .
dealer.put                .   .   .   .   .   .   .   .   .   .   x
dealer.list               x   x   x   .   .   x   .   .   .   x   x
return.preview            x   x   x   .   .   x   .   .   .   x   .
return.preview_policy     .   .   x   .   .   x   .   .   .   .   .
return.create             x   x   x   .   .   x   .   .   .   x   .
batch.create              x   .   x   .   .   x   .   .   .   x   .
batch.read                x   .   x   .   .   x   .   .   .   x   .
draft.edit                x   x   x   .   .   x   .   .   .   x   .
funnel.read               .   .   x   .   .   x   .   .   .   .   x
return.add_evidence       x   x   x   .   .   x   .   .   .   .   .
return.answer             x   x   .   .   .   .   .   .   .   .   .
return.cancel             x   x   x   .   .   x   .   .   .   .   .
return.track              x   x   x   x   x   x   x   x   .   x   .
return.find               x   .   x   x   .   x   x   x   .   x   .
return.list_own           x   x   .   .   .   .   .   .   .   .   .
return.read_activity      .   .   x   .   .   x   x   x   .   .   .
return.read_decision      .   .   x   .   .   x   x   x   .   .   .
queue.read                .   .   x   x   x   x   x   x   .   .   .
return.approve            .   .   x   .   .   x   .   .   .   .   .
return.override           .   .   .   .   .   x   .   .   .   .   .
return.reject             .   .   x   .   .   x   .   .   .   .   .
return.ask                .   .   x   .   .   x   .   .   .   .   .
return.check              .   .   x   .   .   x   .   .   .   .   .
withdrawal.state          x   x   x   .   .   x   .   .   .   .   .
withdrawal.confirm        x   x   x   .   .   x   .   .   .   .   .
return.settle_dispute     .   .   .   .   .   x   .   .   .   .   .
message.resend            .   .   x   .   .   x   .   .   .   .   .
guest_link.revoke         .   .   x   .   .   x   .   .   .   .   .
goods.receive             .   .   .   x   .   .   .   .   .   .   .
goods.inspect             .   .   .   .   x   .   .   .   .   .   .
money.credit              .   .   .   .   .   .   x   .   .   .   .
money.retry               .   .   .   .   .   .   x   .   .   .   .
money.settle              .   .   .   .   .   .   x   .   .   .   .
backtest.run              .   .   .   .   .   x   .   .   .   .   x
backtest.read             .   .   .   .   .   x   .   .   .   .   x
configuration.put         .   .   .   .   .   .   .   .   .   .   x
configuration.get         .   .   .   .   .   .   .   .   .   .   x
company.put               .   .   .   .   .   .   .   .   .   x   x
company.get               .   .   x   .   .   x   x   .   .   x   x
deliveries.replay         .   .   .   .   .   .   .   .   .   x   x
quarantine.read           .   .   .   .   .   .   .   .   .   .   x
quarantine.retry          .   .   .   .   .   .   .   .   .   .   x
customs.determine         .   .   x   .   .   x   .   x   .   x   .
customs.keep_records      .   .   .   .   .   .   .   x   .   .   .
return.read_customs       .   .   x   .   .   x   .   x   .   .   .
return.complete_customs   .   .   .   .   .   .   .   x   .   .   .
return.read_documents     .   .   x   .   .   x   .   x   .   .   .
return.make_dossier       .   .   .   .   .   x   .   x   .   .   .
customs.read_records      .   .   .   .   .   x   .   x   .   .   .
policy.read               .   .   x   .   .   x   .   x   .   .   x
policy.save               .   .   .   .   .   x   .   .   .   .   x
policy.activate           .   .   .   .   .   x   .   .   .   .   x
`;
const rows = table
  .trim()
  .split('\n')
  .map((row) => row.split(/\s+/))
  .map(([action, ...marks]) => ({ action: action as Action, marks }));
const cells = rows.flatMap(({ action, marks }) =>
  columns.map((role, i): [Role, Action, boolean] => [role, action, marks[i] === 'x']),
);
const actionsOf = (role: Role) => (Object.keys(permissions) as Action[]).filter((action) => may([role], action));

describe('who may do what', () => {
  test('the table knows every role and every action', () => {
    expect(columns).toEqual([...roles]);
    expect(rows.map(({ action }) => action).toSorted()).toEqual(Object.keys(permissions).toSorted());
  });

  test.each(cells)('%s, %s: %s', (role, action, allowed) => expect(may([role], action)).toBe(allowed));

  test('an agent may work the review queue; not refund, not grade', () => {
    expect(actionsOf('agent')).not.toEqual(expect.arrayContaining(['money.retry']));
    expect(actionsOf('agent')).not.toEqual(expect.arrayContaining(['goods.inspect']));
    expect(actionsOf('agent')).not.toEqual(expect.arrayContaining(['return.settle_dispute']));
    expect(actionsOf('agent')).not.toEqual(expect.arrayContaining(['return.override']));
  });

  test('a manager may everything an agent may', () => {
    expect(actionsOf('manager')).toEqual(expect.arrayContaining(actionsOf('agent')));
  });

  test('a carrier has signed webhooks only', () => expect(actionsOf('carrier')).toEqual([]));

  test('an administrator has configuration, nothing of a customer’s', () => {
    expect(actionsOf('administrator').filter((action) => /^(return|order|goods|money|queue)\./.test(action))).toEqual(
      [],
    );
  });

  test('several roles may what any of them may; none may nothing', () => {
    expect(may(['warehouse', 'inspector'], 'goods.inspect')).toBe(true);
    expect(may(['warehouse', 'inspector'], 'money.retry')).toBe(false);
    for (const action of Object.keys(permissions) as Action[]) expect(may([], action)).toBe(false);
  });

  test('every route asks for an action of the table, or is open or signed; every action has a route, but those that widen one', () => {
    const asked = routes.map(({ action }) => action).filter((action) => action !== 'public' && action !== 'signed');
    expect(asked.filter((action) => !Object.hasOwn(permissions, action))).toEqual([]);
    // A preview may name a policy; other terms than the policy's are given with an approval.
    expect(Object.keys(permissions).filter((action) => !asked.includes(action as Action))).toEqual([
      'return.preview_policy',
      'return.override',
    ]);
  });
});
