import { randomBytes } from 'node:crypto';
import { createMailLink } from '../../../functions/drafts/mail-link.ts';
import { createReadDraft } from '../../../functions/drafts/read-draft.ts';
import { createReadFunnel } from '../../../functions/drafts/read-funnel.ts';
import { createRevokeDraftLinks } from '../../../functions/drafts/revoke-links.ts';
import {
  createSaveContact,
  createSaveFiles,
  createSaveProblem,
  createSaveProduct,
  createSavePurchase,
} from '../../../functions/drafts/save-step.ts';
import { createStartDraft } from '../../../functions/drafts/start-draft.ts';
import { createSubmitDraft } from '../../../functions/drafts/submit-draft.ts';
import * as drafts from '../../../shared/contracts/drafts.ts';
import { createCustomsReader } from '../../../shared/intake/customs-of.ts';
import { createRequestLoader } from '../../../shared/intake/load-request.ts';
import type { MakeReturnDeps } from '../../../shared/intake/make-return.ts';
import { type Served, serves } from '../../../shared/runtime/http.ts';
import { createBrandReader } from '../../../shared/storage/brands.ts';
import { createCompanyReader } from '../../../shared/storage/companies.ts';
import { createBookReader } from '../../../shared/storage/policy-book.ts';
import { createPolicyReader } from '../../../shared/storage/policy-reader.ts';

/** Copies of files that were asked for, and where there is none to copy. */
export interface Copies {
  made: { from: string; to: string }[];
  gone: Set<string>;
}

/** Routes of drafts, as their function wires them; what is copied is noted. */
export function draftRoutes(created: MakeReturnDeps, copies: Copies): Served[] {
  const { table } = created;
  const deps = {
    ...created,
    load: createRequestLoader({
      table,
      readBrand: createBrandReader(table),
      readCompany: createCompanyReader(table),
    }),
    readBook: createBookReader(table),
    policies: createPolicyReader(table),
    readCustoms: createCustomsReader(table),
    copyOnce: async (from: string, to: string) => {
      if (copies.gone.has(from)) return 'gone' as const;
      copies.made.push({ from, to });
      return 'there' as const;
    },
    randomBytes,
  };
  return [
    serves(drafts.startDraft, createStartDraft(deps)),
    serves(drafts.readDraft, createReadDraft(deps)),
    serves(drafts.saveDraftProduct, createSaveProduct(deps)),
    serves(drafts.saveDraftContact, createSaveContact(deps)),
    serves(drafts.saveDraftPurchase, createSavePurchase(deps)),
    serves(drafts.saveDraftProblem, createSaveProblem(deps)),
    serves(drafts.saveDraftFiles, createSaveFiles(deps)),
    serves(drafts.mailDraftLink, createMailLink(deps)),
    serves(drafts.revokeDraftLinks, createRevokeDraftLinks(deps)),
    serves(drafts.submitDraft, createSubmitDraft(deps)),
    serves(drafts.readFunnel, createReadFunnel(deps)),
  ];
}
