import { describe, expect, test } from 'vitest';
import { type Consignment, consignment } from '../../../shared/contracts/customs-consignment.ts';
import type { CustomsPaper } from '../../../shared/contracts/customs-paper.ts';
import { toComplete } from '../../../shared/documents/customs/gaps.ts';
import { customsDocumentsOf } from '../../../shared/documents/customs/make.ts';
import { paperOf } from './paper-of.ts';
import { fullConsignment, fullLine, textOn, usRepair } from './sample-consignment.ts';

const kinds = (given: Consignment) => customsDocumentsOf(given).map(({ kind }) => kind);

describe('which papers there are', () => {
  test.each<[string, Consignment, CustomsPaper[]]>([
    [
      'a repair free of charge',
      fullConsignment,
      ['shippers_letter', 'pro_forma_invoice', 'packing_list', 'repair_declaration', 'broker_data_set', 'certificates'],
    ],
    [
      'a repair under the American rules: its declarations are made here',
      usRepair,
      ['shippers_letter', 'pro_forma_invoice', 'packing_list', 'repair_declaration', 'broker_data_set'],
    ],
    [
      'goods that are sold',
      { ...fullConsignment, sale: true, lines: [{ ...fullLine, activity: 'exchange', grants: [] }] },
      ['shippers_letter', 'commercial_invoice', 'packing_list', 'broker_data_set'],
    ],
  ])('%s', (_, given, expected) => expect(kinds(given)).toEqual(expected));

  test("the shipper's letter names all others as enclosed", () => {
    expect(paperOf(fullConsignment, 'shippers_letter').enclosed).toEqual([
      'Pro-forma invoice',
      'Packing list',
      'Repair declaration',
      'Data set for the customs broker',
      'Papers that others issue',
    ]);
  });
});

describe('where all is known', () => {
  test('only what others do yet is open', () => {
    const open = customsDocumentsOf(fullConsignment).flatMap(({ kind, gaps }) =>
      gaps.map(({ needed }) => `${kind}: ${needed.replace(/ \(.*/, '')}`),
    );
    expect([...new Set(open)].toSorted()).toEqual([
      'broker_data_set: Nature of transaction',
      'broker_data_set: Statistical value',
      'certificates: its number',
      'certificates: when it was issued',
      'certificates: who issued it',
    ]);
  });

  test('the invoice refers to the outbound invoice and its declaration', () => {
    const invoice = paperOf(fullConsignment, 'pro_forma_invoice');
    expect(invoice.refersTo).toEqual([fullLine.outbound]);
    expect(textOn(invoice)).toContain(
      'Invoice INV-10042, export declaration (MRN) 26DE48510012345678, exported on 2026-10-22',
    );
    expect(invoice.lines.map(({ unitValue }) => unitValue?.minor)).toEqual([10000, undefined]);
    expect(textOn(invoice)).toContain('EUR 310.00');
  });

  test('procedure codes and authorisation stand on letter and data set', () => {
    const letter = textOn(paperOf(fullConsignment, 'shippers_letter'));
    for (const word of ['Export: 2100 B51', 'Re-import: 6122 B02', 'Authorisation: DE-OPO-2026-0042', 'UCC Art. 260'])
      expect(letter).toContain(word);
    const [first] = paperOf(fullConsignment, 'broker_data_set').items;
    const codes = first?.declarations.map(({ jurisdiction, step, elements }) => [
      jurisdiction,
      step,
      ...elements.map(({ number, value }) => `${number} ${value}`),
    ]);
    const authorised = ['12 12 001 000 DE-OPO-2026-0042', '12 12 080 000 DE1234567890123'];
    expect(codes).toEqual([
      ['EU', 'export', '11 09 001 000 21', '11 09 002 000 00', '11 10 001 000 B51', ...authorised],
      ['EU', 're_import', '11 09 001 000 61', '11 09 002 000 22', '11 10 001 000 B02', ...authorised],
    ]);
  });

  test('relief in the United States goes by a number of its tariff', () => {
    const [first] = paperOf(usRepair, 'broker_data_set').items;
    const [reimport] = first?.declarations ?? [];
    expect(reimport?.elements.map(({ number, value }) => [number, value])).toEqual([['HTSUS', '9802.00.50']]);
  });

  test('the packing list weighs the whole', () => {
    const list = paperOf(fullConsignment, 'packing_list');
    expect([list.units, list.netGrams, list.grossGrams]).toEqual([10, 4800, 6100]);
    expect(textOn(list)).toContain('6.100');
  });

  test('a code of ten digits is told apart: six of the Harmonized System, two of the Union, two of TARIC', () => {
    const given = consignment.parse({ ...fullConsignment, lines: [{ ...fullLine, cnCode: '8518300090' }] });
    const codes = paperOf(given, 'broker_data_set')
      .items[0]?.elements.filter(({ number }) => number.startsWith('18 09'))
      .map(({ value }) => value);
    expect(codes).toEqual(['851830', '00', '90']);
  });
});

describe('the repair declaration', () => {
  test('follows 19 CFR 10.8 where the rules demand it, and leaves to the repairer what only he knows', () => {
    const declaration = paperOf(usRepair, 'repair_declaration');
    expect(declaration.form).toBe('19_cfr_10_8');
    expect(declaration.statements.map(({ by }) => by)).toEqual(['repairer', 'importer']);
    expect(declaration.basis.map(({ citation }) => citation)).toEqual(['19 CFR 10.8']);
    const said = textOn(declaration);
    for (const word of ['sole purpose', 'no substitution', 'without benefit of drawback', '9813.00.05'])
      expect(said).toContain(word);
    expect(said).toContain('to be completed: full cost of the repair');
    expect(said).toContain('to be completed: total value of the goods after the repair');
  });

  test('has no form elsewhere; a free repair states what it would have cost', () => {
    const declaration = paperOf(fullConsignment, 'repair_declaration');
    expect(declaration.form).toBe('general');
    expect(declaration.statements.map(({ by }) => by)).toEqual(['repairer', 'owner']);
    expect(declaration.costs).toEqual([{ currency: 'EUR', minor: 9000 }]);
  });

  test('is only of what is repaired', () => {
    const given = consignment.parse({
      ...fullConsignment,
      lines: [fullLine, { ...fullLine, line: '2', activity: 'return', grants: [] }],
    });
    expect(paperOf(given, 'repair_declaration').lines.map(({ line }) => line)).toEqual(['1']);
  });
});

describe('what is not known is said in its place', () => {
  const without = (key: keyof Consignment): Consignment => ({ ...fullConsignment, [key]: undefined });
  const withoutOf = (key: string): Consignment => ({
    ...fullConsignment,
    lines: fullConsignment.lines.map((line, i) => (i === 1 ? { ...line, [key]: undefined } : line)),
  });
  test.each<[string, Consignment, CustomsPaper[], string]>([
    [
      'sender',
      without('sender'),
      ['pro_forma_invoice', 'packing_list', 'shippers_letter'],
      'name and address of who sends the goods',
    ],
    ['importer', without('importerOfRecord'), ['pro_forma_invoice', 'shippers_letter'], 'importer of record'],
    ['exporter', without('exporterOfRecord'), ['pro_forma_invoice', 'shippers_letter'], 'exporter of record'],
    ['broker', without('broker'), ['shippers_letter'], 'customs broker'],
    [
      'Incoterm',
      without('incoterm'),
      ['pro_forma_invoice', 'shippers_letter'],
      'terms of delivery (Incoterms 2020) with their place',
    ],
    ['carrier', without('carriage'), ['packing_list', 'shippers_letter'], 'carrier and tracking number'],
    ['packages', without('packages'), ['packing_list'], 'number of packages'],
    [
      'commodity code',
      withoutOf('cnCode'),
      ['pro_forma_invoice', 'packing_list', 'shippers_letter', 'repair_declaration'],
      'commodity code',
    ],
    [
      'origin',
      withoutOf('originCountry'),
      ['pro_forma_invoice', 'packing_list', 'shippers_letter'],
      'country of origin',
    ],
    ['value', withoutOf('value'), ['pro_forma_invoice', 'shippers_letter'], 'value for customs'],
    ['weight', withoutOf('grossGrams'), ['packing_list'], 'gross mass in kg'],
    [
      'batteries',
      withoutOf('battery'),
      ['packing_list', 'shippers_letter'],
      'whether there are batteries in it, and which',
    ],
    [
      'outbound invoice',
      withoutOf('outbound'),
      ['pro_forma_invoice', 'shippers_letter'],
      'invoice under which the goods first went out (line 2)',
    ],
    ['origin, to the broker', withoutOf('originCountry'), ['broker_data_set'], 'Country of origin (16 08 001 000)'],
    [
      'value, to the broker: no total either',
      withoutOf('value'),
      ['broker_data_set'],
      'Total amount invoiced (14 06 001 000)',
    ],
  ])('%s', (_, given, papers, needed) => {
    for (const kind of papers) {
      const paper = paperOf(given, kind);
      expect(paper.gaps.map((gap) => gap.needed)).toContain(needed);
      expect(textOn(paper)).toContain(toComplete(needed));
    }
  });

  test('a total says how many lines it is without', () => {
    expect(textOn(paperOf(withoutOf('value'), 'pro_forma_invoice'))).toContain(
      'The total is without 1 of 2 lines, whose value is not known.',
    );
  });

  test('an authorisation that a route needs and nobody named', () => {
    const grants = fullLine.grants.map(({ authorisation: _, ...grant }) => grant);
    const given = consignment.parse({ ...fullConsignment, lines: [{ ...fullLine, grants }] });
    expect(textOn(paperOf(given, 'shippers_letter'))).toContain(
      'Authorisation: to be completed: number of the authorisation',
    );
    expect(textOn(paperOf(given, 'broker_data_set'))).toContain(
      toComplete('Authorisation: reference number (12 12 001 000)'),
    );
  });

  test('a route that is settled at one end only', () => {
    const given = consignment.parse({ ...fullConsignment, lines: [{ ...fullLine, openIn: ['US'] }] });
    for (const kind of ['shippers_letter', 'broker_data_set'] as const)
      expect(textOn(paperOf(given, kind))).toContain(
        'to be completed: route and procedure in US, which are open so far',
      );
  });

  test('a line whose route customs law leaves open', () => {
    const given = consignment.parse({ ...fullConsignment, lines: [{ ...fullLine, grants: [] }] });
    for (const kind of ['shippers_letter', 'broker_data_set'] as const)
      expect(textOn(paperOf(given, kind))).toContain('which are open so far');
  });
});
