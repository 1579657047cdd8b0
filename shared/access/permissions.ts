/** Who may do what: roles × actions in one table (the people of the product). Whatever is not listed is not allowed. */

export const roles = [
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
] as const;
export type Role = (typeof roles)[number];

export const permissions = {
  'order.put': ['integration'],
  'product.put': ['integration'],
  /** One's own; for staff and integrations anybody's. */
  'product.list': ['customer', 'agent', 'manager', 'integration'],
  'dealer.put': ['administrator'],
  'dealer.list': ['customer', 'guest', 'agent', 'manager', 'integration', 'administrator'],
  'return.preview': ['customer', 'guest', 'agent', 'manager', 'integration'],
  /** With any policy, at any date. */
  'return.preview_policy': ['agent', 'manager'],
  'return.create': ['customer', 'guest', 'agent', 'manager', 'integration'],
  'batch.create': ['customer', 'agent', 'manager', 'integration'],
  'batch.read': ['customer', 'agent', 'manager', 'integration'],
  /** Requests that are written step by step. */
  'draft.edit': ['customer', 'guest', 'agent', 'manager', 'integration'],
  /** How many drafts come how far. */
  'funnel.read': ['agent', 'manager', 'administrator'],
  'return.add_evidence': ['customer', 'guest', 'agent', 'manager'],
  'return.answer': ['customer', 'guest'],
  'return.cancel': ['customer', 'guest', 'agent', 'manager'],
  /** Both steps of the function to withdraw; staff write down what a consumer tells them. */
  'withdrawal.state': ['customer', 'guest', 'agent', 'manager'],
  'withdrawal.confirm': ['customer', 'guest', 'agent', 'manager'],
  'return.track': [
    'customer',
    'guest',
    'agent',
    'warehouse',
    'inspector',
    'manager',
    'finance',
    'compliance',
    'integration',
  ],
  /** Among the returns within one's sight. */
  'return.find': ['customer', 'agent', 'warehouse', 'manager', 'finance', 'compliance', 'integration'],
  'return.list_own': ['customer', 'guest'],
  'return.read_activity': ['agent', 'manager', 'finance', 'compliance'],
  'return.read_decision': ['agent', 'manager', 'finance', 'compliance'],
  'queue.read': ['agent', 'warehouse', 'inspector', 'manager', 'finance', 'compliance'],
  'return.approve': ['agent', 'manager'],
  /** Other terms than the policy's, with a reason. */
  'return.override': ['manager'],
  'return.reject': ['agent', 'manager'],
  /** Looks into what was routed to a person while the return went on. */
  'return.check': ['agent', 'manager'],
  'return.ask': ['agent', 'manager'],
  'return.settle_dispute': ['manager'],
  'message.resend': ['agent', 'manager'],
  'guest_link.revoke': ['agent', 'manager'],
  'goods.receive': ['warehouse'],
  'goods.inspect': ['inspector'],
  'money.credit': ['finance'],
  'money.retry': ['finance'],
  'money.settle': ['finance'],
  /** Past decisions anew under another policy; the list of what changes names returns. */
  'backtest.run': ['manager', 'administrator'],
  'backtest.read': ['manager', 'administrator'],
  'configuration.put': ['administrator'],
  'configuration.get': ['administrator'],
  'company.put': ['integration', 'administrator'],
  'company.get': ['agent', 'manager', 'finance', 'integration', 'administrator'],
  'deliveries.replay': ['administrator', 'integration'],
  'quarantine.read': ['administrator'],
  'quarantine.retry': ['administrator'],
  /** Without a return: nothing is written. */
  'customs.determine': ['compliance', 'manager', 'agent', 'integration'],
  /** Importers and exporters of record, brokers, authorisations. */
  'customs.keep_records': ['compliance'],
  /** The customs decisions of a return. */
  'return.read_customs': ['compliance', 'agent', 'manager'],
  'return.complete_customs': ['compliance'],
  /** Papers for customs. */
  'return.read_documents': ['compliance', 'agent', 'manager'],
  /** All that is kept of a return, as far as the role sees it. */
  'return.make_dossier': ['compliance', 'manager'],
  'customs.read_records': ['compliance', 'manager'],
  'policy.read': ['agent', 'manager', 'compliance', 'administrator'],
  'policy.save': ['manager', 'administrator'],
  /** Put in force, ended, rolled back. */
  'policy.activate': ['manager', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof permissions;

/** Whether any of these roles may do it. */
export function may(held: readonly Role[], action: Action): boolean {
  return held.some((role) => (permissions[action] as readonly Role[]).includes(role));
}
