import type { EvidenceType, LineDecision } from '../../contracts/decision.ts';
import type { Facts } from '../../contracts/facts.ts';
import type { Entitlement, LawFacts, StatutoryRight } from '../../contracts/rights.ts';
import { addDays } from '../days.ts';
import { type Claim, coverageFacts, entitlementOf } from '../entitlement.ts';
import { lawOf } from './countries.ts';
import { rightsOf } from './rights.ts';
import { withRights } from './with-rights.ts';

/** What the law and the warranties give for one line of an order. */
export interface LineRights {
  rights: StatutoryRight[];
  entitlement?: Entitlement | undefined;
}

type Asked = Pick<Facts, 'reason' | 'condition' | 'country' | 'business' | 'today' | 'daysSinceOrder' | 'deliveredOn'>;

/** @param language of the sentences (ISO 639-1) */
export function lineRights(facts: Asked, law: LawFacts, language?: string): LineRights {
  const rights = rightsIn(facts, law, language);
  return { rights, entitlement: entitlementOf(claimIn(facts, law, rights)) };
}

function rightsIn(facts: Asked, law: LawFacts, language?: string): StatutoryRight[] {
  const { today, daysSinceOrder = 0 } = facts;
  if (today === undefined) return [];
  return rightsOf({ ...law, ...facts, today, madeOn: addDays(today, -daysSinceOrder) }, language);
}

const claimIn = (facts: Asked, line: LawFacts, rights: readonly StatutoryRight[]): Claim => ({
  ...facts,
  today: facts.today ?? '',
  line,
  rights,
});

/** What policies are told of the law and the warranties. What nobody can say is absent. */
export function lawfulFacts(
  facts: Asked,
  law: LawFacts,
): Pick<Facts, 'covered' | 'coverageTier' | 'warrantyDaysLeft' | 'withdrawalOpen'> {
  const { rights, entitlement } = lineRights(facts, law);
  const open = withdrawalOpen(facts, rights);
  return {
    ...coverageFacts(claimIn(facts, law, rights), entitlement),
    ...(open !== undefined && { withdrawalOpen: open }),
  };
}

/** Undefined where nobody can say: the law of an unknown country, or goods whose arrival is unknown. */
function withdrawalOpen({ business, country }: Asked, rights: readonly StatutoryRight[]): boolean | undefined {
  if (business || (country && !lawOf(country))) return false;
  const status = rights.find(({ kind }) => kind === 'withdrawal')?.status ?? 'unknown';
  return status === 'unknown' ? undefined : status === 'open';
}

interface Under {
  /** That the policy demands for the reason, whatever it answers. */
  evidence: readonly EvidenceType[];
  language: string;
  withdraws?: boolean | undefined;
}

/** A policy's decision under the law: the kinder of both (`withRights`), with the rights and the coverage it shows. */
export function underLaw(
  decision: LineDecision,
  facts: Facts,
  law: LawFacts,
  { evidence, language, withdraws }: Under,
): LineDecision {
  const toldOfCost = law.told === undefined;
  const rights = lineRights(facts, law, language);
  return withRights(decision, { ...rights, facts, evidence, toldOfCost, language, withdraws });
}
