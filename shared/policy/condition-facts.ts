import type * as z from 'zod';
import { type Facts, facts } from '../contracts/facts.ts';

/** The facts as CEL knows them. */

export type Fact = keyof Facts;
export const factNames = Object.keys(facts.shape) as Fact[];
export const optionalFacts = factNames.filter((fact) => facts.shape[fact].safeParse(undefined).success);

/** The type a fact has in CEL. */
export function celType(fact: Fact): 'string' | 'int' | 'bool' | 'list<string>' {
  const { def } = facts.shape[fact] as z.ZodType;
  const { type } = def.type === 'optional' ? (def as z.core.$ZodOptionalDef<z.ZodType>).innerType.def : def;
  if (type === 'number') return 'int';
  if (type === 'boolean') return 'bool';
  return type === 'array' ? 'list<string>' : 'string';
}
