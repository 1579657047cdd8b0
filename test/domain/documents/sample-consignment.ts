import fc from 'fast-check';
import { type Consignment, type ConsignmentLine, consignment } from '../../../shared/contracts/customs-consignment.ts';
import type { CustomsDocument } from '../../../shared/contracts/customs-documents.ts';
import { sheetFor } from '../../../shared/documents/customs/make.ts';

/** Made-up goods on their way over a border, with all that can be known of them; and any others. */

const guarantee = {
  id: 'guarantee',
  title: 'The guarantee, contract or other proof that the work is free of charge',
  basis: [{ citation: 'UCC Art. 260(1)', status: 'seen' as const }],
};
const invoice = { id: 'commercial_invoice', title: 'Commercial or pro-forma invoice', basis: [] };

export const fullLine: ConsignmentLine = {
  line: '1',
  description: 'Desk lamp',
  reason: 'warranty_repair',
  activity: 'repair',
  cnCode: '94052100',
  originCountry: 'DE',
  units: 3,
  serials: ['LMX-1', 'LMX-2', 'LMX-3'],
  value: { currency: 'EUR', minor: 30000 },
  netGrams: 2400,
  grossGrams: 3050,
  package: 1,
  battery: 'none',
  outbound: { invoice: 'INV-10042', mrn: '26DE48510012345678', exportedOn: '2026-10-22' },
  grants: [
    {
      at: 'origin',
      jurisdiction: 'EU',
      route: 'outward_processing',
      title: 'Outward processing: repair free of charge',
      provision: 'UCC Art. 260',
      procedures: [
        { step: 'export', code: '2100', additional: ['B51'] },
        { step: 're_import', code: '6122', additional: ['B02'] },
      ],
      authorisation: {
        number: 'DE-OPO-2026-0042',
        holder: { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
      },
      needsAuthorisation: true,
      papers: [invoice, guarantee],
    },
  ],
  openIn: [],
  repair: {
    description: 'Driver board replaced',
    freeOfCharge: true,
    value: { currency: 'EUR', minor: 4500 },
    valueAfter: { currency: 'EUR', minor: 30000 },
  },
};

export const fullConsignment: Consignment = consignment.parse({
  reference: '7K3F-9XTB-2MQT',
  version: 1,
  on: '2026-11-02',
  from: 'DE',
  to: 'CH',
  lane: 'EU-CH',
  sale: false,
  sender: { name: 'Łucja Świątek', line1: 'Beispielweg 4', city: 'Musterstadt', postalCode: '12345', country: 'DE' },
  consignee: { name: 'Muster Reparatur AG', line1: 'Probegasse 1', city: 'Zug', country: 'CH' },
  exporterOfRecord: { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
  importerOfRecord: { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' },
  broker: { name: 'Beispiel Zollagentur', number: 'DE999', authorityUntil: '2027-12-31' },
  incoterm: { code: 'DAP', place: 'Zug' },
  carriage: { carrier: 'Beispielpost', trackingNumber: 'BP123456789' },
  packages: 1,
  lines: [
    fullLine,
    { ...fullLine, line: '2', description: 'Lamp foot', units: 7, value: { currency: 'EUR', minor: 1000 } },
  ],
  packs: [{ jurisdiction: 'EU', version: '2026.1', from: '2026-01-01' }],
  unconfirmed: [{ citation: 'INF 3', status: 'memory' }],
});

/** As the repairer's and importer's declarations of the United States are demanded. */
export const usRepair: Consignment = consignment.parse({
  ...fullConsignment,
  from: 'US',
  to: 'MX',
  lane: 'US-MX',
  lines: [
    {
      ...fullLine,
      cnCode: undefined,
      tariffNumber: '8515.31.0000',
      repair: undefined,
      grants: [
        {
          at: 'origin',
          jurisdiction: 'US',
          route: 'outward_processing',
          title: 'Repairs or alterations',
          provision: '9802.00.50',
          procedures: [{ step: 're_import', code: '9802.00.50', additional: [] }],
          needsAuthorisation: false,
          papers: [
            invoice,
            {
              id: 'repairer_declaration',
              title: "Repairer's declaration",
              basis: [{ citation: '19 CFR 10.8', status: 'seen' }],
            },
            { id: 'importer_declaration', title: "Importer's declaration", basis: [] },
          ],
        },
      ],
    },
  ],
});

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 -]{0,30}[a-z]$/);
const money = fc.record({ currency: fc.constantFrom('EUR', 'JPY', 'KWD'), minor: fc.nat(10_000_000) });
const grams = fc.integer({ min: 1, max: 5_000_000 });
const [grant] = fullLine.grants;
const usGrant = usRepair.lines[0]?.grants[0];
if (!grant || !usGrant) throw new Error('The samples have a way each');

const someLine = fc.record({
  description: text,
  activity: maybe(fc.constantFrom('repair', 'exchange', 'return', 'demonstration')),
  cnCode: maybe(fc.constantFrom('94052100', '8518300090')),
  tariffNumber: maybe(fc.constantFrom('8515.31.0000', '8515')),
  originCountry: maybe(fc.constantFrom('DE', 'CN', 'US')),
  units: fc.integer({ min: 1, max: 50 }),
  serials: fc.array(fc.stringMatching(/^[A-Z]{2}-[0-9]{4}$/), { maxLength: 4 }),
  value: maybe(money),
  netGrams: maybe(grams),
  grossGrams: maybe(grams),
  package: maybe(fc.integer({ min: 1, max: 9 })),
  battery: maybe(fc.constantFrom('none', 'UN3481', 'lithium')),
  outbound: maybe(fc.record({ invoice: text, mrn: maybe(fc.constant('26DE48510012345678')) })),
  grants: fc.constantFrom([], [grant], [usGrant], [grant, { ...usGrant, at: 'destination' as const }]),
  openIn: fc.constantFrom([], ['EU'], ['EU', 'US']),
  repair: maybe(
    fc.record({
      description: maybe(text),
      freeOfCharge: maybe(fc.boolean()),
      charge: maybe(money),
      value: maybe(money),
    }),
  ),
});

/** Consignments of which more or less is known. */
export const someConsignment = fc
  .record({
    sale: fc.boolean(),
    sender: maybe(fc.constant(fullConsignment.sender)),
    consignee: maybe(fc.constant(fullConsignment.consignee)),
    exporterOfRecord: maybe(fc.constant(fullConsignment.exporterOfRecord)),
    importerOfRecord: maybe(fc.constant(fullConsignment.importerOfRecord)),
    broker: maybe(fc.constant(fullConsignment.broker)),
    incoterm: maybe(fc.constant(fullConsignment.incoterm)),
    carriage: maybe(fc.constant(fullConsignment.carriage)),
    packages: maybe(fc.integer({ min: 1, max: 9 })),
    lines: fc.array(someLine, { minLength: 1, maxLength: 6 }),
  })
  .map(({ lines, ...whole }) =>
    consignment.parse({
      ...fullConsignment,
      ...whole,
      lines: lines.map((line, i) => ({ ...line, line: `L${i + 1}` })),
    }),
  );

/** All that stands on a paper, as one text. */
export function textOn(document: CustomsDocument): string {
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (value !== null && typeof value === 'object' && !(value instanceof Date))
      Object.values(value).forEach(collect);
  };
  collect(sheetFor(document));
  return found.join('\n');
}
