import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment } from '../../contracts/customs-consignment.ts';
import type { InvoiceDocument } from '../../contracts/customs-documents.ts';
import type { Sheet } from '../sheet.ts';
import { gapKeeper, shownIn } from './gaps.ts';
import {
  goodsLines,
  goodsOf,
  headingOf,
  partiesOf,
  partyFacts,
  refersToFact,
  sheetOf,
  wantCode,
  wantOutbound,
} from './heading.ts';
import { sumsByCurrency, valueOfUnit } from './totals.ts';
import { moneyText, outboundText, purposeOf } from './words.ts';

/**
 * The invoice that goes with the goods: a commercial one where they are sold, else a pro-forma one whose values are for
 * customs alone. It refers to the invoice under which the goods first went out: without that, customs take them for new.
 */
export function invoiceOf(consignment: Consignment): InvoiceDocument {
  const { lines, sale, incoterm } = consignment;
  const { gaps, want } = gapKeeper();
  const purposes = [...new Set(lines.map((line) => purposeOf(line)))];
  return {
    kind: sale ? 'commercial_invoice' : 'pro_forma_invoice',
    ...headingOf(consignment),
    ...partiesOf(consignment, want),
    refersTo: wantOutbound(lines, want),
    purpose: (purposes.length === 1 && purposes[0]) || 'As stated with each line.',
    incoterm: want(incoterm, '/incoterm', 'terms of delivery (Incoterms 2020) with their place'),
    lines: lines.map((line, i) => {
      const at = `/lines/${i}`;
      wantCode(line, i, want);
      want(line.originCountry, `${at}/originCountry`, 'country of origin');
      const value = want(line.value, `${at}/value`, 'value for customs');
      return {
        ...goodsOf(line),
        purpose: want(purposeOf(line), `${at}/purpose`, 'what is done with the goods'),
        outbound: line.outbound,
        unitValue: value && valueOfUnit(value, line.units),
        value,
      };
    }),
    totals: sumsByCurrency(lines.map(({ value }) => value)),
    statement: sale
      ? 'The values are the prices agreed for these goods.'
      : 'No sale takes place. The values are stated for customs purposes only.',
    gaps,
    advice,
  };
}

export function invoiceSheet(document: InvoiceDocument): Sheet {
  const { lines, totals, incoterm, refersTo, purpose, statement } = document;
  const shown = shownIn(document);
  const unvalued = lines.filter(({ value }) => !value).length;
  return sheetOf(document, [
    {
      kind: 'facts',
      facts: [
        ...partyFacts(document, shown),
        refersToFact(refersTo, shown),
        { label: 'Purpose', value: purpose },
        {
          label: 'Terms of delivery',
          value: shown('/incoterm', incoterm && `${incoterm.code} ${incoterm.place} (Incoterms 2020)`),
        },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: 'Line', share: 0.08 },
        { title: 'Goods', share: 0.48 },
        { title: 'Units', share: 0.08, right: true },
        { title: 'Of one unit', share: 0.18, right: true },
        { title: 'Value', share: 0.18, right: true },
      ],
      rows: lines.map((line, i) => [
        line.line,
        [
          ...goodsLines(line, i, shown),
          shown(`/lines/${i}/purpose`, line.purpose),
          ...(line.outbound ? [outboundText(line.outbound)] : []),
        ],
        String(line.units),
        line.unitValue ? moneyText(line.unitValue) : '-',
        shown(`/lines/${i}/value`, line.value && moneyText(line.value)),
      ]),
      totals: totals.map((total) => ['', 'Total', '', '', moneyText(total)]),
    },
    ...(unvalued > 0
      ? [
          {
            kind: 'text' as const,
            text: `The total is without ${unvalued} of ${lines.length} lines, whose value is not known.`,
          },
        ]
      : []),
    { kind: 'text', text: statement },
    { kind: 'signature', fields: ['Place and date', 'Name and capacity', 'Signature'] },
  ]);
}
