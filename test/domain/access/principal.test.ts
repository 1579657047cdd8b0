import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Action, type Role, roles } from '../../../shared/access/permissions.ts';
import {
  actingRole,
  channelOf,
  isStaff,
  type Principal,
  principalName,
  sees,
} from '../../../shared/access/principal.ts';

const owned = { brand: 'lumen', orderNumber: 'LM-1', customerId: 'C-1' };
const as = (held: readonly Role[], some: Partial<Principal> = {}): Principal => ({
  brand: 'lumen',
  roles: held,
  id: 'someone',
  ...some,
});
const guest = (orderNumber: string, some: Partial<Principal> = {}) =>
  as(['guest'], { id: 'C-1', orderNumber, ...some });

describe('what is within sight', () => {
  test.each<[string, Principal, boolean]>([
    ['a customer: their own', as(['customer'], { id: 'C-1' }), true],
    ["a customer: another customer's", as(['customer'], { id: 'C-2' }), false],
    ['a guest: the order of their token', guest('LM-1'), true],
    ['a guest: another order of the same customer', guest('LM-2'), false],
    ['an agent: every return of the brand', as(['agent']), true],
    ['warehouse', as(['warehouse']), true],
    ['inspector', as(['inspector']), true],
    ['manager', as(['manager']), true],
    ['finance', as(['finance']), true],
    ['compliance', as(['compliance']), true],
    ['an integration: every order of the brand', as(['integration']), true],
    ['a carrier: nothing', as(['carrier']), false],
    ['an administrator: nothing of a customer’s', as(['administrator']), false],
    ['an administrator who bears the id of a customer', as(['administrator'], { id: 'C-1' }), false],
    ['a customer who is an agent too', as(['customer', 'agent'], { id: 'C-2' }), true],
    ['nobody', as([], { id: 'C-1' }), false],
  ])('%s: %s', (_, principal, within) => expect(sees(principal, owned)).toBe(within));

  test.each<[string, Principal, boolean]>([
    ['what a colleague bought', as(['customer'], { id: 'C-2', company: 'ACME-01' }), true],
    ["another company's", as(['customer'], { id: 'C-2', company: 'ACME-02' }), false],
    ['without a company in the token', as(['customer'], { id: 'C-2' }), false],
    ["one's own, whatever the company", as(['customer'], { id: 'C-1', company: 'ACME-02' }), true],
    ['a company in the token of a guest', guest('LM-2', { company: 'ACME-01' }), false],
    ['a company in the token of somebody who is no customer', as(['carrier'], { company: 'ACME-01' }), false],
    ['of another brand', as(['customer'], { brand: 'harbor', company: 'ACME-01' }), false],
  ])('an employee of a company: %s: %s', (_, principal, within) =>
    expect(sees(principal, { ...owned, company: 'ACME-01' })).toBe(within),
  );

  test('who acts for a company does not see what was bought for none', () => {
    expect(sees(as(['customer'], { id: 'C-2', company: 'ACME-01' }), owned)).toBe(false);
    expect(sees(as(['customer'], { id: 'C-2' }), { ...owned, company: undefined })).toBe(false);
  });

  test('brands never each other’s, whatever the roles', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.boolean(), (held, ofOrder) => {
        const stranger = as(held, { brand: 'harbor', id: 'C-1', ...(ofOrder && { orderNumber: 'LM-1' }) });
        expect(sees(stranger, owned)).toBe(false);
      }),
    );
  });

  test.each(
    roles.map((role): [Role, boolean] => [
      role,
      ['agent', 'warehouse', 'inspector', 'manager', 'finance', 'compliance'].includes(role),
    ]),
  )('%s is staff: %s', (role, staff) => expect(isStaff(as([role]))).toBe(staff));
});

describe('the channel a request comes in by', () => {
  test.each<[Role[], string]>([
    [['customer'], 'portal'],
    [['guest'], 'portal'],
    [['agent'], 'agent'],
    [['customer', 'manager'], 'agent'],
    [['integration'], 'api'],
  ])('of %j: %s', (held, channel) => expect(channelOf(as(held))).toBe(channel));
});

describe('who the log says it was', () => {
  test.each<[Role[], Action, Role]>([
    [['customer'], 'return.create', 'customer'],
    [['warehouse', 'inspector'], 'goods.inspect', 'inspector'],
    [['agent', 'manager'], 'return.settle_dispute', 'manager'],
    [['finance'], 'goods.inspect', 'finance'],
    [[], 'goods.inspect', 'guest'],
  ])('%j doing %s acts as %s', (held, action, role) => expect(actingRole(as(held), action)).toBe(role));
});

describe('the name of a principal in an idempotency scope', () => {
  test.each<[Principal, string]>([
    [as(['agent'], { id: 'A-1' }), 'agent:A-1'],
    [as(['manager', 'agent'], { id: 'A-1' }), 'agent+manager:A-1'],
    [as(['agent', 'manager'], { id: 'A-1' }), 'agent+manager:A-1'],
    [guest('LM-1'), 'guest:LM-1'],
  ])('%j: %s', (principal, name) => expect(principalName(principal)).toBe(name));

  test('no two of one brand share it, but for guests of one order', () => {
    const names = [
      as(['customer'], { id: 'C-1' }),
      as(['customer'], { id: 'C-2' }),
      as(['agent'], { id: 'C-1' }),
      guest('LM-1'),
      guest('LM-2'),
    ].map(principalName);
    expect(new Set(names).size).toBe(names.length);
    expect(principalName(guest('LM-1', { id: 'C-9' }))).toBe(principalName(guest('LM-1')));
  });
});
