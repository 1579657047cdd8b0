import { randomBytes } from 'node:crypto';
import { createCopyOnce } from '../../shared/adapters/files/copies.ts';
import { createUploads } from '../../shared/adapters/files/uploads.ts';
import * as contract from '../../shared/contracts/drafts.ts';
import { createAssessor } from '../../shared/intake/assessor.ts';
import { createCustomsReader } from '../../shared/intake/customs-of.ts';
import { createRequestLoader } from '../../shared/intake/load-request.ts';
import { createSlots } from '../../shared/intake/upload-slots.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createCompanyReader } from '../../shared/storage/companies.ts';
import { createBookReader } from '../../shared/storage/policy-book.ts';
import { createPolicyReader } from '../../shared/storage/policy-reader.ts';
import { createMailLink } from './mail-link.ts';
import { createReadDraft } from './read-draft.ts';
import { createReadFunnel } from './read-funnel.ts';
import { createRevokeDraftLinks } from './revoke-links.ts';
import {
  createSaveContact,
  createSaveFiles,
  createSaveProblem,
  createSaveProduct,
  createSavePurchase,
} from './save-step.ts';
import { createStartDraft } from './start-draft.ts';
import { createSubmitDraft } from './submit-draft.ts';

const service = serviceFromEnvironment();
const { table } = service;
const { FILES_BUCKET: bucket } = readSettings(['FILES_BUCKET']);
const files = { bucket, signer: table.documents.config, endpoint: process.env.AWS_ENDPOINT_URL };
const reading = {
  table,
  readBrand: createBrandReader(table),
  readCompany: createCompanyReader(table),
  readBook: createBookReader(table),
  policies: createPolicyReader(table),
  readCustoms: createCustomsReader(table),
};
const deps = {
  ...service,
  ...reading,
  load: createRequestLoader(reading),
  assess: createAssessor(reading),
  slots: createSlots(createUploads(files)),
  copyOnce: createCopyOnce(files),
  randomBytes,
};

export const handler = createEntry(
  [
    serves(contract.startDraft, createStartDraft(deps)),
    serves(contract.readDraft, createReadDraft(deps)),
    serves(contract.saveDraftProduct, createSaveProduct(deps)),
    serves(contract.saveDraftContact, createSaveContact(deps)),
    serves(contract.saveDraftPurchase, createSavePurchase(deps)),
    serves(contract.saveDraftProblem, createSaveProblem(deps)),
    serves(contract.saveDraftFiles, createSaveFiles(deps)),
    serves(contract.mailDraftLink, createMailLink(deps)),
    serves(contract.revokeDraftLinks, createRevokeDraftLinks(deps)),
    serves(contract.submitDraft, createSubmitDraft(deps)),
    serves(contract.readFunnel, createReadFunnel(deps)),
  ],
  service.entry,
);
