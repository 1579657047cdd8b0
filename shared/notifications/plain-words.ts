import type { Channel } from '../contracts/decision.ts';
import type { ReturnEventType } from '../contracts/return-event.ts';
import type { CustomerStatus } from '../contracts/tracking.ts';
import { chooseLanguage, type Language } from './language.ts';

/** Plain words of the tracking page, by language. */
interface Words {
  status: Record<CustomerStatus, { text: string; next: string }>;
  /** Events a customer reads in the timeline; others are the house's own. */
  timeline: Partial<Record<ReturnEventType, string>>;
  /** How the request reads where the customer did not make it in a portal. */
  asked: Partial<Record<Channel, string>>;
}

const en: Words = {
  status: {
    evidence_needed: {
      text: 'We need photos or documents',
      next: 'Please upload what is listed; we go on by ourselves then.',
    },
    under_review: { text: 'Under review', next: 'Our team checks your request and answers you.' },
    action_needed: { text: 'Action needed', next: 'Please answer our question.' },
    approved: { text: 'Approved', next: 'Your label is being made.' },
    ready_to_ship: { text: 'Ready to ship', next: 'Put the label on the parcel and hand it in.' },
    on_its_way: { text: 'On its way to us', next: 'We tell you when it has arrived.' },
    delivery_problem: { text: 'Problem on the way', next: 'We are clearing this up with the carrier.' },
    shipment_received: { text: 'Shipment received', next: 'We unpack and count it.' },
    being_inspected: { text: 'Being inspected', next: 'We look at what came back, then finish your return.' },
    resolving: { text: 'Almost done', next: 'We are taking care of your refund, or of what was agreed instead.' },
    completed: { text: 'Completed', next: 'Nothing is left to do.' },
    rejected: { text: 'Not accepted', next: 'You find the reason beside each product.' },
    cancelled: { text: 'Cancelled', next: 'Nothing is left to do.' },
    expired: { text: 'Expired', next: 'You can ask for a new return.' },
  },
  timeline: {
    'return.requested': 'Return requested',
    'return.credited': 'Part of the price credited',
    'return.evidence_attached': 'File received',
    'return.evidence_refused': 'A file could not be used',
    'return.evidence_missed': 'We go on without the files',
    'return.approved': 'Approved',
    'return.rejected': 'Not accepted',
    'return.question_asked': 'We asked you a question',
    'return.question_answered': 'You answered',
    'return.label_issued': 'Label ready',
    'return.in_transit': 'Handed to the carrier',
    'return.shipment_exception': 'Problem on the way',
    'return.arrived': 'Shipment received',
    'return.received': 'Unpacked and counted',
    'return.inspected': 'Inspected',
    'return.effect_settled': 'Refund made, or what was agreed instead arranged',
    'return.disposed': 'Return finished',
    'return.cancelled': 'Cancelled',
    'return.expired': 'Expired',
    'return.withdrawal_acknowledged': 'Your withdrawal is acknowledged',
  },
  asked: {
    agent: 'Return requested by our support on your behalf',
    email: 'Return requested by e-mail',
    api: 'Return requested by the system you ordered with',
  },
};

const de: Words = {
  status: {
    evidence_needed: {
      text: 'Wir brauchen Fotos oder Belege',
      next: 'Bitte laden Sie hoch, was aufgeführt ist; dann geht es von selbst weiter.',
    },
    under_review: { text: 'In Prüfung', next: 'Unser Team prüft Ihre Anfrage und antwortet Ihnen.' },
    action_needed: { text: 'Ihre Antwort fehlt', next: 'Bitte beantworten Sie unsere Frage.' },
    approved: { text: 'Angenommen', next: 'Ihr Versandetikett wird erstellt.' },
    ready_to_ship: { text: 'Bereit zum Versand', next: 'Kleben Sie das Etikett auf das Paket und geben Sie es ab.' },
    on_its_way: { text: 'Auf dem Weg zu uns', next: 'Wir melden uns, sobald es angekommen ist.' },
    delivery_problem: { text: 'Problem unterwegs', next: 'Wir klären das mit dem Paketdienst.' },
    shipment_received: { text: 'Sendung eingetroffen', next: 'Wir packen sie aus und zählen nach.' },
    being_inspected: { text: 'Wird geprüft', next: 'Wir sehen uns die Ware an und schließen dann Ihre Rückgabe ab.' },
    resolving: {
      text: 'Fast fertig',
      next: 'Wir kümmern uns um Ihre Erstattung oder um das, was stattdessen vereinbart ist.',
    },
    completed: { text: 'Abgeschlossen', next: 'Es ist nichts mehr zu tun.' },
    rejected: { text: 'Nicht angenommen', next: 'Den Grund finden Sie bei jedem Produkt.' },
    cancelled: { text: 'Storniert', next: 'Es ist nichts mehr zu tun.' },
    expired: { text: 'Abgelaufen', next: 'Sie können eine neue Rückgabe anfragen.' },
  },
  timeline: {
    'return.requested': 'Rückgabe angefragt',
    'return.credited': 'Teil des Preises gutgeschrieben',
    'return.evidence_attached': 'Datei erhalten',
    'return.evidence_refused': 'Eine Datei war nicht verwendbar',
    'return.evidence_missed': 'Es geht ohne die Dateien weiter',
    'return.approved': 'Angenommen',
    'return.rejected': 'Nicht angenommen',
    'return.question_asked': 'Wir haben Ihnen eine Frage gestellt',
    'return.question_answered': 'Sie haben geantwortet',
    'return.label_issued': 'Etikett bereit',
    'return.in_transit': 'Dem Paketdienst übergeben',
    'return.shipment_exception': 'Problem unterwegs',
    'return.arrived': 'Sendung eingetroffen',
    'return.received': 'Ausgepackt und gezählt',
    'return.inspected': 'Geprüft',
    'return.effect_settled': 'Erstattung oder Vereinbartes veranlasst',
    'return.disposed': 'Rückgabe abgeschlossen',
    'return.cancelled': 'Storniert',
    'return.expired': 'Abgelaufen',
    'return.withdrawal_acknowledged': 'Eingang Ihres Widerrufs bestätigt',
  },
  asked: {
    agent: 'Rückgabe von unserem Support für Sie angefragt',
    email: 'Rückgabe per E-Mail angefragt',
    api: 'Rückgabe über Ihr Bestellsystem angefragt',
  },
};

const wordsIn: Record<Language, Words> = { de, en };

/** The words for a locale: those of its language, else English. A return is made with a locale there are words for. */
export function plainWords(locale: string): Words {
  return wordsIn[chooseLanguage(locale).language];
}
