import type { Channel } from '../contracts/decision.ts';
import { type Action, may, type Role } from './permissions.ts';

/** Who is asking, after their token was verified. */
export interface Principal {
  brand: string;
  roles: readonly Role[];
  /** The person's or machine's id at the issuer; for a guest, the customer id of the order. */
  id: string;
  /** The one order a guest's token is for. */
  orderNumber?: string;
  /** The company whose returns a customer's token opens, beside their own. */
  company?: string;
}

/** What is looked at when it is decided whether something is one's own. */
export interface Owned {
  brand: string;
  orderNumber: string;
  customerId: string;
  company?: string | undefined;
}

/** Roles that see every return of their brand; all others see their own. */
const staff: readonly Role[] = ['agent', 'warehouse', 'inspector', 'manager', 'finance', 'compliance'];

/** Whether a return or order is within a principal's sight. What is not is as if it did not exist. */
export function sees(principal: Principal, owned: Owned): boolean {
  if (principal.brand !== owned.brand) return false;
  if (principal.roles.some((role) => staff.includes(role) || role === 'integration')) return true;
  if (principal.orderNumber !== undefined) return principal.orderNumber === owned.orderNumber;
  if (!principal.roles.includes('customer')) return false;
  return principal.id === owned.customerId || (principal.company !== undefined && principal.company === owned.company);
}

export function isStaff(principal: Principal): boolean {
  return principal.roles.some((role) => staff.includes(role));
}

/** The channel a principal's request comes through: staff ask on a customer's behalf, machines for a shop. */
export function channelOf(principal: Principal): Channel {
  if (isStaff(principal)) return 'agent';
  return principal.roles.includes('integration') ? 'api' : 'portal';
}

/** The role under which a principal does something: what the log says. */
export function actingRole(principal: Principal, action: Action): Role {
  return principal.roles.find((role) => may([role], action)) ?? principal.roles[0] ?? 'guest';
}

/** Name of a principal in an idempotency scope. */
export function principalName({ roles, id, orderNumber }: Principal): string {
  return orderNumber === undefined ? `${[...roles].sort().join('+')}:${id}` : `guest:${orderNumber}`;
}
