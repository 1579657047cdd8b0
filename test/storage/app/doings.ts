import fc from 'fast-check';
import { type Fault, faults, type Plan } from '../../faults/table-faults.ts';
import { type CommandName, commandNames } from './commands.ts';

/** What people and systems do to returns, legal and illegal: data that fast-check draws and shrinks. */
export type Doing =
  | { do: 'create'; order: string; lines: Wish[]; plan: Plan }
  /** Several at once ask for the same, each with a key of its own or all with one. */
  | { do: 'rush'; order: string; line: Wish; sameKey: boolean }
  /** The order system puts an order again, as a later version. */
  | { do: 'order'; order: string; plan: Plan }
  /** The step that is next for a return, as far as somebody has to take it. */
  | { do: 'go on'; which: number; how: number; plan: Plan }
  /** A command, whether or not it is the time for it. */
  | { do: 'command'; which: number; name: CommandName; how: number; plan: Plan }
  /** Two of them at the same moment. */
  | { do: 'both'; which: number; names: [CommandName, CommandName]; how: number }
  /** An earlier request again, with its key. */
  | { do: 'again'; which: number; plan: Plan }
  | { do: 'tell'; seed: number; plan: Plan }
  | { do: 'wait'; minutes: number; plan: Plan };

/** A line that is asked for; serials by their number. */
export interface Wish {
  line: number;
  quantity: number;
  reason: 'customer_remorse' | 'open_box' | 'defective' | 'wrong_item';
  preference: 'refund' | 'exchange' | 'repair' | 'store_credit';
  serials: number;
}

const plan: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom<Fault[]>(...faults)), {
        minLength: 1,
        maxLength: 3,
      })
      .map((entries): Plan => Object.fromEntries(entries)),
  },
);
const which = fc.nat({ max: 5 });
const how = fc.nat({ max: 11 });

const wish: fc.Arbitrary<Wish> = fc.record({
  line: fc.nat({ max: 4 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  reason: fc.constantFrom('customer_remorse', 'open_box', 'defective', 'wrong_item'),
  preference: fc.constantFrom('refund', 'refund', 'refund', 'exchange', 'repair', 'store_credit'),
  serials: fc.nat({ max: 2 }),
});

export const doingsOf = (orders: readonly string[]): fc.Arbitrary<Doing> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        order: fc.constantFrom(...orders),
        lines: fc.array(wish, { minLength: 1, maxLength: 2 }),
        plan,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('rush' as const),
        order: fc.constantFrom(...orders),
        line: wish,
        sameKey: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('order' as const), order: fc.constantFrom(...orders), plan }) },
    { weight: 16, arbitrary: fc.record({ do: fc.constant('go on' as const), which, how, plan }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('command' as const),
        which,
        name: fc.constantFrom(...commandNames),
        how,
        plan,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('both' as const),
        which,
        names: fc.tuple(fc.constantFrom(...commandNames), fc.constantFrom(...commandNames)),
        how,
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat({ max: 30 }), plan }) },
    { weight: 9, arbitrary: fc.record({ do: fc.constant('tell' as const), seed: fc.nat({ max: 999 }), plan }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        minutes: fc.constantFrom(1, 1, 1, 6, 6, 30, 300, 1500, 11_000),
        plan,
      }),
    },
  );
