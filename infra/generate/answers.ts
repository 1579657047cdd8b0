import * as batches from '../../shared/contracts/batches.ts';
import * as brands from '../../shared/contracts/brands.ts';
import * as companies from '../../shared/contracts/companies.ts';
import * as credits from '../../shared/contracts/credits.ts';
import * as dealers from '../../shared/contracts/dealers.ts';
import * as drafts from '../../shared/contracts/drafts.ts';
import * as intake from '../../shared/contracts/intake.ts';
import * as orders from '../../shared/contracts/orders.ts';
import * as products from '../../shared/contracts/products.ts';
import * as reasons from '../../shared/contracts/reasons.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { AnswerOf, Route } from '../../shared/contracts/route.ts';
import { exampleSite } from '../../shared/contracts/sites.ts';
import * as staff from '../../shared/contracts/staff.ts';
import * as tracking from '../../shared/contracts/tracking.ts';
import * as webhooks from '../../shared/contracts/webhooks.ts';
import * as withdrawals from '../../shared/contracts/withdrawal.ts';
import { shippedReasons } from '../../shared/reasons/shipped.ts';
import { shownReason } from '../../shared/reasons/shown.ts';
import { hashEvent, startOfChain } from '../../shared/returns/event-chain.ts';
import { backtestAnswers } from './backtest-answers.ts';
import { customsAnswers } from './customs-answers.ts';
import { dossierAnswers } from './dossier-answers.ts';
import { draftAnswers } from './draft-answers.ts';
import { policyAnswers } from './policy-answers.ts';

/** Answers as they look, one for each route, all of one story: headphones that came back because they did not please. */

const rma = '7K3F-9XTB-2MQT';
const orderNumber = 'LM-10042';
const title = 'Headphones Seven';
const euro = (minor: number) => ({ currency: 'EUR', minor });
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJicmFuZCI6Imx1bWVuIn0.c2lnbmF0dXJl';
const expiresAt = '2026-11-02T10:30:00.000Z';
const restocking = { kind: 'restocking', amount: euro(2580) } as const;

const assessment: AnswerOf<typeof intake.previewReturn> = {
  outcome: 'approve',
  lines: [
    {
      lineId: '1',
      title,
      quantity: 1,
      outcome: 'approve',
      message: 'You can send it back; a restocking fee and the way back are taken off your refund.',
      labelPayer: 'customer',
      fees: [restocking, { kind: 'return_shipping', amount: euro(495) }],
      resolution: 'refund',
      resolutions: ['refund', 'exchange', 'store_credit'],
      evidence: [],
      refund: { goods: euro(12900), delivery: euro(0), fees: euro(3075), total: euro(9825) },
      why: [{ id: 'remorse-in-window', why: 'The customer changed their mind within the return window' }],
      checks: [],
      problems: [],
      window: { until: '2026-11-23' },
      policy: { id: 'default', version: '2026-11-1' },
    },
  ],
  refund: euro(9825),
};

const uploads: AnswerOf<typeof intake.addEvidence>['uploads'] = [
  {
    evidenceId: '1',
    type: 'photo',
    uploads: [
      {
        contentType: 'image/jpeg',
        url: 'https://files.example/',
        fields: { key: `uploads/lumen/${rma}/1`, 'Content-Type': 'image/jpeg', Policy: 'eyJleHBpcmF0aW9u…' },
        maxBytes: 15728640,
      },
    ],
    expiresAt,
  },
];

const at =
  (stage: 'request' | 'authorization' | 'shipping' | 'inspection' | 'resolution' | 'closed', version: number) =>
  (state: AnswerOf<typeof staff.approveReturn>['portions'][number]['state']) => ({
    rma,
    stage,
    version,
    portions: [{ id: '1', lineId: '1', quantity: 1, state }],
  });

const configuration: AnswerOf<typeof brands.getConfiguration> = {
  brand: 'lumen',
  version: 4,
  configuration: {
    name: 'Lumen',
    sender: 'returns@lumen.example',
    colours: { primary: '#1f4e5f', background: '#ffffff' },
    links: { tracking: 'https://lumen.example/returns#{token}' },
    country: 'DE',
    returnAddress: {
      name: 'Lumen returns',
      line1: 'Beispielstraße 12',
      city: 'Musterstadt',
      postalCode: '12345',
      country: 'DE',
    },
    locale: 'de',
    erp: { url: 'https://erp.lumen.example/returns' },
    sites: [exampleSite],
    parcels: { mostGrams: 31_500, longestMillimetres: 1200 },
  },
  secrets: ['easypost', 'erp'],
};

const batch: Omit<AnswerOf<typeof batches.readBatch>, 'state'> = {
  id: 'B-4WQ2-8HNV-K7D5',
  mode: 'all_or_nothing',
  shipping: 'parcels',
  createdAt: '2026-11-02T09:30:00.000Z',
  rows: { all: 3, waiting: 3, reserved: 0, inReturns: 0, refused: 0, givenBack: 0 },
  returns: [],
  errors: [],
  errorsInAll: 0,
};

const company: AnswerOf<typeof companies.getCompany> = {
  company: 'ACME-01',
  version: 2,
  account: {
    name: 'Acme Rentals',
    tier: 'gold',
    resolution: 'store_credit',
    purchaseOrderRequired: true,
    consolidatedPallets: true,
  },
};

const firstEvent = {
  brand: 'lumen',
  rma,
  seq: 1,
  type: 'return.requested',
  at: '2026-11-02T09:30:00.000Z',
  actor: { role: 'customer', id: 'C-1001' },
  data: { portions: [{ id: '1', outcome: 'approve' }] },
  stage: 'authorization',
  starts: ['issue_label'],
  previous: startOfChain,
} satisfies Omit<ReturnEvent, 'hash'>;

const quarantined = {
  id: `generic.${'0f'.repeat(32)}`,
  provider: 'generic',
  reason: 'No return has this tracking number',
  receivedAt: '2026-11-04T09:00:00.000Z',
} as const;

const of = <R extends Route>(route: R, answer: AnswerOf<R>): [string, unknown] => [route.name, answer];
const accepted = { accepted: true } as const;

/** Answers by the name of their route. */
export const answers: Readonly<Record<string, unknown>> = Object.fromEntries([
  of(orders.putOrder, { orderNumber, updatedAt: '2026-10-24T16:00:00.000Z', applied: true }),
  of(orders.lookUpOrder, {
    token,
    expiresAt,
    brand: 'lumen',
    orderNumber,
    placedAt: '2026-10-20T08:15:28.000Z',
    lines: [
      {
        lineId: '1',
        sku: 'LM-HEAD-7',
        title,
        category: 'audio',
        bought: 1,
        returnable: 1,
        cancellable: 0,
        serials: ['LMX-204518'],
        paid: euro(12900),
        deliveredAt: '2026-10-24T12:30:00.000Z',
        until: '2026-11-24T12:29:59.999Z',
      },
    ],
  }),
  of(products.putRegisteredProduct, { serial: 'LMX-204518', updatedAt: '2026-10-24T16:00:00.000Z', applied: true }),
  of(products.listRegisteredProducts, {
    items: [
      {
        serial: 'LMX-204518',
        sku: 'LM-DOCK-2',
        title: 'Lumen Dock 2',
        category: 'it',
        installedOn: '2026-03-14',
        specification: { Colour: 'Graphite', Ports: '6' },
        warrantyMonths: 24,
        purchase: { on: '2026-03-12', dealer: 'D-104', paid: euro(14900), country: 'DE' },
      },
    ],
  }),
  of(dealers.putDealer, {
    dealer: 'D-104',
    version: 1,
    name: 'Muster Elektronik',
    authorizations: [{ from: '2024-01-01' }],
  }),
  of(dealers.listDealers, { items: [{ dealer: 'D-104', name: 'Muster Elektronik', country: 'DE' }] }),
  of(orders.exchangeGuestLink, { token, expiresAt, rma }),
  of(reasons.listReasons, {
    category: 'audio',
    language: 'en',
    reasons: [shownReason({ ...shippedReasons.missing_part, code: 'missing_part', class: 'missing_part' }, 'en')],
  }),
  of(intake.previewReturn, assessment),
  of(intake.createReturn, { rma, stage: 'authorization', outcome: 'approve', assessment, uploads: [] }),
  ...Object.entries(draftAnswers),
  of(drafts.submitDraft, { rma, stage: 'authorization', outcome: 'approve', assessment, uploads: [] }),
  of(intake.addEvidence, { rma, uploads }),
  of(intake.answerQuestion, at('authorization', 4)('under_review')),
  of(withdrawals.stateWithdrawal, {
    id: '0f3a9c5b7d1e4f608a2b4c6d8e0f1a2b',
    confirmBy: expiresAt,
    covers: [
      {
        lineId: '1',
        title,
        quantity: 1,
        status: 'open',
        until: '2026-11-09T22:59:59.999Z',
        article: 'Directive 2011/83/EU, Art. 9(1), 9(2)(b) (BGB §§ 312g, 355–357)',
      },
    ],
    notCovered: [],
    labels: { withdraw: 'Vertrag hier widerrufen', confirm: 'Widerruf bestätigen' },
    text: `Hiermit widerrufe ich, Kim Muster, den Vertrag über folgende Ware der Bestellung ${orderNumber}: ${title}. Bitte antworten Sie an kim@customer.example.`,
  }),
  of(withdrawals.confirmWithdrawal, {
    id: '0f3a9c5b7d1e4f608a2b4c6d8e0f1a2b',
    rma,
    returns: [rma],
    submittedAt: '2026-11-02T09:30:00.000Z',
    stage: 'authorization',
    covers: [{ lineId: '1', title, quantity: 1, state: 'authorized', rma }],
    sendBackBy: '2026-11-16T22:59:59.999Z',
    refundBy: '2026-11-16T22:59:59.999Z',
    mayBeHeldBack: true,
    acknowledgement:
      'Wir bestätigen den Eingang Ihres Widerrufs per E-Mail an kim@customer.example, mit Inhalt und Zeitpunkt; auf der Seite Ihrer Rückgabe finden Sie die Bestätigung als PDF.',
  }),
  of(intake.cancelReturn, at('closed', 2)('cancelled')),
  of(batches.createBatch, { ...batch, state: 'reserving', reservedUntil: '2026-11-02T09:45:00.000Z' }),
  of(batches.readBatch, {
    ...batch,
    state: 'refused',
    rows: { all: 3, waiting: 0, reserved: 0, inReturns: 0, refused: 1, givenBack: 2 },
    errors: [
      {
        row: 4,
        column: 'serial',
        code: 'serial_in_open_return',
        detail: 'LMX-710004 is already in an open return.',
      },
    ],
    errorsInAll: 1,
  }),
  of(tracking.trackReturn, {
    rma,
    orderNumber,
    requestedAt: '2026-11-02T09:30:00.000Z',
    channel: 'portal',
    stage: 'shipping',
    status: { code: 'ready_to_ship', text: 'Ready to ship' },
    next: { text: 'Put the label on the parcel and hand it in.', by: '2026-11-16T09:31:00.000Z' },
    portions: [
      {
        id: '1',
        lineId: '1',
        title,
        quantity: 1,
        reason: 'customer_remorse',
        resolution: 'refund',
        state: 'awaiting_shipment',
        refund: {
          goods: euro(12900),
          delivery: euro(0),
          fees: euro(3075),
          feesFor: [restocking, { kind: 'return_shipping', amount: euro(495) }],
          deduction: euro(0),
          total: euro(9825),
          settled: false,
        },
      },
    ],
    shipments: [
      {
        id: '1',
        carrier: 'Homeward Parcel',
        trackingNumber: 'HW100000000042',
        state: 'label_created',
        payer: 'customer',
        portions: ['1'],
        label: { pdf: 'https://files.example/label.pdf', png: 'https://files.example/label.png', expiresAt },
      },
    ],
    evidence: [],
    money: [],
    timeline: [
      { at: '2026-11-02T09:30:00.000Z', type: 'return.requested', text: 'Return requested' },
      { at: '2026-11-02T09:31:00.000Z', type: 'return.label_issued', text: 'Label ready' },
    ],
  }),
  of(tracking.listReturns, {
    items: [
      { rma, orderNumber, stage: 'shipping', requestedAt: '2026-11-02T09:30:00.000Z', summary: title, quantity: 1 },
    ],
  }),
  of(tracking.findByPurchaseOrder, { items: [{ rma, orderNumber, requestedAt: '2026-11-02T09:30:00.000Z' }] }),
  of(tracking.readQueue, {
    items: [
      {
        rma,
        portion: '1',
        state: 'under_review',
        dueAt: '2026-11-03T09:30:00.000Z',
        title,
        quantity: 1,
        reason: 'defective',
      },
      {
        rma: '4H8D-2CWN-6RJV',
        portion: '1',
        state: 'awaiting_customs',
        dueAt: '2026-11-03T09:30:00.000Z',
        title,
        quantity: 1,
        reason: 'customer_remorse',
        customs: { lane: 'US-GB', why: 'stopped', about: ['no_importer_of_record'] },
      },
    ],
  }),
  of(tracking.readActivity, {
    rma,
    whole: true,
    problems: [],
    events: [{ ...firstEvent, hash: hashEvent(firstEvent) }],
    notes: [],
  }),
  of(staff.finishChecks, at('shipping', 4)('awaiting_shipment')),
  of(staff.approveReturn, at('authorization', 2)('authorized')),
  of(staff.rejectReturn, at('closed', 2)('rejected')),
  of(staff.askCustomer, at('authorization', 2)('awaiting_answer')),
  of(staff.settleDispute, at('resolution', 7)('resolving')),
  of(staff.resendMessage, { rma, seq: 3 }),
  of(staff.revokeLinks, at('shipping', 4)('awaiting_shipment')),
  of(staff.receiveParcel, at('inspection', 5)('quarantined')),
  of(staff.inspectGoods, at('resolution', 6)('resolving')),
  of(credits.creditPrice, { rma, stage: 'resolution', amount: euro(1500), as: 'store_credit' }),
  of(staff.retryEffect, at('resolution', 9)('resolving')),
  of(staff.settleByHand, at('resolution', 9)('resolving')),
  of(brands.putConfiguration, configuration),
  of(brands.getConfiguration, configuration),
  of(companies.putCompany, company),
  of(companies.getCompany, company),
  of(brands.replayDeliveries, { rma, from: 3 }),
  of(brands.listQuarantine, { items: [quarantined] }),
  of(brands.readQuarantined, { ...quarantined, body: '{"type":"shipment.delivered"}' }),
  of(brands.retryQuarantined, { id: quarantined.id }),
  ...Object.entries(backtestAnswers),
  ...customsAnswers,
  ...dossierAnswers,
  ...policyAnswers,
  of(webhooks.shopifyWebhook, accepted),
  of(webhooks.easypostWebhook, accepted),
  of(webhooks.genericWebhook, accepted),
]);
