import { advice } from '../../contracts/customs-basis.ts';
import type { Consignment, DemandedPaper } from '../../contracts/customs-consignment.ts';
import type { CertificatesDocument } from '../../contracts/customs-documents.ts';
import type { Block, Sheet } from '../sheet.ts';
import { gapKeeper, shownIn } from './gaps.ts';
import { headingOf, sheetOf } from './heading.ts';

/** Papers of a route that are made here, under the names the rules give them. */
const madeHere: readonly string[] = [
  'commercial_invoice',
  'list_of_goods',
  'repairer_declaration',
  'importer_declaration',
];

/**
 * A place in the dossier for each paper that a route demands and others issue: a guarantee, a carnet, a proof of export.
 * @returns undefined where none is demanded
 */
export function certificatesOf(consignment: Consignment): CertificatesDocument | undefined {
  const { gaps, want } = gapKeeper();
  const demanded = new Map<string, { paper: DemandedPaper; lines: Set<string> }>();
  for (const { line, grants } of consignment.lines)
    for (const paper of grants.flatMap(({ papers }) => papers).filter(({ id }) => !madeHere.includes(id))) {
      const entry = demanded.get(paper.id) ?? { paper, lines: new Set() };
      demanded.set(paper.id, { ...entry, lines: entry.lines.add(line) });
    }
  if (demanded.size === 0) return undefined;
  return {
    kind: 'certificates',
    ...headingOf(consignment),
    certificates: [...demanded.values()].map(({ paper, lines }, i) => ({
      ...paper,
      lines: [...lines],
      number: want(undefined, `/certificates/${i}/number`, 'its number'),
      issuedBy: want(undefined, `/certificates/${i}/issuedBy`, 'who issued it'),
      issuedOn: want(undefined, `/certificates/${i}/issuedOn`, 'when it was issued'),
    })),
    gaps,
    advice,
  };
}

export function certificatesSheet(document: CertificatesDocument): Sheet {
  const shown = shownIn(document);
  return sheetOf(
    document,
    document.certificates.flatMap(({ title, note, basis, lines, ...one }, i): Block[] => [
      { kind: 'heading', text: title },
      {
        kind: 'facts',
        facts: [
          { label: 'For line', value: lines.join(', ') },
          ...(note ? [{ label: 'Note', value: note }] : []),
          ...(basis.length > 0 ? [{ label: 'Law', value: basis.map(({ citation }) => citation) }] : []),
          { label: 'Number', value: shown(`/certificates/${i}/number`, one.number) },
          { label: 'Issued by', value: shown(`/certificates/${i}/issuedBy`, one.issuedBy) },
          { label: 'Issued on', value: shown(`/certificates/${i}/issuedOn`, one.issuedOn) },
        ],
      },
    ]),
  );
}
