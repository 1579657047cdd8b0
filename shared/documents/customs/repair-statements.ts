import type { RepairDeclarationDocument } from '../../contracts/customs-documents.ts';
import { toComplete } from './gaps.ts';

type Statements = RepairDeclarationDocument['statements'];

const blank = (what: string) => `[${toComplete(what)}]`;

/** The two declarations of 19 CFR 10.8(a)(1) and (2), which asks for "substantially" this form (text of 2002). */
export const usStatements: Statements = [
  {
    by: 'repairer',
    title: 'Declaration of the person who performed the repairs or alterations (19 CFR 10.8(a)(1))',
    sentences: [
      `I, ${blank('name')}, declare that the articles specified here are the articles that, in the condition in which they were exported from the United States, were received by me (us) on ${blank('date')} from the owner or exporter in the United States named above;`,
      'that I (we) received them for the sole purpose of having them repaired or altered;',
      'that only the repairs or alterations described above were performed by me (us);',
      'that the full cost or, where no charge is made, the value of those repairs or alterations is correctly stated above;',
      'and that no substitution whatever was made to replace any of the articles originally received from that owner or exporter.',
    ],
  },
  {
    by: 'importer',
    title: 'Declaration of the owner, importer, consignee or agent (19 CFR 10.8(a)(2))',
    sentences: [
      `I, ${blank('name')}, declare that the declaration above by the person who performed the repairs or alterations abroad is true and correct to the best of my knowledge and belief;`,
      'that the articles were not manufactured or produced in the United States under subheading 9813.00.05, HTSUS;',
      `that they were exported from the United States for repairs or alterations and without benefit of drawback from ${blank('port')} on ${blank('date')};`,
      'and that the articles entered in their repaired or altered condition are the same articles that were exported on that date and are identified in the declaration above.',
    ],
  },
];

/** Without a form of the law: what customs offices ask to know goods again, and to relieve only the repair. */
export const generalStatements: Statements = [
  {
    by: 'repairer',
    title: "Repairer's statement",
    sentences: [
      `The goods named above were received on ${blank('date')} from the owner or exporter named above, for repair only.`,
      'Only the work described above was done. It restores the goods; it does not make them perform better than when they were new.',
      'The goods sent back are those received: each bears the serial number stated above, and none was replaced.',
      'The cost stated above is the whole of what is charged, parts and labour included; where no charge is made, it is what the work would have cost.',
    ],
  },
  {
    by: 'owner',
    title: 'Statement of the owner, or of who takes the goods in again',
    sentences: [
      'The goods taken in are those that were sent out for repair. No repayment or remission of duty was claimed on their export.',
      'Where the repair is free of charge: it is so under a guarantee or because of a defect, and the defect was not considered when the goods were first released.',
    ],
  },
];
