import type { Facts } from '../contracts/facts.ts';
import type { LocalText } from '../contracts/values.ts';
import { askedBy, boundariesOf } from './boundaries.ts';
import type { Sampled } from './check-sample.ts';
import type { CompiledPolicy } from './compile.ts';
import { wordsOf } from './condition-words.ts';
import { type Found, says, warning } from './finding.ts';
import { answeredBy, type Budget, findFacts, holdsOrFails, type Space } from './reach.ts';
import { type LineFact, lineFacts } from './scope.ts';

/*
 * A rule that answers some request is reached, and yet may be lost for all goods of one category, or all customers of one
 * country: where a rule before it speaks of those, and not of what this one is about. A rule for a category that stands
 * before the one for recalls takes that category's recalls with it. So each rule is asked for again in each category,
 * country, channel and tier that a rule before it names. Rules about the same fact are left out: there the narrower one is
 * meant to come first. Two of these facts at a time are not looked at: that would be every pair of their words.
 */

type Rules = CompiledPolicy['rules'];
interface Place {
  fact: LineFact;
  value: string;
  /** Whether the document names it; if not, it stands for all that it does not name. */
  named: boolean;
}

/** @param told what is said of the rules already: those that never answer at all are no matter of a place */
export function checkPlaces(
  { rules, document }: CompiledPolicy,
  space: Space,
  { answered }: Sampled,
  told: readonly Found[],
  budget: Budget,
): Found[] {
  const end = rules.findIndex((_, i) => told.some(({ code, pointer }) => code === 'always_holds' && pointer === at(i)));
  const asked = rules.slice(0, end < 0 ? rules.length : end + 1);
  const about = asked.map(({ condition }) => ({
    subjects: [...askedBy(condition.tree)].filter(isSubject),
    names: boundariesOf(document, [condition.tree]).texts,
  }));
  const places = lineFacts.flatMap((fact) =>
    placesOf(fact, space, new Set(about.flatMap(({ names }) => [...(names.get(fact) ?? [])]))),
  );
  return asked.flatMap((rule, i) => {
    const { subjects = [] } = about[i] ?? {};
    if (subjects.length === 0 || told.some(({ pointer }) => pointer === at(i))) return [];
    const lost = places.flatMap((place) => {
      const others = asked.slice(0, i).filter((_, j) => {
        const one = about[j];
        return one?.names.has(place.fact) && !one.subjects.some((subject) => subjects.includes(subject));
      });
      if (others.length === 0 || answered.has(`${rule.id} ${place.fact} ${place.value}`)) return [];
      const found = lostTo(others, asked.slice(0, i + 1), within(place, space), budget);
      return found ? [{ ...found, place }] : [];
    });
    return [...Map.groupBy(lost, ({ by }) => by)].map(([by, all]) =>
      warning(
        'shadowed',
        at(i),
        says('shadowed_in_places', {
          id: rule.id,
          places: inWords(all.map(({ place }) => place)),
          by,
          facts: subjects.join(', '),
        }),
        all[0]?.witness,
      ),
    );
  });
}

const at = (i: number) => `/rules/${i}/when`;

/** What a rule is about, such as the reason: a fact of fixed words that no scope of a policy is made of. */
const isSubject = (fact: string): boolean => !lineFacts.some((one) => one === fact) && wordsOf(fact) !== undefined;

function placesOf(fact: LineFact, { dimensions }: Space, named: ReadonlySet<string>): Place[] {
  const values = named.size > 0 ? (dimensions.find(({ names }) => names.has(fact))?.values({}) ?? []) : [];
  return values.flatMap(({ [fact]: value }) => (value === undefined ? [] : [{ fact, value, named: named.has(value) }]));
}

function within({ fact, value }: Place, space: Space): Space {
  return {
    ...space,
    ordinary: { ...space.ordinary, [fact]: value },
    dimensions: space.dimensions.filter(({ names }) => !names.has(fact)),
  };
}

/** The share of the budget that one search may use up. */
const share = 20;

/** A request that the last of some rules would answer, were it not for some of those before it; and that it answers none. */
function lostTo(others: Rules, rules: Rules, space: Space, budget: Budget): { by: string; witness: Facts } | undefined {
  const look = (among: Rules) => {
    const own: Budget = { left: Math.ceil(budget.left / share) };
    const before = own.left;
    const search = findFacts(space, answeredBy(among, among.length - 1), own);
    budget.left -= before - own.left;
    return search;
  };
  if (budget.left <= 0) return undefined;
  const witness = look(rules.filter((one) => !others.includes(one))).found;
  const by = witness && others.find((one) => holdsOrFails(one.condition, witness, space));
  if (!witness || !by) return undefined;
  const answers = look(rules);
  return answers.found || !answers.complete ? undefined : { by: by.id, witness };
}

function inWords(places: readonly Place[]): LocalText {
  const listed = (other: string, quoted: (value: string) => string) =>
    places.map(({ fact, value, named }) => (named ? `${fact} ${quoted(value)}` : `${other} ${fact}`)).join(', ');
  return { en: listed('any other', (value) => `“${value}”`), de: listed('jeder anderen', (value) => `„${value}“`) };
}
