import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment } from '../../contracts/customs-consignment.ts';
import type { PackingListDocument } from '../../contracts/customs-documents.ts';
import type { Sheet } from '../sheet.ts';
import { gapKeeper, shownIn } from './gaps.ts';
import { goodsLines, goodsOf, headingOf, sheetOf, wantCode } from './heading.ts';
import { sumIfKnown } from './totals.ts';
import { batteryText, kilograms, placeLines } from './words.ts';

/** What lies in which package, with weights; a total is there only where it is known of each line. */
export function packingListOf(consignment: Consignment): PackingListDocument {
  const { lines, sender, consignee, carriage, packages } = consignment;
  const { gaps, want } = gapKeeper();
  return {
    kind: 'packing_list',
    ...headingOf(consignment),
    sender: want(sender, '/sender', 'name and address of who sends the goods'),
    consignee: want(consignee, '/consignee', 'name and address of the consignee'),
    carriage: want(carriage, '/carriage', 'carrier and tracking number'),
    packages: want(packages, '/packages', 'number of packages'),
    lines: lines.map((line, i) => {
      const at = `/lines/${i}`;
      wantCode(line, i, want);
      want(line.originCountry, `${at}/originCountry`, 'country of origin');
      return {
        ...goodsOf(line),
        package: packages === 1 ? 1 : want(line.package, `${at}/package`, 'package it lies in'),
        netGrams: want(line.netGrams, `${at}/netGrams`, 'net mass in kg'),
        grossGrams: want(line.grossGrams, `${at}/grossGrams`, 'gross mass in kg'),
        battery: want(line.battery, `${at}/battery`, 'whether there are batteries in it, and which'),
      };
    }),
    units: lines.reduce((sum, { units }) => sum + units, 0),
    netGrams: sumIfKnown(lines.map(({ netGrams }) => netGrams)),
    grossGrams: sumIfKnown(lines.map(({ grossGrams }) => grossGrams)),
    gaps,
    advice,
  };
}

export function packingListSheet(document: PackingListDocument): Sheet {
  const { sender, consignee, carriage, packages, lines, units, netGrams, grossGrams } = document;
  const shown = shownIn(document);
  const mass = (grams: number | undefined) => (grams === undefined ? undefined : kilograms(grams));
  return sheetOf(document, [
    {
      kind: 'facts',
      facts: [
        { label: 'Sender', value: sender ? placeLines(sender) : shown('/sender', undefined) },
        { label: 'Consignee', value: consignee ? placeLines(consignee) : shown('/consignee', undefined) },
        {
          label: 'Carrier',
          value: shown('/carriage', carriage && [carriage.carrier, carriage.trackingNumber].filter(Boolean).join(', ')),
        },
        { label: 'Packages', value: shown('/packages', packages === undefined ? undefined : String(packages)) },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: 'Line', share: 0.08 },
        { title: 'Package', share: 0.14 },
        { title: 'Goods', share: 0.42 },
        { title: 'Units', share: 0.08, right: true },
        { title: 'Net kg', share: 0.14, right: true },
        { title: 'Gross kg', share: 0.14, right: true },
      ],
      rows: lines.map((line, i) => [
        line.line,
        shown(`/lines/${i}/package`, line.package === undefined ? undefined : String(line.package)),
        [
          ...goodsLines(line, i, shown),
          `Batteries: ${shown(`/lines/${i}/battery`, line.battery && (batteryText(line) ?? 'none'))}`,
        ],
        String(line.units),
        shown(`/lines/${i}/netGrams`, mass(line.netGrams)),
        shown(`/lines/${i}/grossGrams`, mass(line.grossGrams)),
      ]),
      totals: [['', '', 'Total', String(units), mass(netGrams) ?? '-', mass(grossGrams) ?? '-']],
    },
  ]);
}
