import { createUploads } from '../../shared/adapters/files/uploads.ts';
import {
  addEvidence,
  answerQuestion,
  cancelReturn,
  createReturn,
  previewReturn,
} from '../../shared/contracts/intake.ts';
import { listReasons } from '../../shared/contracts/reasons.ts';
import { confirmWithdrawal, stateWithdrawal } from '../../shared/contracts/withdrawal.ts';
import { assessorOf } from '../../shared/intake/assessor-of.ts';
import { createSlots } from '../../shared/intake/upload-slots.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createAddEvidence } from './add-evidence.ts';
import { createAnswerQuestion } from './answer-question.ts';
import { createCancelReturn } from './cancel-return.ts';
import { createConfirmWithdrawal } from './confirm-withdrawal.ts';
import { createCreateReturn } from './create-return.ts';
import { createListReasons } from './list-reasons.ts';
import { createPreviewReturn } from './preview-return.ts';
import { createStateWithdrawal } from './state-withdrawal.ts';

const service = serviceFromEnvironment();
const { FILES_BUCKET } = readSettings(['FILES_BUCKET']);
const upload = createUploads({
  bucket: FILES_BUCKET,
  signer: service.table.documents.config,
  endpoint: process.env.AWS_ENDPOINT_URL,
});
const readBrand = createBrandReader(service.table);
const deps = { ...service, assess: assessorOf(service.table, readBrand), readBrand, slots: createSlots(upload) };

export const handler = createEntry(
  [
    serves(listReasons, createListReasons({ readBrand })),
    serves(previewReturn, createPreviewReturn(deps)),
    serves(createReturn, createCreateReturn(deps)),
    serves(addEvidence, createAddEvidence(deps)),
    serves(answerQuestion, createAnswerQuestion(deps)),
    serves(cancelReturn, createCancelReturn(deps)),
    serves(stateWithdrawal, createStateWithdrawal(deps)),
    serves(confirmWithdrawal, createConfirmWithdrawal(deps)),
  ],
  service.entry,
);
