import { describe, expect, test } from 'vitest';
import { type CompanyAccount, companyAccount } from '../../../shared/contracts/companies.ts';
import type { Order } from '../../../shared/contracts/order.ts';
import { decideRequest } from '../../../shared/returns/assess.ts';
import { requestReturn } from '../../../shared/returns/request.ts';
import {
  type AskedLine,
  by,
  factsOf,
  faulty,
  lamps,
  orderOf,
  refusalOf,
  requestOf,
  unwanted,
  wrong,
} from './sample-returns.ts';

const account = (some: Partial<CompanyAccount> = {}) =>
  companyAccount.parse({ name: 'Acme Rentals', resolution: 'store_credit', ...some });
const ofCompany: Order = { ...orderOf(), company: 'ACME-01' };

const decide = (line: AskedLine, company?: CompanyAccount, order: Order = ofCompany, purchaseOrder?: string) =>
  decideRequest(
    requestOf([line], { ...(purchaseOrder && { purchaseOrder }) }),
    factsOf(order, { ...(company && { company }) }),
  );

describe('what a company is given instead of a refund', () => {
  const resolution = (line: AskedLine, company?: CompanyAccount, order?: Order) =>
    decide(line, company, order).lines[0]?.portion.resolution;

  test.each<[string, AskedLine, CompanyAccount | undefined, string]>([
    ['credit, where its account says so', unwanted(1), account(), 'store_credit'],
    [
      'what the request wishes for, whatever the account says',
      unwanted(1, { preference: 'refund' }),
      account(),
      'refund',
    ],
    ['a refund, where the account says nothing', unwanted(1), account({ resolution: undefined }), 'refund'],
    [
      'a refund, where the policy does not offer what the account says',
      unwanted(1),
      account({ resolution: 'repair' }),
      'refund',
    ],
  ])('%s', (_, line, company, given) => expect(resolution(line, company)).toBe(given));

  test('customers without a company are refunded, as before', () => {
    expect(resolution(unwanted(1), undefined, orderOf())).toBe('refund');
  });

  test('what the account says and the policy does not offer is no wish that keeps anybody busy', () => {
    const [line] = decide(unwanted(1), account({ resolution: 'repair' })).lines;
    expect(line?.decision.rules.map(({ id }) => id)).not.toContain('wish-not-offered');
    expect(line?.facts.preference).toBe('refund');
  });

  test('the wish that was decided on is among the facts', () => {
    expect(decide(wrong(1), account()).lines[0]?.facts.preference).toBe('store_credit');
    expect(decide(faulty(1, { preference: 'repair' }), account()).lines[0]?.facts.preference).toBe('repair');
  });
});

describe('the tier a policy reads', () => {
  test.each<[string, Order, CompanyAccount | undefined, string | undefined]>([
    ["the company's", ofCompany, account({ tier: 'gold' }), 'gold'],
    ["the order's before the company's", { ...ofCompany, tier: 'trial' }, account({ tier: 'gold' }), 'trial'],
    ["the order's, of a customer without a company", { ...orderOf(), tier: 'plus' }, undefined, 'plus'],
    ['unknown', ofCompany, account(), undefined],
  ])('is %s', (_, order, company, tier) => {
    expect(decide(unwanted(1), company, order).lines[0]?.facts.tier).toBe(tier);
  });
});

describe('the purchase order', () => {
  const demanding = account({ purchaseOrderRequired: true });

  test('is demanded where the company agreed on it', () => {
    expect(refusalOf(() => decide(unwanted(1), demanding))).toEqual({
      type: 'invalid-request',
      errors: [['/purchaseOrder', 'purchase_order_missing']],
    });
    expect(decide(unwanted(1), demanding, ofCompany, 'PO-7').outcome).toBe('approve');
    expect(decide(unwanted(1), account()).outcome).toBe('approve');
  });

  test('stands with the company on the head and in the first event', () => {
    const given = factsOf(ofCompany, { company: demanding });
    const request = requestOf([unwanted(1)], { purchaseOrder: 'PO-7' });
    const decided = decideRequest(request, given);
    const { after, event } = requestReturn(
      { rma: '7K3F-9XTB-2MQ4', order: ofCompany, person: {}, request, decided, channel: 'api' },
      by('integration'),
    );
    expect(after.head).toMatchObject({ company: 'ACME-01', purchaseOrder: 'PO-7', channel: 'api' });
    expect(event.data).toMatchObject({ company: 'ACME-01', purchaseOrder: 'PO-7', channel: 'api' });
  });

  test.each(['', ' ', 'kim@customer.example', 'PO\n7', 'x'.repeat(65), '<b>'])('%j is none', (purchaseOrder) => {
    expect(() => requestOf([unwanted(1)], { purchaseOrder })).toThrow();
  });
});

test('a company nothing is agreed with is a doubt: a person looks, the request is not lost', () => {
  const { outcome, lines } = decide(unwanted(1));
  expect(outcome).toBe('review');
  expect(lines[0]?.decision.problems.map(({ code }) => code)).toEqual(['company_unknown']);
  expect(decide(unwanted(1), undefined, orderOf([lamps()])).outcome).toBe('approve');
});
