import { parseArgs } from 'node:util';
import { roles } from '../../shared/access/permissions.ts';
import { Advice } from './advice.ts';
import { firstCustomer } from './catalogue.ts';
import type { TokenRequest } from './issuer.ts';

/** Whom a token can be for. Guests get theirs from us, for the order or link they show. */
export const tokenRoles = roles.filter((role) => role !== 'guest');

const usage = `npm run token -- <role> [--brand B] [--customer ID] [--company REFERENCE], where a role is one of ${tokenRoles.join(', ')}`;

/** Reads `<role> [--brand B] [--customer ID] [--company REFERENCE]`; throws Advice with the usage when that is not what is there. */
export function readTokenArguments(args: readonly string[]): TokenRequest {
  const { positionals, values } = parse(args);
  const [role, ...more] = positionals;
  const brand = values.brand ?? 'lumen';
  if (role === undefined || more.length > 0) throw new Advice(`Say for which one role: ${usage}.`);
  if (!tokenRoles.some((known) => known === role)) throw new Advice(`${role} is no role: ${usage}.`);
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(brand)) throw new Advice(`${brand} is no brand's short name: ${usage}.`);
  if (values.customer !== undefined && role !== 'customer')
    throw new Advice(`Only the role customer has a customer's id: ${usage}.`);
  if (values.company !== undefined && role !== 'customer')
    throw new Advice(`Only the role customer acts for a company: ${usage}.`);
  return {
    role,
    brand,
    subject: role === 'customer' ? (values.customer ?? firstCustomer(brand)) : `${role}@${brand}.example`,
    ...(values.company !== undefined && { company: values.company }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { brand: { type: 'string' }, customer: { type: 'string' }, company: { type: 'string' } },
    });
  } catch {
    throw new Advice(`That is not understood: ${usage}.`);
  }
}
