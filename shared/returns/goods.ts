import { type FieldError, fieldError, ProblemError, refuse } from '../contracts/errors.ts';
import type { Inspection, Portion } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { amend, type Change, type Context, portionsFor, type Return } from './change.ts';
import { dispositionOf } from './disposition.ts';
import { instructionsFor, withRefund } from './refund.ts';
import { split } from './split.ts';

/** The goods in our hands: counted at the dock, graded at inspection. */

const refused = (error: FieldError) => new ProblemError('not-returnable', undefined, { errors: [error] });

/** Numbers for portions that a split makes. */
function newIds(current: Return): () => string {
  let last = Math.max(...current.portions.map(({ id }) => Number(id)));
  return () => {
    last += 1;
    return String(last);
  };
}

/** What was counted at the dock, by order line. */
export interface Counted {
  lineId: string;
  quantity: number;
  serials: readonly string[];
}

/**
 * Shares out what was counted over the portions it may belong to: where a serial was read, to the portion it is of; the
 * rest to the first that expect something more.
 */
function shareOut(expected: readonly Portion[], counted: readonly Counted[]) {
  const shares = new Map(
    expected.map(({ id }) => [id, { quantity: 0, serials: [] as string[], strange: [] as string[] }]),
  );
  const own = new Set(expected.flatMap(({ serials }) => serials));
  const strange = counted.map(({ serials }) => [...new Set(serials)].filter((serial) => !own.has(serial)));
  const left = counted.map(({ quantity }) => quantity);
  const give = (i: number, portion: Portion, most: number, serials: readonly string[]) => {
    const share = shares.get(portion.id);
    if (!share) return;
    const quantity = Math.min(most, left[i] ?? 0, portion.quantity - share.quantity);
    share.quantity += quantity;
    share.serials.push(...serials.slice(0, quantity));
    if (serials.length === 0) share.strange.push(...(strange[i]?.splice(0, quantity) ?? []));
    left[i] = (left[i] ?? 0) - quantity;
  };
  for (const [i, { lineId, serials, quantity }] of counted.entries()) {
    const read = new Set(serials);
    if (read.size > quantity)
      throw refused(fieldError(`/lines/${i}/serials`, 'too_many_serials', { serials: read.size, quantity }));
    for (const portion of expected.filter((one) => one.lineId === lineId)) {
      const taken = shares.get(portion.id)?.serials ?? [];
      const named = portion.serials.filter((serial) => read.has(serial) && !taken.includes(serial));
      if (named.length > 0) give(i, portion, named.length, named);
    }
  }
  for (const [i, { lineId }] of counted.entries()) {
    for (const portion of expected.filter((one) => one.lineId === lineId)) give(i, portion, portion.quantity, []);
    if (left[i])
      throw refused(fieldError(`/lines/${i}/quantity`, 'more_than_expected', { more: left[i], line: lineId }));
  }
  return shares;
}

/** What was scanned to find the return; nothing when it was its own number. */
export interface Scanned {
  trackingNumber?: string;
  serial?: string;
}

interface Share {
  quantity: number;
  serials: readonly string[];
  /** Read there, and none of those that were to come. */
  strange: readonly string[];
}

/** What a scan stands for when nothing was counted: the parcel scanned, the one unit scanned, or the only parcel there is. */
function scannedShares(current: Return, expected: readonly Portion[], { trackingNumber, serial }: Scanned) {
  const whole = ({ quantity, serials }: Portion): Share => ({ quantity, serials, strange: [] });
  const unit = serial && expected.find(({ serials }) => serials.includes(serial));
  if (unit) return new Map([[unit.id, { quantity: 1, serials: [serial], strange: [] }]]);
  const parcels = current.shipments.filter(({ portions }) => expected.some(({ id }) => portions.includes(id)));
  const parcel = trackingNumber && current.shipments.find((one) => one.trackingNumber === trackingNumber);
  if (!parcel && (serial || parcels.length > 1)) throw refused(fieldError('/lines', 'count_needed'));
  const inside = parcel ? expected.filter(({ id }) => parcel.portions.includes(id)) : expected;
  if (inside.length === 0) throw new ProblemError('step-not-legal', say('not_expected_any_more'));
  return new Map(inside.map((portion) => [portion.id, whole(portion)]));
}

/**
 * Takes what came into quarantine. Counts add up over parcels: what is still missing stays on its way. Serials that were
 * read and fit nothing are kept with the goods: their inspection is a dispute unless it finds the right one.
 * @param counted what was counted; undefined: what the scan stands for
 * @throws ProblemError not-returnable with a pointer when more came of a line than is expected, or a count is needed
 */
export function receive(
  current: Return,
  context: Context,
  counted: readonly Counted[] | undefined,
  scanned: Scanned = {},
): Change {
  const legal = portionsFor(current, 'receive');
  const parcel = current.shipments.find(
    ({ trackingNumber }) => trackingNumber !== undefined && trackingNumber === scanned.trackingNumber,
  );
  // What is expected in the parcel that was scanned is filled first.
  const isInside = ({ id }: Portion) => parcel?.portions.includes(id) ?? false;
  const expected = [...legal.filter(isInside), ...legal.filter((one) => !isInside(one))];
  const id = newIds(current);
  const changed: Portion[] = [];
  const received: Portion[] = [];
  const parents = new Map<string, string>();
  const shares: ReadonlyMap<string, Share> = counted
    ? shareOut(expected, counted)
    : scannedShares(current, expected, scanned);
  for (const portion of legal) {
    const { quantity, serials, strange } = shares.get(portion.id) ?? { quantity: 0, serials: [], strange: [] };
    if (quantity === 0) continue;
    const rest = portion.quantity - quantity;
    const parts = rest === 0 ? [portion] : split(portion, [rest, quantity], id, [[], serials]);
    const part = parts.at(-1) ?? portion;
    const came: Portion = {
      ...part,
      state: 'quarantined',
      ...(strange.length > 0 && { strangeSerials: [...strange] }),
    };
    if (came.id !== portion.id) parents.set(came.id, portion.id);
    received.push(came);
    changed.push(...parts.slice(0, -1), came);
  }
  return amend(current, context, {
    type: 'return.received',
    step: 'receive',
    portions: changed,
    shipments: current.shipments.flatMap((shipment) => {
      const made = [...parents].filter(([, parent]) => shipment.portions.includes(parent)).map(([one]) => one);
      return made.length > 0 ? [{ ...shipment, portions: [...shipment.portions, ...made] }] : [];
    }),
    data: {
      portions: received.map(({ id: one, lineId, quantity, strangeSerials }) => ({
        id: one,
        lineId,
        quantity,
        ...readOf(one, parents, shares, strangeSerials),
      })),
    },
  });
}

/** Serials the count named for a portion, its own and strange ones. */
function readOf(
  id: string,
  parents: ReadonlyMap<string, string>,
  shares: ReadonlyMap<string, Share>,
  strangeSerials: readonly string[] | undefined,
) {
  const serials = shares.get(parents.get(id) ?? id)?.serials ?? [];
  return { ...(serials.length > 0 && { serials }), ...(strangeSerials && { strangeSerials }) };
}

export interface Finding extends Inspection {
  quantity: number;
}

/** Whether serials say that this is not what was to come: one the inspector read, or at the dock where nobody read the right one since. */
function isAnother({ serials, strangeSerials = [] }: Portion, quantity: number, { serial }: Inspection): boolean {
  if (serials.length === 0) return false;
  if (serial && !serials.includes(serial)) return true;
  return strangeSerials.length > 0 && !(serial && quantity === 1);
}

/**
 * Grades what lies in quarantine; a portion may fall into parts with grades of their own. What matches its claim is
 * resolved at once; what does not becomes a dispute for a manager, never a silent deduction.
 */
export function inspect(current: Return, context: Context, portionId: string, findings: readonly Finding[]): Change {
  const [portion] = portionsFor(current, 'inspect', [portionId]);
  if (!portion) throw new Error('portionsFor answers at least one portion');
  refuse(
    'invalid-request',
    findings.flatMap(({ serial }, i) =>
      serial && findings.findIndex((one) => one.serial === serial) < i
        ? [fieldError(`/findings/${i}/serial`, 'serial_twice', { serial })]
        : [],
    ),
  );
  const total = findings.reduce((sum, { quantity }) => sum + quantity, 0);
  if (total > portion.quantity)
    refuse('invalid-request', [
      fieldError('/findings', 'more_than_received', { received: portion.quantity, graded: total }),
    ]);
  const rest = portion.quantity - total;
  const parts = split(
    portion,
    [...(rest > 0 ? [rest] : []), ...findings.map(({ quantity }) => quantity)],
    newIds(current),
    [
      ...(rest > 0 ? [[]] : []),
      ...findings.map(({ serial }) => (serial && portion.serials.includes(serial) ? [serial] : [])),
    ],
  );
  const graded = findings.map(({ quantity, ...found }, i): Portion => {
    const part = parts[i + (rest > 0 ? 1 : 0)];
    if (!part) throw new Error(`The split left out finding ${i} of ${quantity}`);
    const disposed = { ...part, inspection: found, disposition: dispositionOf(part, found) };
    if (!found.matchesClaim || isAnother({ ...part, serials: portion.serials }, quantity, found))
      return { ...disposed, state: 'disputed' };
    return withRefund({ ...disposed, state: 'resolving' });
  });
  const resolving = graded.filter(({ state }) => state === 'resolving');
  return amend(current, context, {
    type: 'return.inspected',
    step: 'inspect',
    portions: [...(rest > 0 ? parts.slice(0, 1) : []), ...graded],
    instructions: instructionsFor(resolving, current.head.version + 1, context.now.toISOString()),
    data: {
      portions: graded.map(({ id, quantity, inspection, disposition, state }) => ({
        id,
        quantity,
        ...inspection,
        disposition,
        disputed: state === 'disputed',
      })),
    },
  });
}
