import { type FieldError, fieldError } from '../contracts/errors.ts';
import type { RequestLine } from '../contracts/intake.ts';
import { mostParcels, type PackedUnits, type ParcelLimits } from '../contracts/sites.ts';

/**
 * Which goods go into which parcel: as the customer packs them, where they say so; else as many parcels as the carrier's
 * limits make it. Goods for different places never share one, and a unit that is more than a parcel goes by itself.
 */

export interface PlannedParcel {
  /** From 1 on. */
  number: number;
  /** Where it goes; absent: the brand's one place. */
  site?: string;
  /** Of all that is in it; absent where it is not known of all. */
  grams?: number;
  /** More than the carrier takes as a parcel. */
  oversized?: true;
  /** Units by the number of their line among those that are packed. */
  contents: { line: number; quantity: number }[];
}

/** A line's goods, as far as they matter for packing. */
export interface ToPack {
  line: number;
  quantity: number;
  site?: string | undefined;
  /** As the customer packs. */
  asked?: readonly PackedUnits[] | undefined;
  /** Of one unit. */
  grams?: number | undefined;
  /** Of one unit. */
  longestMillimetres?: number | undefined;
}

/** Whether one unit is more than a parcel. */
export function isOversized(
  { grams = 0, longestMillimetres = 0 }: Pick<ToPack, 'grams' | 'longestMillimetres'>,
  limits: ParcelLimits = {},
): boolean {
  const { mostGrams = Number.POSITIVE_INFINITY, longestMillimetres: longest = Number.POSITIVE_INFINITY } = limits;
  return grams > mostGrams || longestMillimetres > longest;
}

/**
 * What is wrong with how a customer packs: other quantities than are asked for, more than one parcel takes.
 * @param lines as requested, each with what is known of one unit
 */
export function packingFaults(
  lines: readonly (Pick<RequestLine, 'quantity' | 'parcels'> & { grams?: number | undefined })[],
  { mostGrams, mostUnits }: ParcelLimits = {},
): FieldError[] {
  const packed = lines.flatMap(({ parcels = [], grams }, i) => parcels.map((one) => ({ ...one, line: i, grams })));
  const parcels = [...Map.groupBy(packed, ({ parcel }) => parcel)].flatMap(([parcel, inside]) => {
    const units = inside.reduce((all, { quantity }) => all + quantity, 0);
    const grams = inside.reduce((all, one) => all + (one.grams ?? 0) * one.quantity, 0);
    const pointer = `/lines/${inside[0]?.line ?? 0}/parcels`;
    return [
      ...(mostUnits !== undefined && units > mostUnits
        ? [fieldError(pointer, 'parcel_too_full', { parcel, units, most: mostUnits })]
        : []),
      // One unit that is too heavy goes as freight, whoever packs it.
      ...(mostGrams !== undefined && grams > mostGrams && units > 1
        ? [fieldError(pointer, 'parcel_too_heavy', { parcel, grams, most: mostGrams })]
        : []),
    ];
  });
  const differ = lines.flatMap(({ quantity, parcels: own }, i) => {
    const sum = own?.reduce((all, one) => all + one.quantity, 0);
    return sum === undefined || sum === quantity
      ? []
      : [fieldError(`/lines/${i}/parcels`, 'parcels_differ', { packed: sum, quantity })];
  });
  return [...differ, ...parcels];
}

type Draft = Omit<PlannedParcel, 'number'>;
type Inside = Pick<ToPack, 'line' | 'quantity' | 'site' | 'grams'>;

/** The parcels of goods, those for one place together, in the order of their lines. */
export function planParcels(goods: readonly ToPack[], limits: ParcelLimits = {}): PlannedParcel[] {
  const drafts = [...Map.groupBy(goods, ({ site }) => site).values()].flatMap((there) => packFor(there, limits));
  return drafts.map((draft, i) => ({ number: i + 1, ...draft }));
}

/** Parcels for one place. More than so many go together as freight, under one label. */
function packFor(goods: readonly ToPack[], limits: ParcelLimits): Draft[] {
  const large = goods.filter((one) => isOversized(one, limits));
  const others = goods.filter((one) => !large.includes(one));
  const asked = others.flatMap(asPacked);
  const byWish = [...Map.groupBy(asked, ({ parcel }) => parcel)]
    .sort(([a], [b]) => a - b)
    .map(([, inside]) => draftOf(inside));
  const usual = [
    ...byWish,
    ...filled(
      others.filter((one) => !one.asked),
      limits,
    ),
  ];
  const each = large.flatMap((one) =>
    Array.from({ length: one.quantity }, () => draftOf([{ ...one, quantity: 1 }], true)),
  );
  if (usual.length + each.length <= mostParcels) return [...usual, ...each];
  return [draftOf(goods, true)];
}

/** Units as the customer packs them: of those that were asked for, as many as there are. */
function asPacked({ asked = [], quantity, ...one }: ToPack): (Inside & { parcel: number })[] {
  let left = quantity;
  return asked.flatMap(({ parcel, quantity: packed }) => {
    const units = Math.min(left, packed);
    left -= units;
    return units > 0 ? [{ ...one, quantity: units, parcel }] : [];
  });
}

/** Fills one parcel after the other, each unit into the first that has room; what weighs nobody knows what weighs nothing. */
function filled(goods: readonly ToPack[], limits: ParcelLimits): Draft[] {
  const { mostGrams = Number.POSITIVE_INFINITY, mostUnits = Number.POSITIVE_INFINITY } = limits;
  const parcels: { grams: number; units: number; inside: Inside[] }[] = [];
  for (const { line, quantity, site, grams } of goods) {
    let left = quantity;
    for (let i = 0; left > 0; i += 1) {
      const parcel = parcels[i] ?? { grams: mostGrams, units: mostUnits, inside: [] };
      parcels[i] = parcel;
      const byWeight = grams ? Math.floor(parcel.grams / grams) : left;
      const units = Math.min(left, byWeight, parcel.units);
      if (units === 0) continue;
      parcel.grams -= units * (grams ?? 0);
      parcel.units -= units;
      parcel.inside.push({ line, quantity: units, site, grams });
      left -= units;
    }
  }
  return parcels.map(({ inside }) => draftOf(inside));
}

function draftOf(inside: readonly Inside[], oversized = false): Draft {
  const site = inside[0]?.site;
  const known = inside.every(({ grams }) => grams !== undefined);
  const grams = inside.reduce((sum, one) => sum + (one.grams ?? 0) * one.quantity, 0);
  return {
    ...(site !== undefined && { site }),
    ...(known && { grams }),
    ...(oversized && { oversized }),
    contents: [...Map.groupBy(inside, ({ line }) => line)].map(([line, units]) => ({
      line,
      quantity: units.reduce((sum, one) => sum + one.quantity, 0),
    })),
  };
}
