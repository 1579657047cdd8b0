import * as contracts from '../../shared/contracts/customs-api.ts';
import * as records from '../../shared/contracts/customs-records.ts';
import * as returnCustoms from '../../shared/contracts/return-customs.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { determineCustoms, listJurisdictions, valueCustoms } from './determine.ts';
import {
  createGetAuthorisation,
  createGetLane,
  createListAuthorisations,
  createListLanes,
  createPutAuthorisation,
  createPutLane,
} from './records.ts';
import { createCompleteFacts, createReadReturnCustoms } from './return-customs.ts';

const service = serviceFromEnvironment();

export const handler = createEntry(
  [
    serves(contracts.determineCustoms, determineCustoms),
    serves(contracts.valueCustoms, valueCustoms),
    serves(contracts.listJurisdictions, listJurisdictions),
    serves(returnCustoms.readReturnCustoms, createReadReturnCustoms(service)),
    serves(returnCustoms.completeCustomsFacts, createCompleteFacts(service)),
    serves(records.putCustomsLane, createPutLane(service)),
    serves(records.getCustomsLane, createGetLane(service)),
    serves(records.listCustomsLanes, createListLanes(service)),
    serves(records.putCustomsAuthorisation, createPutAuthorisation(service)),
    serves(records.getCustomsAuthorisation, createGetAuthorisation(service)),
    serves(records.listCustomsAuthorisations, createListAuthorisations(service)),
  ],
  service.entry,
);
