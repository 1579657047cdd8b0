import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment, ConsignmentLine } from '../../contracts/customs-consignment.ts';
import type { RepairDeclarationDocument } from '../../contracts/customs-documents.ts';
import type { Sheet } from '../sheet.ts';
import { gapKeeper, shownIn } from './gaps.ts';
import { goodsLines, goodsOf, headingOf, outboundOf, refersToFact, sheetOf, wantCode } from './heading.ts';
import { generalStatements, usStatements } from './repair-statements.ts';
import { sumsByCurrency } from './totals.ts';
import { moneyText, placeLines } from './words.ts';

/**
 * What the repairer and who takes the goods in again declare about a repair abroad. Where a route demands the declarations
 * of 19 CFR 10.8 they follow its form ("substantially"); elsewhere no form is prescribed, and the repairer states what
 * every customs office asks: the same goods, what was done, what it cost. What only the repairer knows is left to complete.
 * @returns undefined where nothing is sent for repair
 */
export function repairDeclarationOf(consignment: Consignment): RepairDeclarationDocument | undefined {
  const lines = consignment.lines.filter(isRepaired);
  if (lines.length === 0) return undefined;
  const { gaps, want } = gapKeeper();
  const forms = lines.flatMap(({ grants }) => grants.flatMap(({ papers }) => papers)).filter(({ id }) => id === paper);
  const us = forms.length > 0;
  return {
    kind: 'repair_declaration',
    ...headingOf(consignment),
    form: us ? '19_cfr_10_8' : 'general',
    basis: forms[0]?.basis ?? [],
    owner: want(consignment.sender, '/owner', 'name and address of the owner or exporter'),
    repairer: want(consignment.consignee, '/repairer', 'name and address of the repairer'),
    refersTo: outboundOf(lines),
    lines: lines.map((line, i) => {
      const at = `/lines/${i}`;
      const { description, freeOfCharge, charge, value, valueAfter } = line.repair ?? {};
      wantCode(line, i, want);
      want(line.originCountry, `${at}/originCountry`, 'country of origin');
      return {
        ...goodsOf(line),
        work: want(description, `${at}/work`, 'the repairs or alterations made'),
        freeOfCharge: want(freeOfCharge, `${at}/freeOfCharge`, 'whether a charge is made'),
        cost: want(
          freeOfCharge ? value : charge,
          `${at}/cost`,
          freeOfCharge ? 'value of the repair, for which no charge is made' : 'full cost of the repair',
        ),
        valueAfter: want(valueAfter, `${at}/valueAfter`, 'total value of the goods after the repair'),
      };
    }),
    costs: sumsByCurrency(lines.map(({ repair }) => (repair?.freeOfCharge ? repair.value : repair?.charge))),
    statements: us ? usStatements : generalStatements,
    gaps,
    advice,
  };
}

const paper = 'repairer_declaration';

const isRepaired = ({ activity, grants }: ConsignmentLine) =>
  activity === 'repair' || grants.some(({ papers }) => papers.some(({ id }) => id === paper));

export function repairDeclarationSheet(document: RepairDeclarationDocument): Sheet {
  const { owner, repairer, refersTo, lines, costs, statements, form, basis } = document;
  const shown = shownIn(document);
  return sheetOf(document, [
    {
      kind: 'facts',
      facts: [
        { label: 'Owner or exporter', value: owner ? placeLines(owner) : shown('/owner', undefined) },
        { label: 'Repairer', value: repairer ? placeLines(repairer) : shown('/repairer', undefined) },
        ...(refersTo.length > 0 ? [refersToFact(refersTo, shown)] : []),
        {
          label: 'Form',
          value:
            form === '19_cfr_10_8'
              ? ['19 CFR 10.8(a)', ...basis.map(({ citation }) => citation)]
              : 'No form is prescribed',
        },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: 'Marks', share: 0.08 },
        { title: 'Articles', share: 0.36 },
        { title: 'Units', share: 0.08, right: true },
        { title: 'Repairs or alterations', share: 0.22 },
        { title: 'Full cost or value of them', share: 0.13, right: true },
        { title: 'Total value after them', share: 0.13, right: true },
      ],
      rows: lines.map((line, i) => {
        const at = `/lines/${i}`;
        const free =
          line.freeOfCharge === undefined ? undefined : line.freeOfCharge ? 'No charge is made.' : 'A charge is made.';
        return [
          line.line,
          goodsLines(line, i, shown),
          String(line.units),
          [shown(`${at}/work`, line.work), shown(`${at}/freeOfCharge`, free)],
          shown(`${at}/cost`, line.cost && moneyText(line.cost)),
          shown(`${at}/valueAfter`, line.valueAfter && moneyText(line.valueAfter)),
        ];
      }),
      totals: costs.map((cost) => ['', 'Total of stated costs', '', '', moneyText(cost), '']),
    },
    ...statements.flatMap(({ title, sentences }) => [
      { kind: 'heading' as const, text: title },
      ...sentences.map((text) => ({ kind: 'text' as const, text })),
      { kind: 'signature' as const, fields: ['Date', 'Address', 'Signature', 'Capacity'] },
    ]),
  ]);
}
