import { createHash } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';
import { advice } from '../contracts/customs-basis.ts';
import type { DossierIndex } from '../contracts/dossier.ts';
import type { KeptPaper } from '../contracts/kept-documents.ts';
import type { CustomsDecision } from '../contracts/return-customs.ts';
import { evidenceFiles, isEvidenceContentType } from '../evidence/limits.ts';
import type { Return } from '../returns/change.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { paperTitles } from './customs/words.ts';

/** All that is kept of a return as files, chosen for its reader, and packed as one file with an index. */

type Listed = Omit<DossierIndex['files'][number], 'sha256' | 'bytes'>;

/** A file as it is to lie in the dossier: where it is kept, or what it holds. */
export type DossierEntry = Listed & {
  readonly sha256?: string | undefined;
  readonly size?: number | undefined;
} & ({ readonly key: string; readonly content?: never } | { readonly content: Uint8Array; readonly key?: never });

export interface DossierSight {
  /** Photos, videos and documents of the customer. */
  readonly evidence: boolean;
  /** What names who withdrew. */
  readonly conversation: boolean;
}

/** More than a function can hold twice in its memory would never come to an answer. Customs papers are a few kilobytes. */
export const mostBytes = 100 * 1024 * 1024;

const jsonBytes = (value: unknown) => new TextEncoder().encode(`${canonicalJson(value)}\n`);
const folderOf = ({ version, consignment }: KeptPaper) =>
  `customs/v${String(version).padStart(4, '0')}${consignment > 1 ? `/consignment-${consignment}` : ''}`;

/**
 * What goes into the dossier of a return, and what is left out of it.
 * @param decisions on how its goods cross the border
 * @param sight of the reader: what their role does not see is named, and left out
 */
export function dossierEntries(
  { head, shipments, evidence }: Return,
  papers: readonly KeptPaper[],
  decisions: readonly CustomsDecision[],
  sight: DossierSight,
): { entries: DossierEntry[]; leftOut: DossierIndex['leftOut'] } {
  const all: (DossierEntry & { needs?: keyof DossierSight })[] = [
    ...papers.flatMap((paper) => {
      const { kind, version, consignment, at, data, pdf } = paper;
      const name = `${folderOf(paper)}/${kind.replaceAll('_', '-')}`;
      const common = {
        kind,
        title: paperTitles[kind],
        version,
        consignment,
        latest: version === head.papers?.version,
        at,
      };
      return [
        { ...common, path: `${name}.pdf`, key: pdf.key, sha256: pdf.sha256, size: pdf.bytes },
        { ...common, path: `${name}.json`, key: data.key, sha256: data.sha256, size: data.bytes },
      ];
    }),
    ...(decisions.length > 0
      ? [
          {
            path: 'customs/decisions.json',
            kind: 'customs_decisions' as const,
            title: 'Customs decisions, with facts and versions of the rules',
            content: jsonBytes(decisions),
          },
        ]
      : []),
    ...shipments.flatMap(({ id, label, statusAt }) =>
      label
        ? [
            {
              path: `labels/${id}.pdf`,
              kind: 'label' as const,
              title: `Label of parcel ${id}`,
              at: statusAt,
              key: label.pdf,
              sha256: label.sha256,
            },
          ]
        : [],
    ),
    ...(head.withdrawal?.acknowledgement
      ? [
          {
            path: 'withdrawal/acknowledgement.pdf',
            kind: 'withdrawal_acknowledgement' as const,
            title: 'Acknowledgement of the withdrawal',
            at: head.withdrawal.acknowledgement.at,
            key: head.withdrawal.acknowledgement.pdf,
            sha256: head.withdrawal.acknowledgement.sha256,
            needs: 'conversation' as const,
          },
        ]
      : []),
    ...evidence.flatMap(({ id, type, state, key, sha256, bytes, contentType, at }) =>
      state === 'attached' && key
        ? [
            {
              path: `evidence/${id}.${endingOf(contentType)}`,
              kind: 'evidence' as const,
              title: `Evidence ${id}: ${type}`,
              at,
              key,
              sha256,
              size: bytes,
              needs: 'evidence' as const,
            },
          ]
        : [],
    ),
  ];
  const entries: DossierEntry[] = [];
  const leftOut: DossierIndex['leftOut'] = [];
  let room = mostBytes;
  for (const { needs, ...entry } of all) {
    const size = entry.content?.length ?? entry.size ?? 0;
    if (needs && !sight[needs]) leftOut.push(leftOutAs(entry, 'not_for_this_role'));
    else if (size > room) leftOut.push(leftOutAs(entry, 'too_large'));
    else {
      room -= size;
      entries.push(entry);
    }
  }
  return { entries, leftOut };
}

const endingOf = (contentType: string | undefined) =>
  contentType !== undefined && isEvidenceContentType(contentType) ? evidenceFiles[contentType].extension : 'bin';

/** What is named in the index, and not there. */
export function leftOutAs(
  { key: _, content: __, size, ...listed }: DossierEntry,
  why: DossierIndex['leftOut'][number]['why'],
): DossierIndex['leftOut'][number] {
  return { ...listed, ...(size !== undefined && { bytes: size }), why };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Packs a dossier: its files, `index.json` and `index.txt`. The same files of the same return give the same bytes, so that a
 * dossier is named by its hash. A file whose bytes are not those that were recorded is left out, and named as altered.
 */
export function packDossier(
  { head: { rma, brand, orderNumber, updatedAt, version } }: Pick<Return, 'head'>,
  fetched: readonly { entry: DossierEntry; bytes: Uint8Array }[],
  left: DossierIndex['leftOut'],
): { zip: Uint8Array; sha256: string; index: DossierIndex } {
  const isKept = ({ entry, bytes }: (typeof fetched)[number]) =>
    entry.sha256 === undefined || entry.sha256 === sha256(bytes);
  const found = fetched.filter(isKept);
  const altered = fetched.filter((file) => !isKept(file)).map(({ entry }) => leftOutAs(entry, 'altered'));
  const leftOut = [...left, ...altered];
  const index: DossierIndex = {
    rma,
    brand,
    orderNumber,
    asOf: updatedAt,
    event: version,
    files: found.map(({ entry: { key: _, content: __, size: ___, ...listed }, bytes }) => ({
      ...listed,
      sha256: sha256(bytes),
      bytes: bytes.length,
    })),
    leftOut,
    advice,
  };
  const files: Zippable = {
    'index.txt': [new TextEncoder().encode(indexText(index)), packed],
    'index.json': [jsonBytes(index), packed],
  };
  for (const { entry, bytes } of found) files[entry.path] = [bytes, /\.(json|txt)$/.test(entry.path) ? packed : asIs];
  const zip = zipSync(files);
  return { zip, sha256: sha256(zip), index };
}

/** A zip's times have no zone and begin in 1980: all files bear that day, and the index says when each was made. */
const mtime = new Date(1980, 0, 1);
const packed = { level: 6, mtime } as const;
/** Pictures and PDFs are packed already. */
const asIs = { level: 0, mtime } as const;

const reasons = {
  not_for_this_role: 'not for your role',
  too_large: 'too large for one file',
  missing: 'could not be found',
  altered: 'is not the file that was kept: its hash is another',
} as const satisfies Record<DossierIndex['leftOut'][number]['why'], string>;

/** The index for people. */
function indexText({ rma, brand, orderNumber, asOf, event, files, leftOut, advice: words }: DossierIndex): string {
  const titled = ({ title, version, latest }: Listed) =>
    `${title}${version === undefined ? '' : `, version ${version}${latest ? '' : ' (replaced)'}`}`;
  return [
    `Dossier of return ${rma} (brand ${brand}, order ${orderNumber})`,
    `As of ${asOf}, event ${event}`,
    '',
    ...(files.length > 0
      ? files.flatMap((file) => [`${file.path}  ${file.bytes} bytes`, `  ${titled(file)}`, `  sha256 ${file.sha256}`])
      : ['Nothing is kept yet.']),
    ...(leftOut.length > 0 ? ['', 'Kept beside, and not in here:'] : []),
    ...leftOut.map((file) => `${file.path}  ${titled(file)}: ${reasons[file.why]}`),
    '',
    words,
    '',
  ].join('\n');
}
