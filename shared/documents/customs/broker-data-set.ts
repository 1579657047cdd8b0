import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment, ConsignmentLine, Grant } from '../../contracts/customs-consignment.ts';
import type { BrokerDataSetDocument, DataElement } from '../../contracts/customs-documents.ts';
import { majorUnits } from '../../money/amount.ts';
import type { Block, Sheet } from '../sheet.ts';
import { type ElementName, elementOf, standard } from './data-elements.ts';
import { gapKeeper, shownIn, type Want } from './gaps.ts';
import { headingOf, sheetOf, wantRoute } from './heading.ts';
import { sumIfKnown, sumsByCurrency } from './totals.ts';
import { kilograms, moneyText } from './words.ts';

/** What a broker keys into a declaration, each figure under the number of its data element. */
export function brokerDataSetOf(consignment: Consignment): BrokerDataSetDocument {
  const { gaps, want } = gapKeeper();
  return {
    kind: 'broker_data_set',
    ...headingOf(consignment),
    standard,
    elements: listed(headerOf(consignment), '/elements', want),
    items: consignment.lines.map((line, i) => ({
      line: line.line,
      elements: listed(itemOf(line, i, consignment), `/items/${i}/elements`, want),
      declarations: declarationsOf(line, `/items/${i}`, want),
    })),
    gaps,
    advice,
  };
}

type Stated = [id: ElementName, value: string | undefined];

function listed(stated: readonly Stated[], at: string, want: Want): DataElement[] {
  return stated.map(([id, value], i) => {
    const element = elementOf(id, value);
    want(value, `${at}/${i}/value`, `${element.name} (${element.number})`);
    return element;
  });
}

/** The whole consignment. A total is stated only where it is one: of one currency, of every line. */
function headerOf(consignment: Consignment): Stated[] {
  const { lines, incoterm, broker, exporterOfRecord, importerOfRecord } = consignment;
  const [total, other] = sumsByCurrency(lines.map(({ value }) => value));
  const whole = other === undefined && lines.every(({ value }) => value) ? total : undefined;
  const mass = sumIfKnown(lines.map(({ grossGrams }) => grossGrams));
  return [
    ['uniqueReference', `${consignment.reference}/${consignment.version}`],
    ['exporterName', exporterOfRecord?.name],
    ['exporterNumber', exporterOfRecord?.number],
    ['consigneeName', consignment.consignee?.name],
    ['importerName', importerOfRecord?.name],
    ['importerNumber', importerOfRecord?.number],
    ['representativeName', broker?.name],
    ['representativeNumber', broker?.number],
    ['incoterm', incoterm?.code],
    ['incotermPlace', incoterm?.place],
    ['invoiceCurrency', whole?.currency],
    ['totalInvoiced', whole && majorUnits(whole)],
    ['dispatch', consignment.from],
    ['destination', consignment.to],
    ['totalGrossMass', mass === undefined ? undefined : kilograms(mass)],
    ['packages', consignment.packages === undefined ? undefined : String(consignment.packages)],
  ];
}

function itemOf(line: ConsignmentLine, i: number, { reference, version, lines }: Consignment): Stated[] {
  const { cnCode, tariffNumber, serials, value, netGrams, grossGrams, outbound } = line;
  const described = serials.length > 0 ? `${line.description}; serial numbers ${serials.join(', ')}` : line.description;
  // The first six digits are the same everywhere; those after them are each tariff's own.
  const harmonized = (cnCode ?? tariffNumber?.replaceAll('.', ''))?.slice(0, 6);
  const oneCurrency = sumsByCurrency(lines.map((one) => one.value)).length === 1;
  return [
    ['itemNumber', String(i + 1)],
    ['description', described],
    ['harmonizedCode', harmonized?.length === 6 ? harmonized : undefined],
    ['nomenclatureCode', cnCode?.slice(6, 8)],
    ...(cnCode?.length === 10 ? [['taricCode', cnCode.slice(8)] satisfies Stated] : []),
    ['origin', line.originCountry],
    ['itemInvoiced', value && (oneCurrency ? majorUnits(value) : moneyText(value))],
    ['statisticalValue', undefined],
    ['natureOfTransaction', undefined],
    ['netMass', netGrams === undefined ? undefined : kilograms(netGrams)],
    ['grossMass', grossGrams === undefined ? undefined : kilograms(grossGrams)],
    ['supportingDocument', `${reference}/${version}`],
    ['supportingDocument', outbound?.invoice],
    ['previousDocument', outbound?.mrn],
  ];
}

/** One for each step that a route chosen at either end takes: its procedure codes and authorisation. */
function declarationsOf({ grants, openIn }: ConsignmentLine, at: string, want: Want) {
  wantRoute({ grants, openIn }, `${at}/declarations`, want);
  const steps = grants.flatMap((grant) => grant.procedures.map((procedure) => ({ grant, procedure })));
  return steps.map(({ grant, procedure }, i) => ({
    jurisdiction: grant.jurisdiction,
    step: procedure.step,
    note: procedure.note,
    elements: listed(codesOf(grant, procedure), `${at}/declarations/${i}/elements`, want),
  }));
}

function codesOf(
  { authorisation, needsAuthorisation }: Grant,
  { code, additional }: Grant['procedures'][number],
): Stated[] {
  // Four digits are two procedures: the one asked for, and the one before it. In the United States the relief has a tariff number.
  const pair = /^(\d{2})(\d{2})$/.exec(code);
  const procedure: Stated[] = pair
    ? [
        ['requestedProcedure', pair[1]],
        ['previousProcedure', pair[2]],
      ]
    : [['relievingNumber', code]];
  return [
    ...procedure,
    ...additional.map((one): Stated => ['additionalProcedure', one]),
    ...(needsAuthorisation || authorisation
      ? ([
          ['authorisation', authorisation?.number],
          ['authorisationHolder', authorisation?.holder?.number],
        ] satisfies Stated[])
      : []),
  ];
}

export function brokerDataSetSheet(document: BrokerDataSetDocument): Sheet {
  const shown = shownIn(document);
  const table = (elements: readonly DataElement[], at: string): Block => ({
    kind: 'table',
    columns: [
      { title: 'Element', share: 0.17 },
      { title: 'Before 2021', share: 0.12 },
      { title: 'Name', share: 0.36 },
      { title: 'Value', share: 0.35 },
    ],
    rows: elements.map(({ number, former, name, value }, i) => [
      number,
      former ?? '',
      name,
      shown(`${at}/${i}/value`, value),
    ]),
  });
  return sheetOf(document, [
    { kind: 'text', text: document.standard, small: true },
    table(document.elements, '/elements'),
    ...document.items.flatMap(({ line, elements, declarations }, i): Block[] => [
      { kind: 'heading', text: `Item ${i + 1} (line ${line})` },
      table(elements, `/items/${i}/elements`),
      ...[shown(`/items/${i}/declarations`, undefined, declarations.length === 0 ? 'No procedure is stated.' : '')]
        .filter(Boolean)
        .map((text): Block => ({ kind: 'text', text })),
      ...declarations.flatMap(({ jurisdiction, step, note, elements: codes }, j): Block[] => [
        {
          kind: 'heading',
          text: `Item ${i + 1}: ${step.replace('_', '-')} in ${jurisdiction}${note ? ` (${note})` : ''}`,
        },
        table(codes, `/items/${i}/declarations/${j}/elements`),
      ]),
    ]),
  ]);
}
