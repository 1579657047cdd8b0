import type { CustomsFacts } from '../contracts/customs.ts';
import type { CompletedFacts } from '../contracts/return-customs.ts';
import { stepsOf, without } from './assumed.ts';
import { goesForWork } from './seen.ts';

/**
 * Facts of goods that go for something else than was decided on: the same words mean other legs then. The export by which they
 * once left is a return's own; of goods that go for work it is the first, and what was assumed of their return says nothing.
 * Their value is the one they come with, or the one they leave with.
 */
export function goingFor(activity: NonNullable<CustomsFacts['activity']>, before: CustomsFacts): CustomsFacts {
  const [was, is] = [goesForWork({ activity: before.activity ?? 'return' }), goesForWork({ activity })];
  if (was === is) return before;
  const { assumed = [] } = before;
  const [name, other] = is ? (['value', 'valueBeforeExport'] as const) : (['valueBeforeExport', 'value'] as const);
  const gone = assumed.filter((one) => one === `/goods/${name}` || /^\/(returned|rejected)\//.test(one));
  const { goods, proofOfExport, claimed, firstExport, ...rest } = gone.reduce<CustomsFacts>(
    (facts, one) => without(facts, stepsOf(one)),
    before,
  );
  const { [name]: _, ...asTheyAre } = goods;
  const value = before.goods[name];
  const kept = assumed.filter((one) => !gone.includes(one));
  const proof = is ? proofOfExport : firstExport?.proof;
  const repayment = is ? claimed?.repayment : firstExport?.repayment;
  const { inFreeCirculation } = goods;
  return {
    ...rest,
    goods: { ...asTheyAre, ...(value && { [other]: value }) },
    ...(is && {
      firstExport: {
        ...(inFreeCirculation !== undefined && { inFreeCirculation }),
        ...(repayment !== undefined && { repayment }),
        ...(proof !== undefined && { proof }),
      },
    }),
    ...(!is && proof !== undefined && { proofOfExport: proof }),
    ...(repayment !== undefined && { claimed: { ...claimed, repayment } }),
    assumed: gone.includes(`/goods/${name}`) ? [...kept, `/goods/${other}`] : kept,
  };
}

/** What people stated, without what they said of legs that the goods do not take now: it is among the facts of those they do. */
export function statedOfOthers({
  dates: _,
  returned: __,
  firstExport: ___,
  ...stated
}: CompletedFacts): CompletedFacts {
  const { proofOfExport: ____, claimed: _____, goods, ...rest } = stated;
  if (!goods) return rest;
  const { value: ______, valueBeforeExport: _______, ...asTheyAre } = goods;
  return { ...rest, goods: asTheyAre };
}
