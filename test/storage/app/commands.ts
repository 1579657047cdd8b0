import * as intake from '../../../shared/contracts/intake.ts';
import type { Portion, PortionState } from '../../../shared/contracts/return.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import * as staff from '../../../shared/contracts/staff.ts';
import type { Return } from '../../../shared/returns/change.ts';
import type { Call } from './app.ts';
import { customer } from './returns.ts';

/** Requests on a return, each in a few forms, right and wrong ones. */
type Form = (current: Return, how: number) => { route: Route; call: Call };

const agent = { role: 'agent' };
const EUR = (minor: number) => ({ currency: 'EUR', minor });
/** The first portion in a state. */
export const first = (current: Return, state: PortionState): Portion | undefined =>
  current.portions.find((one) => one.state === state);
export const pick = <One>(from: readonly [One, ...One[]], how: number): One => from[how % from.length] ?? from[0];

const terms = (how: number) => ({
  labelPayer: pick(['brand', 'none', 'customer'], how),
  fees: pick(
    [[], [{ kind: 'restocking', amount: EUR(700) }], [{ kind: 'restocking', amount: EUR(9_999_999) }]],
    how >> 1,
  ),
  resolutions: ['refund', 'store_credit', 'exchange', 'repair'],
  evidence: [],
  refundsDelivery: how % 2 === 0,
});

export const commandNames = [
  'approve',
  'reject',
  'ask',
  'answer',
  'cancel',
  'receive',
  'inspect',
  'settle',
  'retry',
  'settle by hand',
  'expect evidence',
  'revoke links',
] as const;
export type CommandName = (typeof commandNames)[number];

export const forms: Record<CommandName, Form> = {
  approve: (current, how) => ({
    route: staff.approveReturn,
    call: {
      who: how % 4 === 1 ? agent : { role: 'manager' },
      params: { rma: current.head.rma },
      body:
        how % 3 === 0
          ? {}
          : {
              portions: [first(current, 'under_review')?.id ?? '1'],
              terms: terms(how),
              reason: 'A good customer',
            },
    },
  }),
  reject: ({ head: { rma } }) => ({
    route: staff.rejectReturn,
    call: { who: agent, params: { rma }, body: { message: 'It is not ours.' } },
  }),
  ask: ({ head: { rma } }) => ({
    route: staff.askCustomer,
    call: { who: agent, params: { rma }, body: { text: 'Which colour is it?' } },
  }),
  answer: ({ head: { rma } }) => ({
    route: intake.answerQuestion,
    call: { who: customer, params: { rma }, body: { text: 'The black one.' } },
  }),
  cancel: ({ head: { rma } }) => ({ route: intake.cancelReturn, call: { who: customer, params: { rma }, body: {} } }),
  receive: (current, how) => {
    const [portion] = current.portions;
    const serials = portion?.serials ?? [];
    const count = (quantity: number, with_: readonly string[] = []) => ({
      lineId: portion?.lineId ?? '1',
      quantity,
      serials: with_,
    });
    const lines = pick(
      [undefined, [count(1)], [count(2, serials.slice(0, 1))], [count(1), count(1)], [count(1, serials)], [count(50)]],
      how,
    );
    const code = how % 4 === 3 ? (current.shipments[0]?.trackingNumber ?? current.head.rma) : current.head.rma;
    return {
      route: staff.receiveParcel,
      call: { who: { role: 'warehouse' }, body: { code, ...(lines && { lines }) } },
    };
  },
  inspect: (current, how) => {
    const portion = first(current, 'quarantined') ?? current.portions[0];
    const quantity = portion?.quantity ?? 1;
    const [serial] = portion?.serials ?? [];
    const grade = pick(['A', 'B', 'C', 'D'], how);
    const found = (of: number, more: object = {}) => ({ quantity: of, grade, matchesClaim: how % 3 !== 2, ...more });
    const findings = pick(
      [
        [found(quantity)],
        [found(1)],
        [found(1, { ...(serial && { serial }) }), found(1, { matchesClaim: false })],
        [found(1, { ...(serial && { serial }) }), found(1, { ...(serial && { serial }) })],
        [found(quantity + 1)],
      ],
      how >> 1,
    );
    return {
      route: staff.inspectGoods,
      call: {
        who: { role: 'inspector' },
        params: { rma: current.head.rma },
        body: { portion: portion?.id ?? '1', findings },
      },
    };
  },
  settle: (current, how) => ({
    route: staff.settleDispute,
    call: {
      who: { role: 'manager' },
      params: { rma: current.head.rma },
      body: {
        portions: [first(current, 'disputed')?.id ?? '1'],
        reason: 'Agreed on the phone',
        ...(how % 2 === 0 && { deduction: EUR(pick([0, 500, 9_999_999], how >> 1)) }),
      },
    },
  }),
  retry: (current, how) => {
    const failed = current.instructions.filter(({ state }) => state === 'failed');
    const one = failed.at(-1) ?? current.instructions[how];
    return {
      route: staff.retryEffect,
      call: {
        who: { role: 'finance' },
        params: { rma: current.head.rma, instruction: one?.id ?? '9-9' },
        body: { reason: 'The account is open again' },
      },
    };
  },
  'settle by hand': (current, how) => {
    const failed = current.instructions.filter(({ state }) => state === 'failed');
    const one = failed.at(-1) ?? current.instructions[how];
    return {
      route: staff.settleByHand,
      call: {
        who: { role: 'finance' },
        params: { rma: current.head.rma, instruction: one?.id ?? '9-9' },
        body: { reference: 'TRANSFER-1', reason: 'Paid by transfer' },
      },
    };
  },
  'expect evidence': ({ head: { rma } }) => ({
    route: intake.addEvidence,
    call: { who: customer, params: { rma }, body: { type: 'photo' } },
  }),
  'revoke links': ({ head: { rma } }) => ({ route: staff.revokeLinks, call: { who: agent, params: { rma } } }),
};
