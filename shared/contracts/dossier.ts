import * as z from 'zod';
import { rmaParams } from './command-answer.ts';
import { customsPaper } from './customs-paper.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** What is kept of a return as files: the papers for customs one by one, and all of it in one file. */

const sha256 = z.string().meta({ description: 'Hash of the file, in hexadecimal.' });
const bytes = z.int();
const linked = z.strictObject({ url: z.string(), sha256, bytes });

export const listDocuments = route({
  name: 'listDocuments',
  method: 'GET',
  path: '/v1/returns/{rma}/documents',
  area: 'dossier',
  summary: "List a return's papers for customs, each version as data and as PDF, with what is to be completed",
  action: 'return.read_documents',
  params: rmaParams,
  success: {
    status: 200,
    body: z
      .strictObject({
        rma: v.rmaNumber,
        beingMade: z.boolean().meta({ description: 'Whether a further version is on its way.' }),
        documents: z.array(
          z.strictObject({
            kind: customsPaper,
            title: z.string(),
            version: z.int(),
            consignment: z.int().meta({ description: 'Which of several, where goods go to several places.' }),
            latest: z.boolean().meta({ description: 'Of the version made last: that one holds.' }),
            at: v.time,
            gaps: z.int().meta({ description: 'How much on it is to be completed.' }),
            toComplete: z.array(z.string()).meta({ description: 'What that is, each once.' }),
            data: linked,
            pdf: linked,
          }),
        ),
        expiresAt: v.time.meta({ description: 'Of the links.' }),
      })
      .meta({ id: 'ReturnDocuments' }),
  },
  problems: ['not-found'],
});

const listed = {
  path: z.string().meta({ description: 'In the file.' }),
  kind: z.enum([...customsPaper.options, 'customs_decisions', 'label', 'withdrawal_acknowledgement', 'evidence']),
  title: z.string(),
  version: z.int().optional(),
  consignment: z.int().optional(),
  latest: z.boolean().optional(),
  at: v.time.optional(),
};

export const dossierIndex = z
  .strictObject({
    rma: v.rmaNumber,
    brand: v.brand,
    orderNumber: v.orderNumber,
    asOf: v.time.meta({ description: 'When the return changed last.' }),
    event: z.int().meta({ description: 'Number of that event.' }),
    files: z.array(z.strictObject({ ...listed, sha256, bytes })),
    leftOut: z
      .array(
        z.strictObject({
          ...listed,
          sha256: sha256.optional(),
          bytes: bytes.optional(),
          why: z.enum(['not_for_this_role', 'too_large', 'missing', 'altered']),
        }),
      )
      .meta({ description: 'What is kept beside and is not in the file, and why.' }),
    advice: z.string(),
  })
  .meta({ id: 'DossierIndex', description: '`index.json` of a dossier; `index.txt` says the same to people.' });
export type DossierIndex = z.infer<typeof dossierIndex>;

export const makeDossier = route({
  name: 'makeDossier',
  method: 'POST',
  path: '/v1/returns/{rma}/dossier',
  area: 'dossier',
  summary: 'Get all that is kept of a return as one zip with an index, by a link that soon expires',
  action: 'return.make_dossier',
  params: rmaParams,
  success: {
    status: 200,
    body: z
      .strictObject({ rma: v.rmaNumber, url: z.string(), expiresAt: v.time, sha256, bytes, index: dossierIndex })
      .meta({ id: 'Dossier' }),
  },
  problems: ['not-found'],
  throttle: { rate: 5, burst: 10 },
});
