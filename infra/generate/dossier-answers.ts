import { advice } from '../../shared/contracts/customs-basis.ts';
import * as dossier from '../../shared/contracts/dossier.ts';
import type { AnswerOf, Route } from '../../shared/contracts/route.ts';

/** Answers about what is kept of a return as files. */

const of = <R extends Route>(route: R, answer: AnswerOf<R>): [string, unknown] => [route.name, answer];

const rma = '7K3F-9XTB-2MQT';
const at = '2026-11-02T09:30:12.000Z';
const expiresAt = '2026-11-02T09:45:00.000Z';
const sha256 = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c';
const listed = {
  path: 'customs/v0001/packing-list.pdf',
  kind: 'packing_list',
  title: 'Packing list',
  version: 1,
  consignment: 1,
  latest: true,
  at,
} as const;
const url = (key: string) => `https://files.example/${key}?X-Amz-Expires=900`;

export const dossierAnswers: readonly [string, unknown][] = [
  of(dossier.listDocuments, {
    rma,
    beingMade: false,
    documents: [
      {
        kind: 'packing_list',
        title: 'Packing list',
        version: 1,
        consignment: 1,
        latest: true,
        at,
        gaps: 2,
        toComplete: ['net mass in kg', 'gross mass in kg'],
        data: { url: url(`documents/lumen/${rma}/${sha256}.json`), sha256, bytes: 812 },
        pdf: { url: url(`documents/lumen/${rma}/${sha256}.pdf`), sha256, bytes: 3620 },
      },
    ],
    expiresAt,
  }),
  of(dossier.makeDossier, {
    rma,
    url: url(`dossiers/lumen/${rma}/${sha256}.zip`),
    expiresAt,
    sha256,
    bytes: 21_480,
    index: {
      rma,
      brand: 'lumen',
      orderNumber: 'LM-10042',
      asOf: at,
      event: 3,
      files: [{ ...listed, sha256, bytes: 3620 }],
      leftOut: [
        {
          path: 'evidence/E1.jpg',
          kind: 'evidence',
          title: 'Evidence E1: photo',
          at,
          bytes: 48_211,
          why: 'not_for_this_role',
        },
      ],
      advice,
    },
  }),
];
