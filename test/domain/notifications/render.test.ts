import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceType, outcome } from '../../../shared/contracts/decision.ts';
import type { Message, MessageKind } from '../../../shared/notifications/choose.ts';
import { chooseLanguage, languages } from '../../../shared/notifications/language.ts';
import { renderMessage } from '../../../shared/notifications/render.ts';
import { trackingLink } from '../../../shared/notifications/tracking-link.ts';

const brandConfiguration = {
  name: 'Harbor & Söhne',
  logo: 'https://cdn.harbor.example/logo.png',
  colours: { primary: '#ffd23f', background: '#f4f4f4' },
  links: {
    tracking: 'https://harbor.example/returns#{token}',
    support: 'https://harbor.example/help',
    terms: 'https://harbor.example/terms',
  },
  locale: 'en',
};
const rma = '7K3F-9XTB-2MQ4';
const link = trackingLink(brandConfiguration.links.tracking, 'tok/en');
const items = [
  { title: 'Lamp', quantity: 2, outcome: 'approve' },
  { title: 'Speaker', quantity: 1, outcome: 'reject' },
] as const;
const amount = { currency: 'GBP', minor: 123_450 };

/** One of each kind: a kind that is missing does not compile. */
const examples: { [Kind in MessageKind]: Extract<Message, { kind: Kind }> } = {
  return_approved: { kind: 'return_approved', items: [...items] },
  request_under_review: { kind: 'request_under_review', items: [...items] },
  withdrawal_received: {
    kind: 'withdrawal_received',
    items: [...items],
    order: 'HB-1',
    name: 'Kim Muster',
    submittedAt: '2026-11-02T22:30:15.000Z',
    zone: 'Europe/Berlin',
    sendBackBy: '2026-11-16T22:59:59.999Z',
    refundBy: '2026-11-16T22:59:59.999Z',
  },
  evidence_wanted: { kind: 'evidence_wanted', items: [...items], evidence: ['photo', 'document'], toReview: false },
  evidence_refused: { kind: 'evidence_refused', reason: 'blank' },
  return_rejected: { kind: 'return_rejected', items: [...items], message: 'The window is over.' },
  returnless_refund: { kind: 'returnless_refund', items: [...items], refund: amount },
  question_asked: { kind: 'question_asked', question: 'Is the seal broken?' },
  label_ready: { kind: 'label_ready', trackingNumber: 'HW1', carrier: 'DemoPost', price: 'taken_off' },
  shipment_arrived: { kind: 'shipment_arrived', trackingNumber: 'HW1' },
  findings_differ: { kind: 'findings_differ' },
  refund_sent: { kind: 'refund_sent', amount },
  store_credit_due: { kind: 'store_credit_due', amount },
  resolution_due: { kind: 'resolution_due', resolution: 'exchange' },
  return_closed: { kind: 'return_closed' },
  cancellation_started: { kind: 'cancellation_started', items: [{ ...items[0], outcome: 'cancel' }], refund: amount },
  return_cancelled: { kind: 'return_cancelled' },
  return_expired: { kind: 'return_expired' },
};
const render = (message: Message, locale = 'en-GB', due?: string) =>
  renderMessage({ message, brandConfiguration, facts: { rma, locale, ...(due && { due }) }, link });

describe.each(languages)('in %s', (language) => {
  test.each(Object.values(examples).map((message) => [message.kind, message] as const))('%s is whole', (_, message) => {
    const { subject, html, text } = render(message, language);
    expect(subject).toContain(rma);
    expect(html).toContain(`<html lang="${language}">`);
    for (const whole of [html, text]) {
      expect(whole).toContain(rma);
      expect(whole).toContain('https://harbor.example/returns#tok%2Fen');
      expect(whole).toContain('https://harbor.example/help');
      expect(whole).not.toMatch(/undefined|null|NaN|\[object|<%/);
    }
    expect(text).not.toMatch(/<|\n{3}/);
    expect(html).toContain('Harbor &amp; S');
    expect(text).toContain('Harbor & Söhne');
  });

  test('no two messages have the same subject', () => {
    const subjects = Object.values(examples).map((message) => render(message, language).subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});

test('amounts and dates are written as the customer’s locale does', () => {
  expect(render(examples.refund_sent).text).toContain('£1,234.50');
  expect(render(examples.refund_sent, 'de-AT').text).toMatch(/£\s?1\.234,50|1\.234,50\s£/);
  expect(render(examples.refund_sent, 'de').text).toMatch(/1\.234,50\s£/);
  const due = '2026-12-04T23:30:00.000Z';
  expect(render(examples.question_asked, 'en-US', due).text).toContain('by December 4, 2026.');
  expect(render(examples.question_asked, 'en-GB', due).text).toContain('by 4 December 2026.');
  expect(render(examples.question_asked, 'de', due).text).toContain('bis zum 4. Dezember 2026.');
});

test('a withdrawal is acknowledged with its content, and the day and time of submission where the customer is', () => {
  const { refundBy: _, ...british } = examples.withdrawal_received;
  const text = render(examples.withdrawal_received).text;
  for (const part of ['Kim Muster', 'HB-1', '- 2 × Lamp', '2 November 2026', '23:30:15', 'by 16 November 2026'])
    expect(text).toContain(part);
  expect(render(examples.withdrawal_received, 'de').text).toContain('2. November 2026 um 23:30:15 MEZ');
  expect(render(british).text).toContain('within 14 days of the goods coming back');
});

test('a withdrawal whose label is held is acknowledged with that: nothing is to be sent before the label is there', () => {
  const { sendBackBy: _, ...held } = { ...examples.withdrawal_received, waitsForLabel: true as const };
  const some = { ...examples.withdrawal_received, waitsForLabel: true as const };
  const told = (message: Message, language = 'en') => render(message, language).text.replace(/\s+/g, ' ');
  expect(told(held)).toContain('Please do not send anything yet: wait for the label');
  expect(told(held)).not.toContain('Please send back');
  expect(told(held, 'de')).toContain('Bitte senden Sie noch nichts: Warten Sie auf das Etikett');
  expect(told(some)).toMatch(/send back what you have by November 16, 2026.*wait for their label/);
  expect(told(some, 'de')).toMatch(/bis zum 16\. November 2026 zurück.*warten Sie auf das Etikett/);
});

test('items that fared differently say so, items that fared alike do not', () => {
  expect(render(examples.return_approved).text).toContain('- 2 × Lamp (approved)\n- Speaker (declined)');
  const alike = items.map((item) => ({ ...item, outcome: 'approve' as const }));
  expect(render({ kind: 'return_approved', items: alike }).text).toContain('- 2 × Lamp\n- Speaker\n');
});

describe('a message claims nothing that has not happened', () => {
  const said = (message: Message, locale = 'en') => render(message, locale).text;

  test('a store credit, an exchange, a repair are agreed, not carried out', () => {
    expect(said(examples.store_credit_due)).not.toMatch(/have credited|is there/);
    expect(said(examples.resolution_due)).not.toMatch(/have arranged|you chose/);
  });

  test('goods may be kept without money being promised', () => {
    expect(said({ kind: 'returnless_refund', items: [...items] })).not.toMatch(/refund|money/i);
    expect(said({ kind: 'returnless_refund', items: [...items] }, 'de')).not.toMatch(/erstatt|Geld/i);
  });

  test.each([
    ['free', /costs you nothing/],
    ['taken_off', /taken off what we pay back/],
    ['unsaid', /hand it to DemoPost\.\n\nReturn number/],
  ] as const)('a label whose price is %s', (price, words) =>
    expect(said({ ...examples.label_ready, price })).toMatch(words),
  );

  test('labels of several parcels', () => {
    expect(said(examples.label_ready)).not.toContain('parcels');
    expect(said({ ...examples.label_ready, parcels: 3 })).toContain('The goods go in 3 parcels: each has a label');
  });

  test('with evidence it goes on by itself, or a person looks at it', () => {
    expect(said(examples.evidence_wanted)).toContain('We go on as soon as we have it.');
    const toReview = said({ ...examples.evidence_wanted, toReview: true });
    expect(toReview).toContain('Then one of us looks at your request in person.');
    expect(toReview).not.toContain('as soon as we have it');
  });
});

describe('a customer is told why the policy rejects', () => {
  const rejection = { rule: 'window-over', message: 'The time for returns is over.' };
  const all: Message = { kind: 'return_rejected', items: [{ title: 'Lamp', quantity: 1 }], rejection };

  test('all of it', () => {
    expect(render(all).text).toContain(rejection.message);
    expect(render(all).text).not.toContain('page of your return says why');
  });

  test('some of it', () =>
    expect(
      render({
        kind: 'return_approved',
        items: [items[0], { title: 'Speaker', quantity: 1, outcome: 'reject', rejection }],
      }).text,
    ).toContain('- Speaker (declined): The time for returns is over.'));
});

test('the button can be read on any colour of a brand', () => {
  const on = (primary: string) => {
    const colours = { ...brandConfiguration.colours, primary };
    const { html } = renderMessage({
      message: examples.return_closed,
      brandConfiguration: { ...brandConfiguration, colours },
      facts: { rma },
      link,
    });
    return /background:#[0-9a-f]{6};color:(#[0-9a-f]{6});text-decoration/.exec(html)?.[1];
  };
  expect(['#ffd23f', '#ffffff', '#1f4e5f', '#000000'].map(on)).toEqual(['#000000', '#000000', '#ffffff', '#ffffff']);
});

test('nothing anybody wrote becomes markup', () => {
  const nasty = `<script>alert('1')</script>"&`;
  const { html } = renderMessage({
    message: { kind: 'return_rejected', items: [{ title: nasty, quantity: 1 }], message: nasty },
    brandConfiguration: { ...brandConfiguration, name: nasty, logo: `https://x.example/"onerror="alert(1)` },
    facts: { rma },
    link: `https://harbor.example/?a=1&b="><script>`,
  });
  expect(html).not.toContain('<script');
  expect(html).not.toContain('"onerror');
  expect(html.match(/&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&quot;&amp;/g)?.length).toBeGreaterThan(3);
});

test('whatever the facts, a message has no hole and its markup is that of the layout', () => {
  const words = fc
    .string({ minLength: 1, maxLength: 40 })
    .map((text) => `${text.replace(/undefined|null|NaN|\[object/g, '')}x`);
  const money = fc.record({ currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), minor: fc.integer({ min: 1 }) });
  const list = fc.array(
    fc.record({
      title: words,
      quantity: fc.integer({ min: 1, max: 1000 }),
      outcome: fc.option(fc.constantFrom(...outcome.options), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const present = <T extends object>(record: T) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as Message;
  const message: fc.Arbitrary<Message> = fc
    .oneof(
      fc.record({ kind: fc.constantFrom('return_approved', 'request_under_review'), items: list }),
      fc.record({
        kind: fc.constant('evidence_wanted'),
        items: list,
        evidence: fc.subarray([...evidenceType.options], { minLength: 1 }),
        toReview: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('return_rejected'), items: list, message: some(words) }),
      fc.record({ kind: fc.constant('returnless_refund'), items: list, refund: some(money) }),
      fc.record({
        kind: fc.constant('label_ready'),
        trackingNumber: words,
        carrier: words,
        price: fc.constantFrom('free', 'taken_off', 'unsaid'),
        parcels: some(fc.integer({ min: 2, max: 10 })),
      }),
      fc.record({ kind: fc.constant('shipment_arrived'), trackingNumber: some(words) }),
      fc.record({ kind: fc.constantFrom('refund_sent', 'store_credit_due'), amount: some(money) }),
      fc.record({
        kind: fc.constant('resolution_due'),
        resolution: fc.constantFrom('exchange', 'replacement', 'repair'),
      }),
      fc.record({
        kind: fc.constantFrom(
          'evidence_refused',
          'question_asked',
          'findings_differ',
          'return_closed',
          'return_cancelled',
          'return_expired',
        ),
      }),
    )
    .map(present);
  const due = some(
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const tags = (html: string) => [...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name);
  const known = new Set(tags(render(examples.return_approved).html));
  fc.assert(
    fc.property(message, fc.constantFrom('en', 'en-US', 'de', 'de-CH', 'fr-FR'), due, (one, locale, by) => {
      const { subject, html, text } = render(one, locale, by);
      expect(subject).not.toMatch(/[\r\n]/);
      for (const whole of [subject, html, text]) expect(whole).not.toMatch(/undefined|null|NaN|\[object/);
      expect(tags(html).filter((name) => !known.has(name))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['the customer’s own language', ['de', 'en'], { language: 'de', locale: 'de' }],
  ['the language of a regional locale', ['de-AT', 'en'], { language: 'de', locale: 'de-AT' }],
  ['the brand’s where there are no texts in the customer’s', ['fr-FR', 'de-DE'], { language: 'de', locale: 'de-DE' }],
  ['the brand’s where the customer’s is unknown', [undefined, 'de'], { language: 'de', locale: 'de' }],
  ['English where there is neither', ['fr', 'nl'], { language: 'en', locale: 'en' }],
  ['English for a name every object has', ['constructor', undefined], { language: 'en', locale: 'en' }],
])('a message is written in %s', (_, locales, expected) => expect(chooseLanguage(...locales)).toEqual(expected));

test.each([
  ['after the #', 'https://harbor.example/returns#{token}', 'https://harbor.example/returns#a%2Fb'],
  ['within the fragment', 'https://harbor.example/#/returns?t={token}', 'https://harbor.example/#/returns?t=a%2Fb'],
  [
    'as the fragment where the template has no place for it',
    'https://harbor.example/returns',
    'https://harbor.example/returns#a%2Fb',
  ],
  ['never where servers log it', 'https://harbor.example/r/{token}?t={token}', 'https://harbor.example/r/?t=#a%2Fb'],
])('a link’s token goes %s', (_, template, expected) => expect(trackingLink(template, 'a/b')).toBe(expected));

test('a link without a token leads to the page alone', () => {
  expect(trackingLink('https://harbor.example/returns#{token}')).toBe('https://harbor.example/returns');
});
