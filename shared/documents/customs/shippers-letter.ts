import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment, ConsignmentLine, Grant } from '../../contracts/customs-consignment.ts';
import type { ShippersLetterDocument } from '../../contracts/customs-documents.ts';
import type { CustomsPaper } from '../../contracts/customs-paper.ts';
import type { Block, Sheet } from '../sheet.ts';
import { gapKeeper, type Shown, shownIn, type Want } from './gaps.ts';
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
  wantRoute,
} from './heading.ts';
import { batteryText, moneyText, paperTitles } from './words.ts';

/**
 * What the shipper tells broker and carrier to declare: for whom, by which route, under which procedure code and
 * authorisation, at each end of the movement.
 * @param enclosed the other papers of the consignment
 */
export function shippersLetterOf(consignment: Consignment, enclosed: readonly CustomsPaper[]): ShippersLetterDocument {
  const { broker, carriage, incoterm, lines, packs, unconfirmed } = consignment;
  const { gaps, want } = gapKeeper();
  return {
    kind: 'shippers_letter',
    ...headingOf(consignment),
    ...partiesOf(consignment, want),
    broker: want(broker, '/broker', 'customs broker'),
    carriage: want(carriage, '/carriage', 'carrier and tracking number'),
    incoterm: want(incoterm, '/incoterm', 'terms of delivery (Incoterms 2020) with their place'),
    refersTo: wantOutbound(lines, want),
    lines: lines.map((line, i) => {
      const at = `/lines/${i}`;
      wantCode(line, i, want);
      want(line.originCountry, `${at}/originCountry`, 'country of origin');
      return {
        ...goodsOf(line),
        value: want(line.value, `${at}/value`, 'value for customs'),
        battery: want(line.battery, `${at}/battery`, 'whether there are batteries in it, and which'),
        ways: wantWays(line, at, want),
      };
    }),
    instructions,
    enclosed: enclosed.map((kind) => paperTitles[kind]),
    packs,
    unconfirmed,
    gaps,
    advice,
  };
}

const instructions = [
  'Please declare the goods in the name of the parties named above, by the ways stated with each line, and not otherwise without asking us.',
  'Please refer to the invoice and the export declaration under which the goods first went out: without them they count as new goods.',
  'Please compare the serial numbers stated here with those on the goods before you declare them, and tell us of any that differ.',
  'Please send us the number of each declaration, and the assessment, once you have them.',
];

function wantWays(
  { grants, openIn }: ConsignmentLine,
  at: string,
  want: Want,
): ShippersLetterDocument['lines'][number]['ways'] {
  wantRoute({ grants, openIn }, `${at}/ways`, want);
  return grants.map(({ at: end, jurisdiction, title, provision, procedures, authorisation, needsAuthorisation }, i) => {
    if (needsAuthorisation) want(authorisation, `${at}/ways/${i}/authorisation`, 'number of the authorisation');
    if (procedures.length === 0) want(undefined, `${at}/ways/${i}/procedures`, `procedure code of ${jurisdiction}`);
    return { at: end, jurisdiction, title, provision, procedures, authorisation };
  });
}

export function shippersLetterSheet(document: ShippersLetterDocument): Sheet {
  const { broker, carriage, incoterm, refersTo, lines, enclosed, packs, unconfirmed } = document;
  const shown = shownIn(document);
  const power = broker?.authorityUntil && `Power of attorney until ${broker.authorityUntil}`;
  return sheetOf(document, [
    {
      kind: 'facts',
      facts: [
        ...partyFacts(document, shown),
        {
          label: 'Customs broker',
          value: broker
            ? [broker.name, broker.number, power].filter((one) => one !== undefined)
            : shown('/broker', undefined),
        },
        {
          label: 'Carrier',
          value: shown('/carriage', carriage && [carriage.carrier, carriage.trackingNumber].filter(Boolean).join(', ')),
        },
        { label: 'Terms of delivery', value: shown('/incoterm', incoterm && `${incoterm.code} ${incoterm.place}`) },
        refersToFact(refersTo, shown),
      ],
    },
    { kind: 'heading', text: 'Instructions' },
    ...document.instructions.map((text): Block => ({ kind: 'text', text })),
    {
      kind: 'table',
      columns: [
        { title: 'Line', share: 0.08 },
        { title: 'Goods', share: 0.38 },
        { title: 'Units', share: 0.08, right: true },
        { title: 'How to declare them', share: 0.46 },
      ],
      rows: lines.map((line, i) => [
        line.line,
        [
          ...goodsLines(line, i, shown),
          `Value: ${shown(`/lines/${i}/value`, line.value && moneyText(line.value))}`,
          `Batteries: ${shown(`/lines/${i}/battery`, line.battery && (batteryText(line) ?? 'none'))}`,
        ],
        String(line.units),
        line.ways.length > 0
          ? [
              ...line.ways.flatMap((way, j) => wayLines(way, `/lines/${i}/ways/${j}`, shown)),
              shown(`/lines/${i}/ways`, undefined, ''),
            ]
          : shown(`/lines/${i}/ways`, undefined),
      ]),
    },
    { kind: 'facts', facts: [{ label: 'Enclosed', value: enclosed }] },
    {
      kind: 'text',
      small: true,
      text: `Routes by the rules of ${packs.map(({ jurisdiction, version }) => `${jurisdiction} ${version}`).join(', ') || 'no jurisdiction known here'}.${
        unconfirmed.length > 0
          ? ` Not confirmed by anybody: ${unconfirmed.map(({ citation }) => citation).join('; ')}.`
          : ''
      }`,
    },
    { kind: 'signature', fields: ['Place and date', 'Name and capacity', 'Signature'] },
  ]);
}

const stepTitles = {
  export: 'Export',
  import: 'Import',
  re_import: 'Re-import',
  re_export: 'Re-export',
  claim: 'Claim',
} as const satisfies Record<Grant['procedures'][number]['step'], string>;

function wayLines(
  {
    jurisdiction,
    title,
    provision,
    procedures,
    authorisation,
  }: ShippersLetterDocument['lines'][number]['ways'][number],
  at: string,
  shown: Shown,
): string[] {
  const number = shown(`${at}/authorisation`, authorisation?.number, '');
  return [
    `${jurisdiction}: ${title}${provision ? ` (${provision})` : ''}`,
    ...(procedures.length > 0
      ? procedures.map(
          ({ step, code, additional, note }) =>
            `${stepTitles[step]}: ${[code, ...additional].join(' ')}${note ? ` (${note})` : ''}`,
        )
      : [shown(`${at}/procedures`, undefined)]),
    ...(number ? [`Authorisation: ${number}`] : []),
  ];
}
