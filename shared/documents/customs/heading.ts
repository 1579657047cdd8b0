import type { Consignment, ConsignmentLine, OutboundReference } from '../../contracts/customs-consignment.ts';
import type { CustomsPaper } from '../../contracts/customs-paper.ts';
import type { Block, Sheet } from '../sheet.ts';
import type { Shown, Want } from './gaps.ts';
import { countryText, outboundText, paperTitles, partyLines, placeLines } from './words.ts';

/** What every paper of a consignment begins and ends with. */

export const headingOf = ({ reference, version, on, from, to, lane }: Consignment) => ({
  reference,
  version,
  on,
  from,
  to,
  lane,
});

type Parties = Pick<Consignment, 'sender' | 'exporterOfRecord' | 'consignee' | 'importerOfRecord'>;

export const partiesOf = (of: Parties, want: Want) => ({
  sender: want(of.sender, '/sender', 'name and address of who sends the goods'),
  exporterOfRecord: want(of.exporterOfRecord, '/exporterOfRecord', 'exporter of record'),
  consignee: want(of.consignee, '/consignee', 'name and address of the consignee'),
  importerOfRecord: want(of.importerOfRecord, '/importerOfRecord', 'importer of record'),
});

type Goods = Pick<
  ConsignmentLine,
  'line' | 'description' | 'cnCode' | 'tariffNumber' | 'originCountry' | 'units' | 'serials'
>;

/** The goods of a line as every paper names them. */
export const goodsOf = ({
  line,
  description,
  cnCode,
  tariffNumber,
  originCountry,
  units,
  serials,
}: ConsignmentLine): Goods => ({
  line,
  description,
  cnCode,
  tariffNumber,
  originCountry,
  units,
  serials,
});

/** A commodity code of the Union or the United Kingdom, or a number of the US tariff: one of them names the goods. */
export const wantCode = ({ cnCode, tariffNumber }: ConsignmentLine, i: number, want: Want) =>
  want(cnCode ?? tariffNumber, `/lines/${i}/cnCode`, 'commodity code');

/** The outbound invoices, each once. */
export const outboundOf = (lines: readonly ConsignmentLine[]): OutboundReference[] => [
  ...new Map(lines.flatMap(({ outbound }) => (outbound ? [[outboundText(outbound), outbound]] : []))).values(),
];

/** A line that does not refer to its outbound invoice counts as a fresh import. */
export function wantOutbound(lines: readonly ConsignmentLine[], want: Want): OutboundReference[] {
  const without = lines.filter(({ outbound }) => !outbound).map(({ line }) => line);
  if (without.length > 0)
    want(undefined, '/refersTo', `invoice under which the goods first went out (line ${without.join(', ')})`);
  return outboundOf(lines);
}

/** Papers that advise; on the others stands what the person who signs them states. */
const inOurWords: readonly CustomsPaper[] = ['shippers_letter', 'broker_data_set', 'certificates'];

/** The routes at both ends: where the facts do not settle one, that is said, and not that duty is to be paid in full. */
export function wantRoute(
  { grants, openIn }: Pick<ConsignmentLine, 'grants' | 'openIn'>,
  at: string,
  want: Want,
): void {
  const where = openIn.length > 0 ? ` in ${openIn.join(' and ')}` : '';
  if (grants.length === 0 || openIn.length > 0)
    want(undefined, at, `route and procedure${where}, which are open so far`);
}

interface Headed {
  readonly kind: CustomsPaper;
  readonly reference: string;
  readonly version: number;
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly advice: string;
}

/** A sheet of this document: what is on it, between what they all have. */
export function sheetOf(document: Headed, blocks: readonly Block[]): Sheet {
  const { kind, reference, version, on, from, to } = document;
  const title = paperTitles[kind];
  return {
    title,
    footer: `${title} · ${reference} · version ${version}`,
    at: new Date(`${on}T00:00:00.000Z`),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Reference', value: reference },
          { label: 'Date and version', value: `${on}, version ${version}` },
          { label: 'Movement', value: `${countryText(from)} to ${countryText(to)}` },
        ],
      },
      ...blocks,
      ...(inOurWords.includes(kind) ? [{ kind: 'text' as const, text: document.advice, small: true }] : []),
    ],
  };
}

export function partyFacts(of: Parties, shown: Shown) {
  const party = (key: keyof Parties, lines: readonly string[] | undefined) => lines ?? [shown(`/${key}`, undefined)];
  return [
    { label: 'Sender', value: party('sender', of.sender && placeLines(of.sender)) },
    {
      label: 'Exporter of record',
      value: party('exporterOfRecord', of.exporterOfRecord && partyLines(of.exporterOfRecord)),
    },
    { label: 'Consignee', value: party('consignee', of.consignee && placeLines(of.consignee)) },
    {
      label: 'Importer of record',
      value: party('importerOfRecord', of.importerOfRecord && partyLines(of.importerOfRecord)),
    },
  ];
}

export const refersToFact = (refersTo: readonly OutboundReference[], shown: Shown) => ({
  label: 'Refers to',
  value: [...refersTo.map(outboundText), shown('/refersTo', undefined, '')].filter(Boolean),
});

/** What a line's goods are, one below the other. */
export function goodsLines(goods: Goods, i: number, shown: Shown): string[] {
  const { description, cnCode, tariffNumber, originCountry, serials } = goods;
  const code = [cnCode && `CN ${cnCode}`, tariffNumber && `HTSUS ${tariffNumber}`].filter(Boolean).join(', ');
  return [
    description,
    `Code: ${shown(`/lines/${i}/cnCode`, code || undefined)}`,
    `Origin: ${shown(`/lines/${i}/originCountry`, originCountry && countryText(originCountry))}`,
    ...(serials.length > 0 ? [`Serial numbers: ${serials.join(', ')}`] : []),
  ];
}
