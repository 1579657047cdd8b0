import { refusalsIn } from '../../evidence/refusals.ts';
import { rightWords } from '../../policy/statutory/words.ts';
import type { Texts } from './texts.ts';

const seeReturn = 'Zur Rücksendung';

/** German texts. */
export const de: Texts = {
  messages: {
    return_approved: (_, { rma }) => ({
      subject: `Ihre Rücksendung ${rma} ist genehmigt`,
      heading: 'Ihre Rücksendung ist genehmigt',
      paragraphs: ['Ihre Anfrage ist bei uns eingegangen, und Sie können die Ware zurückschicken.'],
      next: 'Was Sie zum Verschicken brauchen, senden wir Ihnen in einer eigenen Nachricht. Bitte warten Sie darauf, bevor Sie etwas abschicken.',
      action: seeReturn,
    }),
    request_under_review: (_, { rma }) => ({
      subject: `Ihre Rücksendeanfrage ${rma} ist eingegangen`,
      heading: 'Ihre Anfrage wird geprüft',
      paragraphs: ['Vielen Dank für Ihre Anfrage. Jemand von uns sieht sie sich persönlich an.'],
      next: 'Wir schreiben Ihnen, sobald entschieden ist. Bitte schicken Sie noch nichts ab.',
      action: seeReturn,
    }),
    withdrawal_received: (
      { order, name, submittedAt, zone, sendBackBy, waitsForLabel, refundBy },
      { rma, moment, day },
    ) => ({
      subject: `Ihr Widerruf ist eingegangen, Rücksendung ${rma}`,
      heading: 'Ihr Widerruf ist eingegangen',
      paragraphs: [
        `${name ? `${name} widerruft` : 'Sie widerrufen'} den Vertrag über die hier aufgeführte Ware der Bestellung ${order}.`,
        `Eingegangen: ${moment(submittedAt, zone)}.`,
        refundBy
          ? `Wir erstatten bis zum ${day(refundBy, zone)}, was Sie dafür gezahlt haben, auch die Standardlieferung. Wir dürfen warten, bis die Ware zurück ist oder Sie uns zeigen, dass Sie sie abgesandt haben.`
          : 'Wir erstatten, was Sie dafür gezahlt haben, auch die Standardlieferung, binnen 14 Tagen, nachdem die Ware zurück ist oder Sie uns zeigen, dass Sie sie abgesandt haben.',
        'Bitte bewahren Sie diese Nachricht auf: sie ist die Eingangsbestätigung Ihres Widerrufs. Auf der Seite Ihrer Rücksendung finden Sie sie auch als PDF.',
      ],
      next: [
        ...(sendBackBy
          ? [
              `Bitte senden Sie bis zum ${day(sendBackBy, zone)} zurück, was Sie haben; was Sie dafür brauchen, senden wir Ihnen in einer eigenen Nachricht.`,
            ]
          : []),
        ...(waitsForLabel
          ? [
              sendBackBy
                ? 'Bei einem Teil der Ware klären wir zuerst den Rückweg: Bitte warten Sie auf das Etikett, bevor Sie ihn absenden.'
                : rightWords('de').waitForLabel,
            ]
          : []),
        'Was noch nicht verschickt ist, nehmen wir aus Ihrer Bestellung.',
      ].join(' '),
      action: seeReturn,
    }),
    evidence_wanted: ({ evidence, toReview }, { rma, due }) => ({
      subject: `Bitte handeln Sie: Ihre Rücksendung ${rma}`,
      heading: 'Bitte zeigen Sie uns, was geschehen ist',
      paragraphs: [
        `Ihre Anfrage ist eingegangen. Damit es weitergeht, brauchen wir von Ihnen ${german.format(evidence.map(wanted))}.`,
      ],
      next: due
        ? `Bitte laden Sie dies bis zum ${due} hoch. ${afterEvidence(toReview)}`
        : `Bitte laden Sie dies auf der Seite Ihrer Rücksendung hoch. ${afterEvidence(toReview)}`,
      action: 'Jetzt hochladen',
    }),
    evidence_refused: ({ reason }, { rma, due }) => ({
      subject: `Bitte handeln Sie: Eine Datei zur Rücksendung ${rma} ist nicht verwendbar`,
      heading: 'Wir konnten Ihre Datei nicht verwenden',
      paragraphs: [
        `Eine Datei, die Sie hochgeladen haben, konnten wir nicht verwenden. ${reason ? de.refusals[reason] : 'Den Grund finden Sie auf der Seite Ihrer Rücksendung.'}`,
        'Wir nehmen Fotos als JPEG, PNG oder HEIC, Videos als MP4 und Dokumente als PDF an.',
      ],
      next: due
        ? `Bitte laden Sie bis zum ${due} eine andere Datei hoch.`
        : 'Bitte laden Sie auf der Seite Ihrer Rücksendung eine andere Datei hoch.',
      action: 'Andere Datei hochladen',
    }),
    return_rejected: ({ items, message, rejection }, { rma }) => ({
      subject: `Ihre Rücksendeanfrage ${rma} wurde abgelehnt`,
      heading: 'Wir können die Rücksendung nicht annehmen',
      paragraphs: [
        'Wir haben Ihre Anfrage geprüft und können sie nicht annehmen.',
        ...(message ? [message] : rejection ? [rejection.message] : []),
        ...(message || rejection || items.some((item) => item.rejection)
          ? []
          : ['Den Grund finden Sie auf der Seite Ihrer Rücksendung.']),
      ],
      next: 'Wenn Sie das anders sehen, schreiben Sie uns bitte und nennen Sie die Rücksendenummer. Ihre gesetzlichen Rechte bleiben unberührt.',
      action: 'Grund ansehen',
    }),
    returnless_refund: ({ refund }, { rma, money }) => ({
      subject: `Ihre Rücksendung ${rma}: Sie können die Ware behalten`,
      heading: 'Sie müssen nichts zurückschicken',
      paragraphs: [
        refund
          ? `Ihre Anfrage ist genehmigt, und wir erstatten Ihnen ${money(refund)}.`
          : 'Ihre Anfrage ist genehmigt.',
        'Bitte behalten Sie die Ware, geben Sie sie weiter oder bringen Sie sie zu einer Sammelstelle.',
      ],
      next: refund
        ? 'Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben. Wir schreiben Ihnen, wenn es unterwegs ist.'
        : 'Wie es weitergeht, sehen Sie auf der Seite Ihrer Rücksendung.',
      action: seeReturn,
    }),
    question_asked: ({ question }, { rma, due }) => ({
      subject: `Bitte handeln Sie: Frage zu Ihrer Rücksendung ${rma}`,
      heading: 'Wir haben eine Frage',
      paragraphs: [
        'Um über Ihre Rücksendung zu entscheiden, brauchen wir eine Antwort von Ihnen.',
        question ?? 'Unsere Frage finden Sie auf der Seite Ihrer Rücksendung.',
      ],
      next: due ? `Bitte antworten Sie bis zum ${due}.` : 'Bitte antworten Sie auf der Seite Ihrer Rücksendung.',
      action: 'Lesen und antworten',
    }),
    label_ready: ({ carrier, price, parcels }, { rma, due }) => ({
      subject: `Ihr Rücksendeetikett für ${rma}`,
      heading: 'Ihr Rücksendeetikett ist da',
      paragraphs: [
        `Verpacken Sie die Ware gut, kleben Sie das Etikett auf das Paket und geben Sie es bei ${carrier} ab.`,
        ...(parcels ? [`Die Ware geht in ${parcels} Paketen zurück: jedes hat ein eigenes Etikett.`] : []),
        ...(price === 'free' ? ['Das Etikett kostet Sie nichts.'] : []),
        ...(price === 'taken_off'
          ? ['Der Preis des Etiketts wird von dem abgezogen, was wir Ihnen zurückzahlen.']
          : []),
      ],
      next: due
        ? `Bitte geben Sie das Paket bis zum ${due} ab. Wir schreiben Ihnen, wenn es bei uns angekommen ist.`
        : 'Bitte geben Sie das Paket ab. Wir schreiben Ihnen, wenn es bei uns angekommen ist.',
      action: 'Zum Etikett',
    }),
    shipment_arrived: (_, { rma }) => ({
      subject: `Sendung zu Ihrer Rücksendung ${rma} angekommen`,
      heading: 'Sendung angekommen',
      paragraphs: ['Ihr Paket ist bei uns angekommen.'],
      next: 'Wir packen die Ware aus, prüfen sie und schreiben Ihnen das Ergebnis.',
      action: seeReturn,
    }),
    findings_differ: (_, { rma }) => ({
      subject: `Wir sehen uns Ihre Rücksendung ${rma} noch einmal an`,
      heading: 'Wir sehen es uns noch einmal an',
      paragraphs: ['Was wir bei der Prüfung der Ware gefunden haben, weicht von Ihren Angaben ab.'],
      next: 'Bevor etwas entschieden oder abgezogen wird, sieht es sich jemand persönlich an. Wir schreiben Ihnen das Ergebnis.',
      action: seeReturn,
    }),
    refund_sent: ({ amount }, { rma, money }) => ({
      subject: `Ihre Erstattung zur Rücksendung ${rma} ist unterwegs`,
      heading: 'Ihre Erstattung ist unterwegs',
      paragraphs: [
        amount
          ? `Wir haben Ihnen ${money(amount)} erstattet. Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben.`
          : 'Wir haben Ihnen den Betrag erstattet. Das Geld kommt auf dem Weg zurück, auf dem Sie bezahlt haben.',
      ],
      next: 'Wie viele Tage es dauert, bis der Betrag zu sehen ist, hängt von Ihrer Bank ab.',
      action: seeReturn,
    }),
    store_credit_due: ({ amount }, { rma, money, brand }) => ({
      subject: `Ihr Guthaben zur Rücksendung ${rma}`,
      heading: 'Sie bekommen ein Guthaben',
      paragraphs: [
        amount
          ? `Über Ihre Rücksendung ist entschieden: Sie bekommen ein Guthaben über ${money(amount)}.`
          : 'Über Ihre Rücksendung ist entschieden: Sie bekommen ein Guthaben.',
      ],
      next: `${brand} schreibt es Ihnen gut. Wenn Sie eine Frage dazu haben, schreiben Sie uns bitte und nennen Sie die Rücksendenummer.`,
      action: seeReturn,
    }),
    resolution_due: ({ resolution }, { rma }) => ({
      subject: {
        exchange: `Ihr Umtausch zur Rücksendung ${rma}`,
        replacement: `Ihr Ersatz zur Rücksendung ${rma}`,
        repair: `Ihre Reparatur zur Rücksendung ${rma}`,
      }[resolution],
      heading: { exchange: 'Ihr Umtausch', replacement: 'Ihr Ersatz', repair: 'Ihre Reparatur' }[resolution],
      paragraphs: [
        {
          exchange: 'Über Ihre Rücksendung ist entschieden: Ihr Produkt wird gegen ein anderes getauscht.',
          replacement: 'Über Ihre Rücksendung ist entschieden: Sie bekommen ein anderes Produkt derselben Art.',
          repair: 'Über Ihre Rücksendung ist entschieden: Ihr Produkt wird repariert.',
        }[resolution],
      ],
      next: 'Wenn Sie eine Frage dazu haben, schreiben Sie uns bitte und nennen Sie die Rücksendenummer.',
      action: seeReturn,
    }),
    return_closed: (_, { rma }) => ({
      subject: `Ihre Rücksendung ${rma} ist abgeschlossen`,
      heading: 'Ihre Rücksendung ist abgeschlossen',
      paragraphs: ['Von unserer Seite ist alles erledigt.'],
      next: 'Sie müssen nichts mehr tun.',
      action: seeReturn,
    }),
    cancellation_started: ({ refund }, { rma, money }) => ({
      subject: `Wir stornieren einen Teil Ihrer Bestellung (${rma})`,
      heading: 'Noch nicht verschickt: Wir nehmen es aus Ihrer Bestellung',
      paragraphs: [
        refund
          ? `Was hier steht, wurde noch nicht verschickt. Wir nehmen es aus Ihrer Bestellung und erstatten Ihnen ${money(refund)}.`
          : 'Was hier steht, wurde noch nicht verschickt. Wir nehmen es aus Ihrer Bestellung.',
      ],
      next: 'Wir schreiben Ihnen, sobald das Geld unterwegs ist. Sollte es gerade eben doch verschickt worden sein, sagen wir es Ihnen.',
      action: seeReturn,
    }),
    return_cancelled: (_, { rma }) => ({
      subject: `Ihre Rücksendung ${rma} ist storniert`,
      heading: 'Ihre Rücksendung ist storniert',
      paragraphs: ['Die Rücksendung wurde storniert. Bitte verwenden Sie ihr Etikett nicht mehr.'],
      next: 'Solange die Frist läuft, können Sie eine neue Rücksendung anfragen.',
      action: seeReturn,
    }),
    return_expired: (_, { rma }) => ({
      subject: `Ihre Rücksendung ${rma} ist abgelaufen`,
      heading: 'Ihre Rücksendung ist abgelaufen',
      paragraphs: [
        'Wir haben auf Sie gewartet und nichts gehört; darum ist die Rücksendung beendet. Bitte verwenden Sie ihr Etikett nicht mehr.',
      ],
      next: 'Wenn Sie die Ware noch zurückschicken möchten, fragen Sie bitte erneut an oder schreiben Sie uns.',
      action: seeReturn,
    }),
  },
  outcomes: {
    approve: 'genehmigt',
    returnless: 'Sie behalten es',
    review: 'wird geprüft',
    reject: 'abgelehnt',
    cancel: 'aus der Bestellung genommen',
  },
  evidence: { photo: 'ein Foto', photo_or_video: 'ein Foto oder Video', document: 'ein Dokument, etwa die Rechnung' },
  refusals: refusalsIn('de'),
  frame: {
    greeting: 'Guten Tag,',
    returnNumber: 'Rücksendenummer',
    items: 'Artikel',
    trackingNumber: 'Sendungsnummer',
    next: 'Wie es weitergeht',
    support: 'Hilfe und Kontakt',
    terms: 'Rücksendebedingungen',
    because: (brand) =>
      `Sie bekommen diese Nachricht, weil mit Ihrer E-Mail-Adresse bei ${brand} eine Rücksendung angefragt wurde.`,
  },
};

const afterEvidence = (toReview: boolean) =>
  toReview ? 'Dann sieht sich jemand von uns Ihre Anfrage persönlich an.' : 'Sobald es da ist, geht es weiter.';
const german = new Intl.ListFormat('de');
const wanted = (type: keyof Texts['evidence']) => de.evidence[type];
