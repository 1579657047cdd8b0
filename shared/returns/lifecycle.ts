import type { MachineStep, PortionState, Stage } from '../contracts/return.ts';

/**
 * The lifecycle of a return, whole: which states a portion can be in, and which step leads from where to where. Routes,
 * the lifecycle machine, webhooks and deadlines all ask this table; nothing else decides whether a step is legal.
 */

/** Whose turn it is while a portion is in a state. */
export type Turn =
  | 'customer'
  | 'agent'
  | 'manager'
  | 'warehouse'
  | 'inspector'
  | 'finance'
  | 'compliance'
  | 'carrier'
  | 'machine'
  | 'nobody';

interface StateRule {
  stage: Stage;
  turn: Turn;
  /** Step the lifecycle machine takes from here by itself. */
  starts?: MachineStep;
  /** Whose turn it is as well, when the machine gets no further for long. */
  whenStalled?: Turn;
}

export const states: Record<PortionState, StateRule> = {
  awaiting_evidence: { stage: 'request', turn: 'customer' },
  under_review: { stage: 'authorization', turn: 'agent' },
  awaiting_answer: { stage: 'authorization', turn: 'customer' },
  /** Agreed, but no label is made before it is known how the goods may cross the border. */
  awaiting_customs: { stage: 'authorization', turn: 'compliance' },
  authorized: { stage: 'authorization', turn: 'machine', starts: 'issue_label', whenStalled: 'agent' },
  awaiting_shipment: { stage: 'shipping', turn: 'carrier' },
  in_transit: { stage: 'shipping', turn: 'carrier' },
  shipment_exception: { stage: 'shipping', turn: 'agent' },
  arrived: { stage: 'receiving', turn: 'warehouse' },
  quarantined: { stage: 'inspection', turn: 'inspector' },
  disputed: { stage: 'inspection', turn: 'manager' },
  resolving: { stage: 'resolution', turn: 'machine', starts: 'resolve', whenStalled: 'finance' },
  resolution_failed: { stage: 'resolution', turn: 'finance' },
  resolved: { stage: 'disposition', turn: 'machine', starts: 'dispose', whenStalled: 'warehouse' },
  closed: { stage: 'closed', turn: 'nobody' },
  rejected: { stage: 'closed', turn: 'nobody' },
  cancelled: { stage: 'closed', turn: 'nobody' },
  expired: { stage: 'closed', turn: 'nobody' },
};

interface StepRule {
  from: readonly (PortionState | 'new')[];
  to: readonly PortionState[];
}

export const steps = {
  /** The request is decided as it comes in. */
  request: {
    from: ['new'],
    to: ['awaiting_evidence', 'under_review', 'awaiting_customs', 'authorized', 'resolving', 'rejected'],
  },
  attach_evidence: {
    from: ['awaiting_evidence'],
    to: ['awaiting_evidence', 'awaiting_customs', 'authorized', 'resolving'],
  },
  /** Evidence did not come in time, and its reason says to go on without it, or to let a person look. */
  miss_evidence: { from: ['awaiting_evidence'], to: ['under_review', 'awaiting_customs', 'authorized', 'resolving'] },
  approve: { from: ['under_review', 'awaiting_answer'], to: ['awaiting_customs', 'authorized', 'resolving'] },
  reject: { from: ['under_review', 'awaiting_answer', 'awaiting_customs'], to: ['rejected'] },
  ask: { from: ['under_review'], to: ['awaiting_answer'] },
  answer: { from: ['awaiting_answer'], to: ['under_review'] },
  decide_customs: { from: ['awaiting_customs'], to: ['authorized'] },
  issue_label: { from: ['authorized'], to: ['awaiting_shipment'] },
  ship: { from: ['awaiting_shipment', 'shipment_exception'], to: ['in_transit'] },
  /** The carrier has a difficulty, or takes the parcel back to its sender. */
  report_exception: { from: ['awaiting_shipment', 'in_transit'], to: ['shipment_exception'] },
  arrive: { from: ['awaiting_shipment', 'in_transit', 'shipment_exception'], to: ['arrived'] },
  /** A scan at the dock counts, whether or not the carrier told of the arrival. */
  receive: { from: ['awaiting_shipment', 'in_transit', 'shipment_exception', 'arrived'], to: ['quarantined'] },
  inspect: { from: ['quarantined'], to: ['resolving', 'disputed'] },
  settle_dispute: { from: ['disputed'], to: ['resolving'] },
  /** Goods the customer keeps are closed with their resolution; others wait for their disposition. */
  resolve: { from: ['resolving'], to: ['resolved', 'closed'] },
  fail: { from: ['resolving'], to: ['resolution_failed'] },
  /**
   * What was to be taken out of the order was shipped meanwhile: it is a return, once it is there; what was withdrawn from
   * stays so.
   */
  refuse_cancellation: { from: ['resolving'], to: ['rejected', 'under_review'] },
  retry: { from: ['resolution_failed'], to: ['resolving'] },
  /** Finance paid by other means; another payment's part may still be on its way. */
  settle_by_hand: { from: ['resolving', 'resolution_failed'], to: ['resolving', 'resolved', 'closed'] },
  dispose: { from: ['resolved'], to: ['closed'] },
  cancel: {
    from: [
      'awaiting_evidence',
      'under_review',
      'awaiting_answer',
      'awaiting_customs',
      'authorized',
      'awaiting_shipment',
    ],
    to: ['cancelled'],
  },
  expire: { from: ['awaiting_evidence', 'awaiting_answer', 'awaiting_shipment'], to: ['expired'] },
} as const satisfies Record<string, StepRule>;

export type Step = keyof typeof steps;

/** Whether a portion in this state may take this step. */
export function isLegal(step: Step, from: PortionState | 'new'): boolean {
  return (steps[step].from as readonly string[]).includes(from);
}

/** Whether the step may end in this state. */
export function leadsTo(step: Step, to: PortionState): boolean {
  return (steps[step].to as readonly string[]).includes(to);
}

export function isFinal(state: PortionState): boolean {
  return states[state].stage === 'closed';
}

const stageOrder: readonly Stage[] = [
  'request',
  'authorization',
  'shipping',
  'receiving',
  'inspection',
  'resolution',
  'disposition',
  'closed',
];

/** Stage of a return: that of its portion which has the longest way to go. */
export function stageOf(portionStates: readonly PortionState[]): Stage {
  const furthestBack = Math.min(...portionStates.map((state) => stageOrder.indexOf(states[state].stage)));
  return stageOrder[furthestBack] ?? 'closed';
}

/** Steps with which goods leave the customer, or are seen to have left. */
const sends: readonly Step[] = ['ship', 'report_exception', 'arrive', 'receive'];

/** States before the goods' arrival that a return can come to although nobody has sent anything. */
const unsent: ReadonlySet<PortionState> = (() => {
  const others = Object.entries(steps).filter(([step]) => !sends.some((one) => one === step));
  const reached = new Set<string>(['new']);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const [, { from, to }] of others)
      if (from.some((one) => reached.has(one))) for (const one of to) reached.add(one);
  }
  const arrival = stageOrder.indexOf('receiving');
  const all = Object.keys(states) as PortionState[];
  return new Set(all.filter((state) => reached.has(state) && stageOrder.indexOf(states[state].stage) < arrival));
})();

/** Whether goods that are to come back have not been sent yet, as far as the table knows. */
export const isUnsent = (state: PortionState): boolean => unsent.has(state);

/**
 * Checks the table: every edge names known states, every state can be reached from a new request, and from every one an
 * end can be reached. Runs when loaded, so a wrong table never serves a request.
 * @throws Error naming the state or step that is wrong
 */
export function checkLifecycle(stateRules: Record<string, StateRule>, stepRules: Record<string, StepRule>): void {
  const edges = Object.entries(stepRules).flatMap(([step, rule]) =>
    rule.from.flatMap((from) => rule.to.map((to) => ({ step, from, to }))),
  );
  for (const { step, from, to } of edges) {
    if (from !== 'new' && !stateRules[from]) throw new Error(`Step ${step} starts from unknown state ${from}`);
    if (!stateRules[to]) throw new Error(`Step ${step} leads to unknown state ${to}`);
    if (from !== 'new' && stateRules[from]?.stage === 'closed')
      throw new Error(`Step ${step} leaves final state ${from}`);
  }
  const reached = new Set<string>(['new']);
  for (let grew = true; grew; ) {
    const next = edges.filter(({ from, to }) => reached.has(from) && !reached.has(to));
    for (const { to } of next) reached.add(to);
    grew = next.length > 0;
  }
  const ending = new Set(Object.keys(stateRules).filter((state) => stateRules[state]?.stage === 'closed'));
  for (let grew = true; grew; ) {
    const next = edges.filter(({ from, to }) => ending.has(to) && !ending.has(from));
    for (const { from } of next) ending.add(from);
    grew = next.length > 0;
  }
  for (const state of Object.keys(stateRules)) {
    if (!reached.has(state)) throw new Error(`State ${state} cannot be reached`);
    if (!ending.has(state)) throw new Error(`State ${state} has no way to an end`);
  }
}

checkLifecycle(states, steps);
