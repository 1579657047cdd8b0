import { describe, expect, test } from 'vitest';
import type { ProblemStep, ProductStep, PurchaseStep } from '../../../shared/contracts/drafts.ts';
import { type FieldError, fieldError } from '../../../shared/contracts/errors.ts';
import { inDraft, requestOf, stepErrors, type Told } from '../../../shared/drafts/request.ts';

const product = (...lineIds: string[]): ProductStep => ({
  lines: lineIds.map((lineId, i) => ({ lineId, quantity: i + 1, serials: [] })),
});
const problem = (...lines: [lineId: string, reason: string][]): ProblemStep => ({
  lines: lines.map(([lineId, reason]) => ({ lineId, reason })),
});
const bought = (...lines: [lineId: string, on: string][]): PurchaseStep => ({
  lines: lines.map(([lineId, on]) => ({ lineId, purchase: { on } })),
});
const draft = (some: { product?: ProductStep; problem?: ProblemStep; purchase?: PurchaseStep } = {}) => ({
  orderNumber: 'LM-1',
  locale: 'de',
  ...(some.product && { product: some.product }),
  words: { ...(some.problem && { problem: some.problem }), ...(some.purchase && { purchase: some.purchase }) },
});
const as = (error: FieldError): Told => ({ ...error, as: 'invalid-request' });
const told = (of: ReturnType<typeof draft>, ...errors: FieldError[]) =>
  stepErrors(of, errors.map(as), (lineId) => `Lamp ${lineId}`).map(({ step, error, asked }) => [
    step,
    error.pointer,
    error.code,
    asked,
  ]);

describe('a draft as a whole request', () => {
  test('gives each product its problem, in whatever order they were told', () => {
    const { lines } = requestOf(
      draft({ product: product('1', '2'), problem: problem(['2', 'other'], ['1', 'recall']) }),
    );
    expect(lines.map(({ lineId, quantity, reason }) => [lineId, quantity, reason])).toEqual([
      ['1', 1, 'recall'],
      ['2', 2, 'other'],
    ]);
  });

  test('of two with the same line the first is for the first', () => {
    const of = draft({ product: product('1', '1'), problem: problem(['1', 'defective'], ['1', 'customer_remorse']) });
    expect(requestOf(of).lines.map(({ reason }) => reason)).toEqual(['defective', 'customer_remorse']);
  });

  test('gives each product its purchase', () => {
    const of = draft({ product: product('1', '2'), purchase: bought(['2', '2026-10-20']) });
    expect(requestOf(of).lines.map(({ purchase }) => purchase)).toEqual([undefined, { on: '2026-10-20' }]);
  });

  test('without products asks for one unit of all that something is told of', () => {
    const of = draft({ problem: problem(['1', 'recall']), purchase: bought(['1', '2026-10-20'], ['2', '2026-10-21']) });
    expect(requestOf(of).lines).toEqual([
      { lineId: '1', quantity: 1, serials: [], reason: 'recall', purchase: { on: '2026-10-20' } },
      { lineId: '2', quantity: 1, serials: [], reason: '', purchase: { on: '2026-10-21' } },
    ]);
  });

  test('holds contact and purchase as they were told', () => {
    const of = draft({ product: product('1') });
    const words = { contact: { email: 'kim@customer.example' }, purchase: { purchaseOrder: 'PO-1' } };
    expect(requestOf({ ...of, words })).toMatchObject({
      orderNumber: 'LM-1',
      locale: 'de',
      ...words.purchase,
      contact: words.contact,
    });
  });
});

describe('what is wrong is told at its step', () => {
  const full = draft({ product: product('1', '2'), problem: problem(['2', 'other'], ['1', 'defective']) });
  const question = 'When did it begin?';

  test.each<[string, ReturnType<typeof draft>, FieldError, unknown[]]>([
    [
      'quantity',
      full,
      fieldError('/lines/1/quantity', 'too_many', { left: 1 }),
      ['product', '/lines/1/quantity', 'too_many', false],
    ],
    [
      'serial',
      full,
      fieldError('/lines/0/serials/1', 'serial_twice', { serial: 'X' }),
      ['product', '/lines/0/serials/1', 'serial_twice', false],
    ],
    [
      'purchase order',
      full,
      fieldError('/purchaseOrder', 'purchase_order_missing'),
      ['purchase', '/purchaseOrder', 'purchase_order_missing', false],
    ],
    [
      'a purchase, at the place where it was told',
      draft({ product: product('1', '2'), purchase: bought(['2', '2030-01-01']) }),
      fieldError('/lines/1/purchase/on', 'in_the_future'),
      ['purchase', '/lines/0/purchase/on', 'in_the_future', false],
    ],
    [
      'a price that nobody told',
      full,
      fieldError('/lines/1/purchase/paid', 'price_missing'),
      ['purchase', '/lines', 'price_missing', false],
    ],
    ['address', full, fieldError('/contact/address/city', 'required'), ['contact', '/address/city', 'required', false]],
    [
      'a question, at the place of the problem and not of the product',
      full,
      fieldError('/lines/0/description/since', 'since_missing', { question }),
      ['problem', '/lines/1/description/since', 'since_missing', true],
    ],
    [
      'a reason that is not offered',
      full,
      fieldError('/lines/1/reason', 'reason_not_offered', { options: 'other' }),
      ['problem', '/lines/0/reason', 'reason_not_offered', false],
    ],
    [
      'a product without a problem',
      draft({ product: product('1', '2'), problem: problem(['1', 'recall']) }),
      fieldError('/lines/1/reason', 'reason_not_offered', { options: 'other' }),
      ['problem', '/lines', 'reason_needed', true],
    ],
  ])('%s', (_, of, error, expected) => {
    expect(told(of, error)).toEqual([expected]);
  });

  test('without products they are asked for, and problems are looked at by themselves', () => {
    const of = draft({ problem: problem(['1', 'defective']) });
    const errors = [
      fieldError('/lines/0/quantity', 'too_many', { left: 0 }),
      fieldError('/lines/0/description/what', 'description_missing', { question }),
    ];
    expect(told(of, ...errors)).toEqual([
      ['product', '/lines', 'required', true],
      ['problem', '/lines/0/description/what', 'description_missing', true],
    ]);
  });

  test('a product without a problem names it', () => {
    const of = draft({ product: product('7') });
    const [error] = stepErrors(
      of,
      [as(fieldError('/lines/0/reason', 'reason_not_offered', { options: '' }))],
      (id) => `Lamp ${id}`,
    );
    expect(error?.error.values).toEqual({ title: 'Lamp 7' });
  });

  test('in the draft as it is read the step comes first', () => {
    const errors = stepErrors(full, [as(fieldError('/lines/0/quantity', 'too_many', { left: 1 }))], String);
    expect(inDraft(errors)).toMatchObject([{ pointer: '/product/lines/0/quantity', code: 'too_many' }]);
  });
});
