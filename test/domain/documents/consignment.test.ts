import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CustomsFacts, customsFacts } from '../../../shared/contracts/customs.ts';
import type { ConsignmentLine } from '../../../shared/contracts/customs-consignment.ts';
import type { Shipment } from '../../../shared/contracts/return.ts';
import { decideFacts, determineFacts } from '../../../shared/customs/engine.ts';
import type { MovementRecords } from '../../../shared/customs/movement.ts';
import { type ConsignmentProps, consignmentsOf, decisionName } from '../../../shared/documents/customs/consignment.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { decisionOf } from '../../../shared/returns/customs.ts';
import { by, lineCustoms, returnAt } from '../returns/sample-returns.ts';

/** What a return, the facts it was decided on, and a brand's records become as a consignment. */

const german = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' } as const;
const swiss = { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' } as const;
const lane = {
  exporterOfRecord: german,
  importerOfRecord: swiss,
  broker: { name: 'Beispiel Zollagentur' },
  deliveryTerms: { code: 'DAP', place: 'Zug' },
} as const;
const records: MovementRecords = {
  lane,
  authorisations: [
    {
      authorisation: 'opo',
      used: 0,
      document: {
        number: 'DE-OPO-1',
        holder: german,
        kind: 'full',
        jurisdiction: 'EU',
        procedures: ['outward_processing'],
        from: '2026-01-01',
        until: '2026-12-31',
      },
    },
  ],
};
const euro = (minor: number) => ({ currency: 'EUR', minor });
const repair = {
  on: '2026-10-20',
  origin: 'DE',
  destination: 'CH',
  activity: 'repair',
  goods: {
    description: 'Lamp',
    originCountry: 'DE',
    cnCode: '94052100',
    units: 5,
    valueBeforeExport: euro(50_003),
    inFreeCirculation: true,
    capMeasures: false,
    commercial: true,
    antiDumping: false,
    endUse: false,
  },
  work: { repairable: true, improvesPerformance: false },
  warranty: { kind: 'none', freeOfCharge: false },
  authorisation: { held: true, kind: 'full', number: 'DE-OPO-1', periodEnd: '2027-04-20' },
  charges: { labour: euro(8_000), parts: euro(2_000) },
  identity: { matched: true },
  claimed: { repayment: false, exportRefund: false },
  rates: { duty: { percent: '4' }, importTaxPercent: '19' },
  dates: { exported: '2026-10-20', reimported: '2026-11-20' },
  outboundInvoice: { reference: 'INV-1' },
  parties: { exporterOfRecord: true, importerOfRecord: true },
};

const decided = (facts: CustomsFacts, version = 1) => {
  const decision = decisionOf('1', version, decideFacts(facts, lane), by('compliance'));
  return new Map([[decisionName('1', version), { decision, determination: determineFacts(facts) }]]);
};
const abroad = returnAt('awaiting_shipment', { facts: { homeCountry: 'CH', customs: () => lineCustoms('known') } });
const dock = (country: string) => ({ name: 'Returns', line1: 'Dock 1', city: 'Zug', country });
const props = (facts: object = repair, some: Partial<ConsignmentProps> = {}): ConsignmentProps => ({
  current: abroad,
  configuration: { returnAddress: { ...dock('CH'), location: { latitude: 47_000, longitude: 8_000 } } },
  decided: decided(customsFacts.parse(facts)),
  recordsOf: () => records,
  ...some,
});
const lineFrom = (facts: object) => consignmentsOf(props(facts))[0]?.lines[0];

describe('a return for repair', () => {
  const [made, ...others] = consignmentsOf(props());

  test('is one consignment, with its parties, its parcel, and the way it was decided', () => {
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      reference: abroad.head.rma,
      version: 1,
      from: 'DE',
      to: 'CH',
      lane: 'EU-CH',
      consignee: { city: 'Zug' },
      exporterOfRecord: german,
      importerOfRecord: swiss,
      broker: { name: 'Beispiel Zollagentur' },
      carriage: { carrier: 'embedded', trackingNumber: 'TRACK-1' },
      incoterm: { code: 'DAP', place: 'Zug' },
      packages: 1,
      packs: [{ jurisdiction: 'EU' }],
    });
    expect(made?.lines).toMatchObject([
      {
        line: '1',
        units: 5,
        value: euro(50_003),
        package: 1,
        outbound: { invoice: 'INV-1' },
        repair: { freeOfCharge: false, charge: euro(10_000) },
        grants: [
          {
            at: 'origin',
            route: 'outward_processing',
            needsAuthorisation: true,
            authorisation: { number: 'DE-OPO-1', holder: german },
          },
        ],
      },
    ]);
    // Its day of export is planned, and no day on which goods once went out.
    expect(made?.lines[0]?.outbound?.exportedOn).toBeUndefined();
    expect(made?.lines[0]?.grants[0]?.papers.map(({ id }) => id)).toContain('repair_invoice');
  });

  test.each<[string, object, object]>([
    ['a charge as a whole', { charges: { repair: euro(700) } }, { repair: { charge: euro(700) } }],
    [
      'parts in another currency are not added up',
      { charges: { labour: euro(1), parts: { currency: 'CHF', minor: 1 } } },
      { repair: { charge: undefined } },
    ],
    [
      'a UN number',
      { goods: { ...repair.goods, battery: { chemistry: 'lithium_ion', unNumber: 'UN3481' } } },
      { battery: 'UN3481' },
    ],
    [
      'lithium of no known number',
      { goods: { ...repair.goods, battery: { chemistry: 'lithium_metal' } } },
      { battery: 'lithium' },
    ],
    ['no batteries', { goods: { ...repair.goods, battery: { chemistry: 'none' } } }, { battery: 'none' }],
    [
      'goods that come back for good say when they went out',
      { activity: 'return', dates: { exported: '2026-01-07' } },
      { outbound: { exportedOn: '2026-01-07' }, repair: undefined },
    ],
    [
      'a way that is open yet',
      { warranty: undefined, work: undefined, identity: undefined, authorisation: undefined },
      { grants: [], openIn: ['EU'] },
    ],
    [
      'nothing known',
      { goods: {}, outboundInvoice: undefined, charges: undefined },
      { value: undefined, cnCode: undefined, originCountry: undefined, outbound: undefined, netGrams: undefined },
    ],
  ])('%s', (_, more, expected) => expect(lineFrom({ ...repair, ...more })).toMatchObject(expected));
});

describe('goods in several parcels', () => {
  const [portion] = abroad.portions;
  const [shipment] = abroad.shipments;
  if (!portion || !shipment) throw new Error('There is a parcel');
  const parted = (quantities: readonly number[], sites: readonly (string | undefined)[] = []): Return => ({
    ...abroad,
    portions: quantities.map((quantity, i) => ({
      ...portion,
      id: String(i + 1),
      quantity,
      weightGrams: 400,
      ...(i > 0 && { splitFrom: '1' }),
      ...(sites[i] && { site: sites[i] }),
    })),
    shipments: quantities.map(
      (_, i): Shipment => ({
        ...shipment,
        id: `S${i + 1}`,
        trackingNumber: `TRACK-${i + 1}`,
        portions: [String(i + 1)],
        ...(sites[i] && { site: sites[i] }),
      }),
    ),
  });

  test('to one place are one consignment of so many packages', () => {
    const made = consignmentsOf(props(repair, { current: parted([2, 3]) }));
    expect(made).toMatchObject([
      {
        packages: 2,
        lines: [
          { package: 1, netGrams: 800 },
          { package: 2, netGrams: 1200 },
        ],
      },
    ]);
    expect(made[0]?.carriage).toEqual({ carrier: 'embedded' });
  });

  test('to several places are a consignment each, numbered, to its own address', () => {
    const configuration = {
      returnAddress: dock('CH'),
      sites: [{ id: 'hub', name: 'Hub', kind: 'repair_hub' as const, address: { ...dock('CH'), name: 'Hub' } }],
    };
    const made = consignmentsOf(props(repair, { current: parted([2, 3], [undefined, 'hub']), configuration }));
    expect(made.map(({ reference, consignee }) => [reference, consignee?.name])).toEqual([
      [`${abroad.head.rma}/1`, 'Returns'],
      [`${abroad.head.rma}/2`, 'Hub'],
    ]);
    expect(made.map(({ carriage }) => carriage?.trackingNumber)).toEqual(['TRACK-1', 'TRACK-2']);
  });

  test('the values of the parts, and what their repair costs, sum to that of the whole, to the minor unit', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.nat(1_000_000), (quantities, minor) => {
        const units = quantities.reduce((sum, one) => sum + one, 0);
        const facts = {
          ...repair,
          goods: { ...repair.goods, units, valueBeforeExport: euro(minor), value: euro(minor) },
          charges: { repair: euro(minor), valueOfRepair: euro(minor) },
        };
        const [made] = consignmentsOf(props(facts, { current: parted(quantities) }));
        for (const read of [
          ({ value }: ConsignmentLine) => value,
          ({ repair: of }: ConsignmentLine) => of?.charge,
          ({ repair: of }: ConsignmentLine) => of?.value,
          ({ repair: of }: ConsignmentLine) => of?.valueAfter,
        ])
          expect(made?.lines.reduce((sum, line) => sum + (read(line)?.minor ?? 0), 0)).toBe(minor);
      }),
    );
  });

  test('each goes by the decision it was made by', () => {
    const current = parted([2, 3]);
    const [first, second] = current.portions;
    if (!first?.customs || !second?.customs) throw new Error('They cross a border');
    const later = { ...current, portions: [first, { ...second, customs: { ...second.customs, version: 2 } }] };
    const older = decided(customsFacts.parse(repair));
    const newer = decided(customsFacts.parse({ ...repair, goods: { ...repair.goods, originCountry: 'CN' } }), 2);
    const [made] = consignmentsOf(props(repair, { current: later, decided: new Map([...older, ...newer]) }));
    expect(made?.lines.map(({ originCountry }) => originCountry)).toEqual(['DE', 'CN']);
    expect(() => consignmentsOf(props(repair, { current: later }))).toThrow('has no decision');
  });
});
