import { randomBytes, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createListBacktests, createReadBacktest } from '../../../functions/backtests/read-backtests.ts';
import { createRetryBacktest } from '../../../functions/backtests/retry-backtest.ts';
import { createStartBacktest } from '../../../functions/backtests/start-backtest.ts';
import { createCreateBatch } from '../../../functions/batches/create-batch.ts';
import { createReadBatch, createReadBatchErrors } from '../../../functions/batches/read-batch.ts';
import { createGetCompany, createPutCompany } from '../../../functions/brands/companies.ts';
import { createGetConfiguration } from '../../../functions/brands/get-configuration.ts';
import { createPutConfiguration } from '../../../functions/brands/put-configuration.ts';
import {
  createListQuarantine,
  createReadQuarantined,
  createRetryQuarantined,
} from '../../../functions/brands/quarantine.ts';
import { createReplayDeliveries } from '../../../functions/brands/replay-deliveries.ts';
import * as determining from '../../../functions/customs/determine.ts';
import * as records from '../../../functions/customs/records.ts';
import * as deciding from '../../../functions/customs/return-customs.ts';
import { createListDocuments } from '../../../functions/dossier/list-documents.ts';
import { createMakeDossier } from '../../../functions/dossier/make-dossier.ts';
import { createAddEvidence } from '../../../functions/intake/add-evidence.ts';
import { createAnswerQuestion } from '../../../functions/intake/answer-question.ts';
import { createCancelReturn } from '../../../functions/intake/cancel-return.ts';
import { createConfirmWithdrawal } from '../../../functions/intake/confirm-withdrawal.ts';
import { createCreateReturn } from '../../../functions/intake/create-return.ts';
import { createListReasons } from '../../../functions/intake/list-reasons.ts';
import { createPreviewReturn } from '../../../functions/intake/preview-return.ts';
import { createStateWithdrawal } from '../../../functions/intake/state-withdrawal.ts';
import { createCreditPrice } from '../../../functions/money/credit-price.ts';
import { createRetryEffect } from '../../../functions/money/retry-effect.ts';
import { createSettleByHand } from '../../../functions/money/settle-by-hand.ts';
import { createListDealers, createPutDealer } from '../../../functions/orders/dealers.ts';
import { createExchangeGuestLink } from '../../../functions/orders/exchange-guest-link.ts';
import { createListRegisteredProducts } from '../../../functions/orders/list-registered-products.ts';
import { createLookUpOrder } from '../../../functions/orders/look-up-order.ts';
import { createPutOrder } from '../../../functions/orders/put-order.ts';
import { createPutRegisteredProduct } from '../../../functions/orders/put-registered-product.ts';
import {
  createActivatePolicy,
  createEndActivation,
  createRollBackPolicy,
} from '../../../functions/policies/change-book.ts';
import { createCheckPolicy } from '../../../functions/policies/check-policy.ts';
import { createListChanges, createReadBook } from '../../../functions/policies/read-book.ts';
import { createReadDecision } from '../../../functions/policies/read-decision.ts';
import {
  createListPolicies,
  createListVersions,
  createReadDraft,
  createReadVersion,
} from '../../../functions/policies/read-policies.ts';
import { createReadPublished } from '../../../functions/policies/read-published.ts';
import { createSaveDraft } from '../../../functions/policies/save-draft.ts';
import { createTryPolicy } from '../../../functions/policies/try-policy.ts';
import { createApproval } from '../../../functions/review/approve-return.ts';
import { createResendMessage } from '../../../functions/review/resend-message.ts';
import { reviewCommand } from '../../../functions/review/review-command.ts';
import { createFindByPurchaseOrder } from '../../../functions/tracking/find-by-purchase-order.ts';
import { createListReturns } from '../../../functions/tracking/list-returns.ts';
import { createReadActivity } from '../../../functions/tracking/read-activity.ts';
import { createReadQueue } from '../../../functions/tracking/read-queue.ts';
import { createTrackReturn } from '../../../functions/tracking/track-return.ts';
import { createInspectGoods } from '../../../functions/warehouse/inspect-goods.ts';
import { createReceiveParcel } from '../../../functions/warehouse/receive-parcel.ts';
import { createKeepWebhook } from '../../../functions/webhooks/keep-webhook.ts';
import { may } from '../../../shared/access/permissions.ts';
import type { Files } from '../../../shared/adapters/files/s3.ts';
import * as activations from '../../../shared/contracts/activations.ts';
import * as backtests from '../../../shared/contracts/backtests.ts';
import * as batches from '../../../shared/contracts/batches.ts';
import * as brands from '../../../shared/contracts/brands.ts';
import * as companies from '../../../shared/contracts/companies.ts';
import type { PartnerSecrets } from '../../../shared/contracts/configuration.ts';
import * as credits from '../../../shared/contracts/credits.ts';
import * as customs from '../../../shared/contracts/customs-api.ts';
import * as customsRecords from '../../../shared/contracts/customs-records.ts';
import * as dealers from '../../../shared/contracts/dealers.ts';
import * as decisions from '../../../shared/contracts/decisions.ts';
import * as dossier from '../../../shared/contracts/dossier.ts';
import type { ProblemDocument } from '../../../shared/contracts/errors.ts';
import * as intake from '../../../shared/contracts/intake.ts';
import * as orders from '../../../shared/contracts/orders.ts';
import * as policies from '../../../shared/contracts/policies.ts';
import * as products from '../../../shared/contracts/products.ts';
import * as publishedPolicy from '../../../shared/contracts/published-policy.ts';
import * as reasons from '../../../shared/contracts/reasons.ts';
import * as returnCustoms from '../../../shared/contracts/return-customs.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import * as staff from '../../../shared/contracts/staff.ts';
import * as tracking from '../../../shared/contracts/tracking.ts';
import * as webhooks from '../../../shared/contracts/webhooks.ts';
import * as withdrawals from '../../../shared/contracts/withdrawal.ts';
import { assessorOf } from '../../../shared/intake/assessor-of.ts';
import { createSlots } from '../../../shared/intake/upload-slots.ts';
import { finishChecks } from '../../../shared/returns/checks.ts';
import * as review from '../../../shared/returns/review.ts';
import { createEntry, type Served, serves } from '../../../shared/runtime/http.ts';
import { createLocaleReader } from '../../../shared/storage/brand-locale.ts';
import { createBrandReader } from '../../../shared/storage/brands.ts';
import { createCompanyReader } from '../../../shared/storage/companies.ts';
import { createBookReader } from '../../../shared/storage/policy-book.ts';
import { createPolicyReader } from '../../../shared/storage/policy-reader.ts';
import { createWindowReader } from '../../../shared/storage/policy-windows.ts';
import type { Table } from '../../../shared/storage/table.ts';
import { filesInMemory } from '../../fixtures/files-in-memory.ts';
import { type Copies, draftRoutes } from './draft-routes.ts';
import { createTestSignIn, type TestSignIn, type Who } from './sign-in.ts';

/** Every area that serves HTTP, as its function wires it, in this process: the table is the engine's, the clock a test's. */

export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON; text is sent as it is. */
  body?: unknown;
  /** Sent as they are, in place of a body. */
  bytes?: Uint8Array;
  who?: Who;
  token?: string;
  /** Idempotency key; a new one for each call when left out, none when empty. */
  key?: string;
  headers?: Record<string, string>;
}

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Record<string, unknown>;
  body: Body;
}

export interface App extends TestSignIn {
  table: Table;
  served: readonly Served[];
  /** Of drafts' files. */
  copies: Copies;
  call<Body = Record<string, unknown> & Partial<ProblemDocument>>(route: Route, call?: Call): Promise<Answer<Body>>;
}

process.env.POWERTOOLS_LOG_LEVEL = process.env.HOMEWARD_TEST_LOGS ? 'ERROR' : 'SILENT';

export async function createApp(
  table: Table,
  clock: () => Date,
  files: Pick<Files, 'get' | 'putOnce'> = filesInMemory().files,
): Promise<App> {
  const signing = await createTestSignIn();
  const { signIn, signingKey } = signing;
  const command = { table, progressMinutes: 5 };
  const readBrand = createBrandReader(table);
  const assess = assessorOf(table, readBrand);
  const slots = createSlots(async ({ key, rules }) =>
    rules.map((rule) => ({ ...rule, url: 'https://files.example', fields: { key } })),
  );
  const link = async (key: string) => `https://files.example/${key}`;
  const secrets = { read: async (): Promise<PartnerSecrets> => ({}), write: async () => {} };
  const kept = { table, secrets, hasSecret: async () => true };
  const created = { ...command, assess, slots };
  const copies: Copies = { made: [], gone: new Set() };
  const served: Served[] = [
    serves(orders.putOrder, createPutOrder({ table, readBrand })),
    serves(
      orders.lookUpOrder,
      createLookUpOrder({
        table,
        signIn,
        readBrand: createBrandReader(table),
        readBook: createBookReader(table),
        readWindow: createWindowReader(table),
      }),
    ),
    serves(products.putRegisteredProduct, createPutRegisteredProduct({ table })),
    serves(products.listRegisteredProducts, createListRegisteredProducts({ table, signingKey })),
    serves(dealers.putDealer, createPutDealer({ table })),
    serves(dealers.listDealers, createListDealers({ table, signingKey })),
    serves(orders.exchangeGuestLink, createExchangeGuestLink({ table, signIn })),
    serves(reasons.listReasons, createListReasons({ readBrand })),
    serves(intake.previewReturn, createPreviewReturn({ assess })),
    serves(intake.createReturn, createCreateReturn(created)),
    ...draftRoutes(created, copies),
    serves(batches.createBatch, createCreateBatch({ table, readBrand })),
    serves(batches.readBatch, createReadBatch({ table, readBrand })),
    serves(batches.readBatchErrors, createReadBatchErrors({ table, readBrand })),
    serves(intake.addEvidence, createAddEvidence(created)),
    serves(intake.answerQuestion, createAnswerQuestion(command)),
    serves(intake.cancelReturn, createCancelReturn(command)),
    serves(withdrawals.stateWithdrawal, createStateWithdrawal({ table, readBrand: createBrandReader(table) })),
    serves(withdrawals.confirmWithdrawal, createConfirmWithdrawal(created)),
    serves(tracking.trackReturn, createTrackReturn({ table, link })),
    serves(tracking.listReturns, createListReturns({ table, signingKey })),
    serves(tracking.findByPurchaseOrder, createFindByPurchaseOrder({ table, signingKey })),
    serves(tracking.readQueue, createReadQueue({ table, signingKey })),
    serves(tracking.readActivity, createReadActivity({ table })),
    serves(staff.approveReturn, reviewCommand(command, staff.approveReturn, createApproval(command))),
    serves(
      staff.finishChecks,
      reviewCommand(command, staff.finishChecks, (current, context, { finding }) =>
        finishChecks(current, context, finding),
      ),
    ),
    serves(
      staff.rejectReturn,
      reviewCommand(command, staff.rejectReturn, (current, context, rejection, { roles }) =>
        review.reject(current, context, { ...rejection, mayOverride: may(roles, 'return.override') }),
      ),
    ),
    serves(
      staff.askCustomer,
      reviewCommand(command, staff.askCustomer, (current, context, { text }) => review.ask(current, context, text)),
    ),
    serves(staff.settleDispute, reviewCommand(command, staff.settleDispute, review.settleDispute)),
    serves(staff.revokeLinks, reviewCommand(command, staff.revokeLinks, review.revokeLinks)),
    serves(staff.resendMessage, createResendMessage({ table })),
    serves(staff.receiveParcel, createReceiveParcel(command)),
    serves(staff.inspectGoods, createInspectGoods(command)),
    serves(credits.creditPrice, createCreditPrice({ ...command, readCompany: createCompanyReader(table) })),
    serves(staff.retryEffect, createRetryEffect(command)),
    serves(staff.settleByHand, createSettleByHand(command)),
    serves(brands.putConfiguration, createPutConfiguration({ table, secrets, allowHttp: false, newOwner: randomUUID })),
    serves(brands.getConfiguration, createGetConfiguration({ table })),
    serves(companies.putCompany, createPutCompany({ table })),
    serves(companies.getCompany, createGetCompany({ table })),
    serves(brands.replayDeliveries, createReplayDeliveries({ table })),
    serves(brands.listQuarantine, createListQuarantine({ table, signingKey })),
    serves(brands.readQuarantined, createReadQuarantined({ table })),
    serves(brands.retryQuarantined, createRetryQuarantined({ table })),
    serves(backtests.startBacktest, createStartBacktest({ table, randomBytes })),
    serves(backtests.listBacktests, createListBacktests({ table, signingKey })),
    serves(backtests.readBacktest, createReadBacktest({ table, link })),
    serves(backtests.retryBacktest, createRetryBacktest({ table })),
    serves(policies.listPolicies, createListPolicies({ table, signingKey })),
    serves(policies.listPolicyVersions, createListVersions({ table, signingKey })),
    serves(policies.readPolicyVersion, createReadVersion({ table })),
    serves(policies.readPolicyDraft, createReadDraft({ table })),
    serves(policies.savePolicyDraft, createSaveDraft({ table })),
    serves(policies.checkPolicy, createCheckPolicy({ table })),
    serves(policies.tryPolicy, createTryPolicy({ table })),
    serves(activations.activatePolicy, createActivatePolicy({ table })),
    serves(activations.endActivation, createEndActivation({ table })),
    serves(activations.rollBackPolicy, createRollBackPolicy({ table })),
    serves(activations.readPolicyBook, createReadBook({ table })),
    serves(activations.listPolicyChanges, createListChanges({ table, signingKey })),
    serves(customs.determineCustoms, determining.determineCustoms),
    serves(customs.valueCustoms, determining.valueCustoms),
    serves(customs.listJurisdictions, determining.listJurisdictions),
    serves(returnCustoms.readReturnCustoms, deciding.createReadReturnCustoms({ table })),
    serves(returnCustoms.completeCustomsFacts, deciding.createCompleteFacts(command)),
    serves(dossier.listDocuments, createListDocuments({ table, link })),
    serves(dossier.makeDossier, createMakeDossier({ table, files: async () => files, link })),
    serves(customsRecords.putCustomsLane, records.createPutLane({ table })),
    serves(customsRecords.getCustomsLane, records.createGetLane({ table })),
    serves(customsRecords.listCustomsLanes, records.createListLanes({ table, signingKey })),
    serves(customsRecords.putCustomsAuthorisation, records.createPutAuthorisation({ table })),
    serves(customsRecords.getCustomsAuthorisation, records.createGetAuthorisation({ table })),
    serves(customsRecords.listCustomsAuthorisations, records.createListAuthorisations({ table, signingKey })),
    serves(decisions.readDecision, createReadDecision({ table, policies: createPolicyReader(table) })),
    serves(
      publishedPolicy.readPublishedPolicy,
      createReadPublished({ readBrand, readBook: createBookReader(table), policies: createPolicyReader(table) }),
    ),
    serves(webhooks.shopifyWebhook, createKeepWebhook(kept, 'shopify')),
    serves(webhooks.easypostWebhook, createKeepWebhook(kept, 'easypost')),
    serves(webhooks.genericWebhook, createKeepWebhook(kept, 'generic')),
  ];
  const entry = createEntry(served, { signIn, clock, localeOf: createLocaleReader(table) });
  return {
    ...signing,
    table,
    served,
    copies,
    async call<Body>(route: Route, call: Call = {}): Promise<Answer<Body>> {
      const token = call.token ?? (call.who && (await signing.tokenOf(call.who)));
      const answer = await entry(eventOf(route, call, token), {} as Context);
      return {
        status: answer.statusCode ?? 0,
        headers: answer.headers ?? {},
        body: contentOf(answer.headers?.['content-type'], answer.body) as Body,
      };
    },
  };
}

/** An answer's content: parsed where it is JSON, else its text. */
function contentOf(type: unknown, body: string | undefined): unknown {
  if (!body) return undefined;
  return /json/.test(String(type)) ? JSON.parse(body) : body;
}

/** A request as API Gateway hands it on. */
function eventOf({ method, path }: Route, call: Call, token: string | undefined): APIGatewayProxyEventV2 {
  const { params = {}, query, bytes, key = randomUUID(), headers } = call;
  const body = bytes ? Buffer.from(bytes).toString('base64') : call.body;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...headers,
    },
    pathParameters: params,
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: bytes !== undefined,
    requestContext: {
      requestId: randomUUID(),
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'tests' },
    } as APIGatewayProxyEventV2['requestContext'],
  };
}
