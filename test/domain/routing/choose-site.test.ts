import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mainSite, type Site } from '../../../shared/contracts/sites.ts';
import { canDo, chooseSite, demandsOf, type GoodsToRoute, type Sites } from '../../../shared/routing/choose-site.ts';

/** The choice of a site: what cannot take the goods is out, what can is compared, and both are told. */

const eur = (minor: number) => ({ currency: 'EUR', minor });
const at = (country: string, latitude: number, longitude: number): Site['address'] => ({
  name: 'Returns',
  line1: 'Dock 1',
  city: 'Musterstadt',
  country,
  location: { latitude, longitude },
});

const site = (id: string, some: Partial<Site> = {}): Site => ({
  id,
  name: id.toUpperCase(),
  kind: 'distribution_centre',
  address: at('DE', 52_520, 13_405),
  ...some,
});
const north = site('north', { address: at('DE', 53_551, 9_994) });
const south = site('south', { address: at('DE', 48_137, 11_575) });
const london = site('london', { address: at('GB', 51_507, -128) });
const hub = site('hub', { kind: 'repair_hub', capabilities: ['repair', 'refurbish'] });

const nearNorth = { country: 'DE', postalCode: '24103' };
const remorse: GoodsToRoute = { category: 'audio', quantity: 1, reason: 'customer_remorse', from: nearNorth };
const given = (sites: readonly Site[], some: Partial<Sites> = {}): Sites => ({
  sites,
  home: 'DE',
  day: '2026-11-26',
  counts: new Map(),
  ...some,
});
const choose = (sites: readonly Site[], goods: Partial<GoodsToRoute> = {}, some: Partial<Sites> = {}) =>
  chooseSite({ ...remorse, ...goods }, given(sites, some));

describe('which site', () => {
  test.each<[string, readonly Site[], Partial<GoodsToRoute>, Partial<Sites>, { site: string; because: string }]>([
    ['the only one', [north], {}, {}, { site: 'north', because: 'only' }],
    ['the nearer one, by postcode', [south, north], {}, {}, { site: 'north', because: 'distance' }],
    [
      'the nearer one from the south',
      [north, south],
      { from: { country: 'DE', postalCode: '80331' } },
      {},
      { site: 'south', because: 'distance' },
    ],
    [
      'the nearer one, by where the customer says they are',
      [north, south],
      { from: { country: 'DE', location: { latitude: 48_200, longitude: 11_600 } } },
      {},
      { site: 'south', because: 'distance' },
    ],
    [
      'the cheaper one, however far',
      [
        site('north', { ...north, cost: { perParcel: eur(500) } }),
        site('south', { ...south, cost: { perParcel: eur(499) } }),
      ],
      {},
      {},
      { site: 'south', because: 'cost' },
    ],
    [
      'the nearer one, where the way costs',
      [
        site('north', { ...north, cost: { perParcel: eur(500), perHundredKilometres: eur(50) } }),
        site('south', { ...south, cost: { perParcel: eur(400), perHundredKilometres: eur(50) } }),
      ],
      {},
      {},
      { site: 'north', because: 'cost' },
    ],
    [
      'the cheaper one for many units',
      [site('a', { cost: { perParcel: eur(100), perUnit: eur(50) } }), site('b', { cost: { perParcel: eur(300) } })],
      { quantity: 5 },
      {},
      { site: 'b', because: 'cost' },
    ],
    [
      'the one this side of a customs border, at any price',
      [
        site('near', { address: at('GB', 53_000, 1_000) }),
        site('far', { address: at('PT', 38_700, -9_100), cost: { perParcel: eur(9900) } }),
      ],
      {},
      {},
      { site: 'far', because: 'border' },
    ],
    ['beyond the border, where nothing else is', [london], {}, {}, { site: 'london', because: 'only' }],
    [
      'one that can do what the policy hints at',
      [
        site('data', { ...south, id: 'data', capabilities: ['data-wipe', 'restock'] }),
        site('dc', { capabilities: ['restock'] }),
      ],
      { hints: ['data-wipe'] },
      {},
      { site: 'data', because: 'only' },
    ],
    [
      'one that says nothing of what it can do: it does everything',
      [site('data', { ...south, id: 'data', capabilities: ['data-wipe', 'restock'] }), north],
      { hints: ['data-wipe'] },
      {},
      { site: 'north', because: 'distance' },
    ],
    [
      'the repair hub for a repair',
      [site('dc', { capabilities: ['restock'] }), hub],
      { resolution: 'repair' },
      {},
      { site: 'hub', because: 'only' },
    ],
    [
      'where a fault can be seen to, though it is further away',
      [
        site('dc', { ...north, id: 'dc', capabilities: ['restock'] }),
        site('hub', { ...south, id: 'hub', capabilities: ['refurbish'] }),
      ],
      { reason: 'defective' },
      {},
      { site: 'hub', because: 'work' },
    ],
    [
      'one that takes the category',
      [site('toys', { categories: ['toys'] }), south],
      {},
      {},
      { site: 'south', because: 'only' },
    ],
    ['one for the country', [site('fr', { countries: ['FR'] }), south], {}, {}, { site: 'south', because: 'only' }],
    [
      'one that is sure of the country',
      [site('de', { countries: ['DE'] }), south],
      { from: undefined },
      {},
      { site: 'south', because: 'only' },
    ],
    [
      'not one that is not open yet',
      [site('new', { ...north, id: 'new', open: { from: '2026-11-27' } }), south],
      {},
      {},
      { site: 'south', because: 'only' },
    ],
    [
      'one on its first day',
      [site('new', { ...north, id: 'new', open: { from: '2026-11-26', until: '2026-11-26' } }), south],
      {},
      {},
      { site: 'new', because: 'distance' },
    ],
    [
      'not one that was given up',
      [site('old', { ...north, id: 'old', open: { until: '2026-11-25' } }), south],
      {},
      {},
      { site: 'south', because: 'only' },
    ],
    [
      'not one that is shut today',
      [site('shut', { ...north, id: 'shut', closed: [{ from: '2026-11-26', until: '2026-11-26' }] }), south],
      {},
      {},
      { site: 'south', because: 'only' },
    ],
    [
      'the next best when the best is full',
      [site('north', { ...north, parcelsPerDay: 2 }), south],
      {},
      { counts: new Map([['north', [2]]]) },
      { site: 'south', because: 'only' },
    ],
    [
      'the best as long as it has room',
      [site('north', { ...north, parcelsPerDay: 2 }), south],
      {},
      { counts: new Map([['north', [1]]]) },
      { site: 'north', because: 'distance' },
    ],
    ['the first by name of equal ones', [site('b'), site('a')], {}, {}, { site: 'a', because: 'name' }],
    [
      'the return address when all are full',
      [site('north', { parcelsPerDay: 0 })],
      {},
      {},
      { site: mainSite, because: 'all_full' },
    ],
    [
      'a person, when none can',
      [site('dc', { capabilities: ['restock'] })],
      { hints: ['data-wipe'] },
      {},
      { site: mainSite, because: 'none_can' },
    ],
    [
      'a person, for dangerous goods that nobody takes by name',
      [north, south],
      { hazardous: true },
      {},
      { site: mainSite, because: 'none_can' },
    ],
    [
      'who takes dangerous goods',
      [north, site('chem', { capabilities: ['hazmat'] })],
      { hazardous: true },
      {},
      { site: 'chem', because: 'only' },
    ],
    [
      'who takes what no carrier takes as a parcel',
      [site('dc', { capabilities: ['restock'] }), site('yard', { capabilities: ['oversized'] })],
      { oversized: true },
      {},
      { site: 'yard', because: 'only' },
    ],
  ])('%s', (_, sites, goods, some, expected) => {
    expect(choose(sites, goods, some)).toMatchObject(expected);
  });
});

test('the answer tells of every site why it lost, the best first and those that cannot be chosen last', () => {
  const sites = [
    site('toys', { categories: ['toys'] }),
    south,
    site('full', { ...north, id: 'full', parcelsPerDay: 3 }),
    london,
    site('dear', { ...north, id: 'dear', cost: { perParcel: eur(100) } }),
    north,
  ];
  const { candidates, why, ...route } = choose(sites, {}, { counts: new Map([['full', [3]]]) });
  expect(route).toEqual({ site: 'north', country: 'DE', crossBorder: false, because: 'distance' });
  expect(why).toBe('The goods go to NORTH: that is nearest.');
  expect(candidates).toEqual([
    { site: 'north', crossBorder: false, kilometres: 50 },
    { site: 'south', crossBorder: false, kilometres: 660, behindBy: 'distance' },
    { site: 'dear', crossBorder: false, kilometres: 50, cost: eur(100), behindBy: 'cost' },
    { site: 'london', crossBorder: true, kilometres: 740, behindBy: 'border' },
    { site: 'full', refused: { by: 'full', detail: '3' }, crossBorder: false, kilometres: 50 },
    { site: 'toys', refused: { by: 'category', detail: 'audio' }, crossBorder: false, kilometres: expect.any(Number) },
  ]);
});

test('Northern Ireland is behind no border for the Union', () => {
  const belfast = site('belfast', { address: { ...at('GB', 54_600, -5_930), postalCode: 'BT1 1AA' } });
  expect(choose([belfast, london]).candidates?.[0]).toMatchObject({ site: 'belfast', crossBorder: false });
});

test('why is said in the language of the customer', () => {
  expect(chooseSite(remorse, given([north]), 'de').why).toBe(
    'Die Ware geht an NORTH: kein anderer Standort nimmt sie an.',
  );
  expect(chooseSite({ ...remorse, hazardous: true }, given([north]), 'fr').why).toContain('(hazmat)');
});

const words = ['restock', 'refurbish', 'repair', 'hazmat', 'oversized', 'data-wipe'] as const;
const someSite = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z]{1,6}$/),
    capabilities: fc.option(fc.subarray([...words]), { nil: undefined }),
    categories: fc.option(fc.subarray(['audio', 'toys'], { minLength: 1 }), { nil: undefined }),
    countries: fc.option(fc.subarray(['DE', 'FR', 'GB'], { minLength: 1 }), { nil: undefined }),
    parcelsPerDay: fc.option(fc.nat(3), { nil: undefined }),
    country: fc.constantFrom('DE', 'FR', 'GB', 'US', 'ZZ'),
    postalCode: fc.option(fc.constantFrom('10115', '80331', '9021'), { nil: undefined }),
    minor: fc.option(fc.nat(500), { nil: undefined }),
  })
  .map(({ id, country, postalCode, minor, ...some }): Site => {
    const { location: _, ...address } = at(country, 0, 0);
    return site(id, {
      ...some,
      address: { ...address, postalCode },
      ...(minor !== undefined && { cost: { perParcel: eur(minor) } }),
    });
  });
const someSites = fc.uniqueArray(someSite, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });
const someGoods = fc.record({
  category: fc.constantFrom('audio', 'toys', 'books'),
  quantity: fc.integer({ min: 1, max: 9 }),
  hazardous: fc.boolean(),
  oversized: fc.boolean(),
  reason: fc.constantFrom<GoodsToRoute['reason']>('defective', 'customer_remorse', 'warranty_repair'),
  resolution: fc.constantFrom<NonNullable<GoodsToRoute['resolution']>>('refund', 'repair'),
  hints: fc.subarray([...words]),
  from: fc.option(fc.constantFrom({ country: 'DE', postalCode: '10115' }, { country: 'FR' }, { country: 'US' }), {
    nil: undefined,
  }),
});
const someCounts = fc.dictionary(fc.stringMatching(/^[a-z][a-z]{1,6}$/), fc.array(fc.nat(4), { maxLength: 1 }));
const countsOf = (counts: Record<string, number[]>, sites: readonly Site[]) =>
  new Map(sites.map(({ id }, i) => [id, Object.values(counts)[i] ?? []]));

test('never a site that lacks what is demanded, takes no such goods, or is full', () => {
  fc.assert(
    fc.property(someSites, someGoods, someCounts, (sites, goods, counts) => {
      const sent = countsOf(counts, sites);
      const { site: chosen, because } = chooseSite(goods, given(sites, { counts: sent }));
      const found = sites.find(({ id }) => id === chosen);
      if (!found) {
        expect(chosen).toBe(mainSite);
        expect(['all_full', 'none_can']).toContain(because);
        return;
      }
      for (const need of demandsOf(goods)) expect(canDo(found, need)).toBe(true);
      expect(found.categories ?? [goods.category]).toContain(goods.category);
      if (found.countries) expect(found.countries).toContain(goods.from?.country);
      if (found.parcelsPerDay !== undefined)
        expect((sent.get(found.id) ?? []).reduce((a, b) => a + b, 0)).toBeLessThan(found.parcelsPerDay);
    }),
  );
});

test('the same in whatever order sites, capabilities and hints are named', () => {
  fc.assert(
    fc.property(someSites, someGoods, fc.infiniteStream(fc.nat()), (sites, goods, numbers) => {
      const shuffled = <One>(all: readonly One[]) =>
        all
          .map((one) => ({ one, at: numbers.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
      const others = shuffled(sites).map(({ capabilities, ...one }) => ({
        ...one,
        ...(capabilities && { capabilities: shuffled(capabilities) }),
      }));
      const there = chooseSite(goods, given(others));
      expect({ site: there.site, because: there.because }).toEqual(
        (({ site: id, because }) => ({ site: id, because }))(
          chooseSite({ ...goods, hints: shuffled(goods.hints) }, given(sites)),
        ),
      );
    }),
  );
});

test('a site more never makes the choice worse: a border is crossed only where every site that can is behind one', () => {
  fc.assert(
    fc.property(someSites, someGoods, (sites, goods) => {
      const { candidates = [], crossBorder } = chooseSite(goods, given(sites));
      const can = candidates.filter(({ refused }) => !refused);
      if (can.length > 0 && crossBorder) expect(can.every((one) => one.crossBorder)).toBe(true);
    }),
  );
});
