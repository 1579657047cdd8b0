import * as drafts from '../../shared/contracts/drafts.ts';
import { fieldError } from '../../shared/contracts/errors.ts';
import type { AnswerOf } from '../../shared/contracts/route.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import { shippedReasons } from '../../shared/reasons/shipped.ts';

/** Answers as they look for drafts: one is asked what was tried. */

const id = 'D-7K3F9XTB2MQT4W8R6ZPA';
const [, , tried] = shippedReasons.defective.questions;
const asked = fieldError('/lines/0/description/tried', 'tried_missing', { question: tried?.text ?? '' });

const begun: AnswerOf<typeof drafts.readDraft> = {
  id,
  state: 'open',
  version: 1,
  orderNumber: 'LM-10042',
  channel: 'portal',
  locale: 'en',
  createdAt: '2026-11-02T09:30:00.000Z',
  until: '2026-11-16T09:30:00.000Z',
  steps: drafts.draftStep.options.map((step) => ({ step, state: 'open', missing: [] })),
  next: 'product',
  ready: false,
  files: [],
  uploads: [],
};

const told: AnswerOf<typeof drafts.readDraft> = {
  ...begun,
  version: 5,
  steps: drafts.draftStep.options.map((step) => {
    if (step === 'files') return { step, state: 'open', missing: [] };
    if (step !== 'problem') return { step, state: 'complete', missing: [] };
    const missing = [{ pointer: asked.pointer, code: asked.code, detail: sentenceIn('en', asked) }];
    return { step, state: 'incomplete', missing };
  }),
  next: 'problem',
  product: { lines: [{ lineId: '1', quantity: 1, serials: ['LMX-204518'] }] },
  contact: { email: 'kim@customer.example' },
  purchase: {},
  problem: {
    lines: [
      { lineId: '1', reason: 'defective', description: { what: 'The left side stays silent', since: 'last week' } },
    ],
  },
};

export const draftAnswers = {
  startDraft: {
    draft: begun,
    link: { token: 'lumen.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3', expiresAt: begun.until },
  } satisfies AnswerOf<typeof drafts.startDraft>,
  readDraft: told,
  saveDraftProduct: told,
  saveDraftContact: told,
  saveDraftPurchase: told,
  saveDraftProblem: told,
  saveDraftFiles: told,
  mailDraftLink: { draft: id } satisfies AnswerOf<typeof drafts.mailDraftLink>,
  revokeDraftLinks: { draft: id } satisfies AnswerOf<typeof drafts.revokeDraftLinks>,
  readFunnel: {
    from: '2026-11-01',
    to: '2026-11-07',
    drafts: { started: 120, submitted: 84, abandoned: 30, open: 6 },
    steps: [
      { step: 'product', started: 120, completed: 112, skipped: 0, abandoned: 7 },
      { step: 'contact', started: 112, completed: 108, skipped: 0, abandoned: 3 },
      { step: 'purchase', started: 108, completed: 107, skipped: 0, abandoned: 1 },
      { step: 'problem', started: 107, completed: 96, skipped: 0, abandoned: 9 },
      { step: 'files', started: 96, completed: 88, skipped: 4, abandoned: 4 },
      { step: 'submit', started: 92, completed: 84, skipped: 0, abandoned: 6 },
    ],
  } satisfies AnswerOf<typeof drafts.readFunnel>,
};
