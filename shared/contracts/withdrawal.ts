import * as z from 'zod';
import { reasonCode } from './decision.ts';
import { portionState, stage } from './return.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/*
 * The function to withdraw from a contract (Directive 2011/83/EU, Art. 11a, added by Directive (EU) 2023/2673): a statement
 * that asks only for a name, the order or a part of it, and an electronic contact, and a second step that confirms it.
 */

const withdrawalId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, v.wrongAs('not_a_withdrawal'))
  .meta({ id: 'WithdrawalId', example: '0f3a9c5b7d1e4f608a2b4c6d8e0f1a2b' });

const coveredLine = z.strictObject({ lineId: v.lineId, title: z.string(), quantity: z.int() });

export const withdrawalStatement = z
  .strictObject({
    id: withdrawalId.optional().meta({ description: 'To confirm it by; absent where nothing is covered.' }),
    confirmBy: v.time.optional().meta({ description: 'Until then it can be confirmed; after it, state it anew.' }),
    covers: z.array(
      coveredLine.extend({
        status: z.enum(['open', 'unknown']).meta({
          description: 'unknown: nobody can say when the time began. It is kept, and a person finds out.',
        }),
        until: v.time.optional().meta({ description: 'Last instant to withdraw; absent while not all has arrived.' }),
        article: z.string(),
      }),
    ),
    notCovered: z.array(coveredLine.extend({ code: z.string(), detail: z.string() })),
    instead: z
      .strictObject({
        path: z.string(),
        body: z.strictObject({
          orderNumber: v.orderNumber,
          lines: z.array(z.strictObject({ lineId: v.lineId, quantity: z.int(), reason: reasonCode })),
          contact: z.strictObject({ email: v.email }),
        }),
      })
      .optional()
      .meta({ description: 'The ordinary request for a return of what is not covered, ready to be sent.' }),
    labels: z
      .strictObject({ withdraw: z.string(), confirm: z.string() })
      .meta({ description: "What stands on the buttons of the two steps, in the customer's language." }),
    text: z.string().meta({ description: 'The statement in words, as it is confirmed.' }),
  })
  .meta({ id: 'WithdrawalStatement' });
export type WithdrawalStatement = z.infer<typeof withdrawalStatement>;

export const stateWithdrawal = route({
  name: 'stateWithdrawal',
  method: 'POST',
  path: '/v1/withdrawals',
  area: 'intake',
  summary: 'Withdraw from a contract, first step: who, from what, and where to answer to; nothing else is asked',
  action: 'withdrawal.state',
  body: z
    .strictObject({
      name: v.words(120),
      orderNumber: v.orderNumber,
      lines: z
        .array(z.strictObject({ lineId: v.lineId, quantity: z.int().min(1).max(1000) }))
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'The part of the order it is about; all of it when left out.' }),
      email: v.email.meta({ description: 'Where the acknowledgement goes.' }),
      locale: v.locale.optional(),
    })
    .meta({
      id: 'Withdrawal',
      example: { name: 'Kim Muster', orderNumber: 'LM-10042', email: 'kim@customer.example' },
    }),
  idempotent: true,
  success: { status: 200, body: withdrawalStatement },
  problems: ['not-found', 'not-returnable', 'busy'],
});

export const confirmedWithdrawal = z
  .strictObject({
    id: withdrawalId,
    rma: v.rmaNumber.meta({ description: 'The return that carries it out, or the first of them.' }),
    returns: z.array(v.rmaNumber).meta({
      description: 'All returns that carry it out: several where it is from more than one return can be of.',
    }),
    submittedAt: v.time,
    stage,
    covers: z.array(coveredLine.extend({ state: portionState, rma: v.rmaNumber })),
    sendBackBy: v.time.optional().meta({
      description: 'Absent where nothing goes back, and while the label is held: then nothing is to be sent yet.',
    }),
    refundBy: v.time.optional().meta({ description: 'Absent where it counts from the goods, and they have not come.' }),
    mayBeHeldBack: z
      .boolean()
      .meta({ description: 'Whether the refund may wait until the goods are back, or proof that they were sent.' }),
    message: z
      .string()
      .optional()
      .meta({ description: "Where a label is held: what to wait for, in a sentence in the customer's language." }),
    acknowledgement: z.string().meta({ description: 'How it is acknowledged, in a sentence.' }),
  })
  .meta({ id: 'ConfirmedWithdrawal' });
export type ConfirmedWithdrawal = z.infer<typeof confirmedWithdrawal>;

export const confirmWithdrawal = route({
  name: 'confirmWithdrawal',
  method: 'POST',
  path: '/v1/withdrawals/{id}/confirm',
  area: 'intake',
  summary: 'Withdraw from a contract, second step: confirm it. It takes effect at once, and is acknowledged by e-mail',
  action: 'withdrawal.confirm',
  params: z.strictObject({ id: withdrawalId }),
  idempotent: true,
  success: { status: 201, body: confirmedWithdrawal },
  problems: ['not-found', 'not-returnable', 'step-not-legal', 'too-many-items', 'busy'],
});
