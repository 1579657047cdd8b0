import {
  activatePolicy,
  endActivation,
  listPolicyChanges,
  readPolicyBook,
  rollBackPolicy,
} from '../../shared/contracts/activations.ts';
import { readDecision } from '../../shared/contracts/decisions.ts';
import {
  checkPolicy,
  listPolicies,
  listPolicyVersions,
  readPolicyDraft,
  readPolicyVersion,
  savePolicyDraft,
  tryPolicy,
} from '../../shared/contracts/policies.ts';
import { readPublishedPolicy } from '../../shared/contracts/published-policy.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createBookReader } from '../../shared/storage/policy-book.ts';
import { createPolicyReader } from '../../shared/storage/policy-reader.ts';
import { createActivatePolicy, createEndActivation, createRollBackPolicy } from './change-book.ts';
import { createCheckPolicy } from './check-policy.ts';
import { createListChanges, createReadBook } from './read-book.ts';
import { createReadDecision } from './read-decision.ts';
import { createListPolicies, createListVersions, createReadDraft, createReadVersion } from './read-policies.ts';
import { createReadPublished } from './read-published.ts';
import { createSaveDraft } from './save-draft.ts';
import { createTryPolicy } from './try-policy.ts';

const service = serviceFromEnvironment();
const policies = createPolicyReader(service.table);

export const handler = createEntry(
  [
    serves(listPolicies, createListPolicies(service)),
    serves(listPolicyVersions, createListVersions(service)),
    serves(readPolicyVersion, createReadVersion(service)),
    serves(readPolicyDraft, createReadDraft(service)),
    serves(savePolicyDraft, createSaveDraft(service)),
    serves(checkPolicy, createCheckPolicy(service)),
    serves(tryPolicy, createTryPolicy(service)),
    serves(activatePolicy, createActivatePolicy(service)),
    serves(endActivation, createEndActivation(service)),
    serves(rollBackPolicy, createRollBackPolicy(service)),
    serves(readPolicyBook, createReadBook(service)),
    serves(listPolicyChanges, createListChanges(service)),
    serves(readDecision, createReadDecision({ ...service, policies })),
    serves(
      readPublishedPolicy,
      createReadPublished({
        policies,
        readBrand: createBrandReader(service.table),
        readBook: createBookReader(service.table),
      }),
    ),
  ],
  service.entry,
);
