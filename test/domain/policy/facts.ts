import { type Facts, facts as factsSchema } from '../../../shared/contracts/facts.ts';

/** A request for all that is returned of its order, delivered ten days ago, unless it says otherwise. */
export const request = (some: Partial<Facts> = {}): Facts => ({
  reason: 'defective',
  category: 'audio',
  currency: 'EUR',
  valueMinor: 12_900,
  requestValueMinor: 12_900,
  returnedValueMinor: some.valueMinor ?? 12_900,
  quantity: 1,
  flagged: false,
  business: false,
  country: 'DE',
  ...datedBy(some.daysSinceDelivery ?? 10),
  warrantyDaysLeft: 700,
  condition: 'used',
  packaging: 'original',
  crossBorder: false,
  problems: [],
  ...some,
});

/** Wednesday, 21 October 2026, and so many days before it. */
const datedBy = (daysSinceDelivery: number) => ({
  today: '2026-10-21',
  deliveredOn: new Date(Date.UTC(2026, 9, 21 - daysSinceDelivery)).toISOString().slice(0, 10),
  daysSinceDelivery,
});

export const without = (some: Partial<Facts>, ...absent: (keyof Facts)[]): Facts => {
  const all: Partial<Facts> = request(some);
  for (const fact of absent) delete all[fact];
  if (absent.includes('daysSinceDelivery')) delete all.deliveredOn;
  return factsSchema.parse(all);
};
