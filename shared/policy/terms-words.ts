import type { Alternative, EvidenceType, Fee, Outcome, Resolution } from '../contracts/decision.ts';
import type { PublishedCase } from '../contracts/terms.ts';
import { chooseLanguage, type Language } from '../notifications/language.ts';

type Condition = NonNullable<PublishedCase['when']['conditions']>[number];

/** Words of a published policy, by language. Days and amounts come as they are written in it. */
export interface TermsWords {
  version(version: string): string;
  window(days: number): string;
  holidays(from: string, to: string, until: string): string;
  under(value: string): string;
  upTo(value: string): string;
  from(value: string): string;
  over(value: string): string;
  exactly(value: string): string;
  withdrawal(days: number, article: string): string;
  upToDay(day: number): string;
  fromDay(day: number): string;
  fromDaysLeft(days: number): string;
  upToDaysLeft(days: number): string;
  covered: Record<'true' | 'false', string>;
  conditions: Record<Condition, string>;
  outcomes: Record<Outcome, string>;
  resolutions: Record<Resolution, string>;
  fees: Record<Fee['kind'], string>;
  evidence: Record<EvidenceType, string>;
  offers: Record<Alternative, string>;
  labelPayer: Record<'brand' | 'customer', string>;
  delivery: string;
  offered: string;
  demanded: string;
  instead: string;
  deductions: string;
  after(day: number): string;
  wished(wish: string, offered: string): string;
  statutory: string;
  percent(basisPoints: number): string;
}

/** 1750 is 17.5: exact, without a fraction of binary digits. */
const decimal = (basisPoints: number, point: string): string => {
  const digits = String(basisPoints).padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -2) : `${digits.slice(0, -2)}${point}${fraction}`;
};

const words: Record<Language, TermsWords> = {
  en: {
    version: (version) => `Version ${version}`,
    window: (days) =>
      `The return window is ${days} days. The day of delivery is day 0; the window ends with day ${days}, and where that is a Saturday, a Sunday or a public holiday, with the next working day.`,
    holidays: (from, to, until) => `What is delivered from ${from} to ${to} can be returned until ${until} at least.`,
    under: (value) => `worth less than ${value}`,
    upTo: (value) => `worth up to ${value}`,
    from: (value) => `worth ${value} or more`,
    over: (value) => `worth more than ${value}`,
    exactly: (value) => `worth exactly ${value}`,
    withdrawal: (days, article) =>
      `Consumers may withdraw within ${days} days after all of the order has arrived, without a reason: then there is no restocking fee, and the standard delivery is refunded too (${article}).`,
    upToDay: (day) => `until day ${day}`,
    fromDay: (day) => `from day ${day} on`,
    fromDaysLeft: (days) => `with ${days} days of warranty left or more`,
    upToDaysLeft: (days) => `with ${days} days of warranty left or less`,
    covered: { true: 'covered by a warranty', false: 'no longer covered by a warranty' },
    conditions: { unopened: 'unopened', opened: 'opened', used: 'used', damaged: 'damaged' },
    outcomes: {
      approve: 'accepted',
      returnless: 'refunded without a return',
      review: 'looked at by a person',
      reject: 'not accepted',
    },
    resolutions: {
      refund: 'refund',
      exchange: 'exchange',
      replacement: 'replacement',
      repair: 'repair',
      store_credit: 'store credit',
      cancel_order: 'cancelling the order',
    },
    fees: {
      restocking: 'Restocking fee',
      return_shipping: 'Return shipping',
      missing_packaging: 'Deduction for missing packaging',
      inspection: 'Inspection fee',
    },
    evidence: { photo: 'a photo', photo_or_video: 'a photo or a video', document: 'a document' },
    offers: { paid_repair: 'a paid repair', price_reduction: 'a lower price' },
    labelPayer: { brand: 'We pay for the way back.', customer: 'You pay for the way back.' },
    delivery: 'Outbound delivery is refunded too.',
    offered: 'You can have',
    demanded: 'Please send us',
    instead: 'We can offer you',
    deductions: 'Taken off where goods come back',
    after: (day) => `after day ${day}`,
    wished: (wish, offered) => `Wished for: ${wish}; offered: ${offered}`,
    statutory: 'Your statutory rights are not affected.',
    percent: (basisPoints) => `${decimal(basisPoints, '.')} %`,
  },
  de: {
    version: (version) => `Fassung ${version}`,
    window: (days) =>
      `Die Rückgabefrist beträgt ${days} Tage. Der Tag der Lieferung ist Tag 0; die Frist endet mit Tag ${days}, und wenn das ein Samstag, Sonntag oder Feiertag ist, mit dem nächsten Werktag.`,
    holidays: (from, to, until) =>
      `Was vom ${from} bis zum ${to} geliefert wird, kann mindestens bis zum ${until} zurückgegeben werden.`,
    under: (value) => `Wert unter ${value}`,
    upTo: (value) => `Wert bis ${value}`,
    from: (value) => `Wert ab ${value}`,
    over: (value) => `Wert über ${value}`,
    exactly: (value) => `Wert genau ${value}`,
    withdrawal: (days, article) =>
      `Verbraucher können binnen ${days} Tagen, nachdem die ganze Bestellung angekommen ist, ohne Grund widerrufen: dann fällt keine Gebühr für die Wiedereinlagerung an, und auch die Standardlieferung wird erstattet (${article}).`,
    upToDay: (day) => `bis Tag ${day}`,
    fromDay: (day) => `ab Tag ${day}`,
    fromDaysLeft: (days) => `noch ${days} Tage Garantie oder mehr`,
    upToDaysLeft: (days) => `noch ${days} Tage Garantie oder weniger`,
    covered: { true: 'von einer Garantie gedeckt', false: 'nicht mehr von einer Garantie gedeckt' },
    conditions: { unopened: 'ungeöffnet', opened: 'geöffnet', used: 'gebraucht', damaged: 'beschädigt' },
    outcomes: {
      approve: 'angenommen',
      returnless: 'ohne Rücksendung erstattet',
      review: 'von einem Menschen geprüft',
      reject: 'nicht angenommen',
    },
    resolutions: {
      refund: 'Erstattung',
      exchange: 'Umtausch',
      replacement: 'Ersatz',
      repair: 'Reparatur',
      store_credit: 'Guthaben',
      cancel_order: 'Stornierung',
    },
    fees: {
      restocking: 'Gebühr für die Wiedereinlagerung',
      return_shipping: 'Rückversand',
      missing_packaging: 'Abzug für fehlende Verpackung',
      inspection: 'Prüfgebühr',
    },
    evidence: { photo: 'ein Foto', photo_or_video: 'ein Foto oder Video', document: 'ein Dokument' },
    offers: { paid_repair: 'eine bezahlte Reparatur', price_reduction: 'ein niedrigerer Preis' },
    labelPayer: { brand: 'Den Rückweg bezahlen wir.', customer: 'Den Rückweg bezahlen Sie.' },
    delivery: 'Auch die Kosten der Lieferung werden erstattet.',
    offered: 'Sie können wählen',
    demanded: 'Bitte senden Sie uns',
    instead: 'Wir können Ihnen anbieten',
    deductions: 'Abgezogen wird, wo Ware zurückkommt',
    after: (day) => `nach Tag ${day}`,
    wished: (wish, offered) => `Gewünscht: ${wish}; angeboten: ${offered}`,
    statutory: 'Ihre gesetzlichen Rechte bleiben unberührt.',
    percent: (basisPoints) => `${decimal(basisPoints, ',')} %`,
  },
};

export const termsWords = (language: string): TermsWords => words[chooseLanguage(language).language];
