import type { Texts } from './text.ts';

/** What a problem says beside its title, where it is about no single field. */
export const detailSentences = {
  order_not_yours: { en: 'There is no such order for you.', de: 'Für Sie gibt es keine solche Bestellung.' },
  no_company: {
    en: 'Your token names no company that you act for.',
    de: 'Ihr Token nennt kein Unternehmen, für das Sie handeln.',
  },
  draft_submitted: {
    en: 'It was submitted: it is return {rma}.',
    de: 'Er wurde abgeschickt: es ist Retoure {rma}.',
  },
  no_address: {
    en: 'There is no e-mail address: give one at the contact step.',
    de: 'Es gibt keine E-Mail-Adresse: geben Sie beim Schritt Kontakt eine an.',
  },
  most_mails: {
    en: 'The link was mailed {max} times: use one of these.',
    de: 'Der Link wurde {max}-mal gesendet: verwenden Sie einen davon.',
  },
  brand_not_configured: {
    en: 'This brand is not configured yet.',
    de: 'Diese Marke ist noch nicht eingerichtet.',
  },
  code_fits_no_return: {
    en: 'No return fits this code. Scan the RMA, tracking or serial number, or set the parcel aside.',
    de: 'Keine Retoure passt zu diesem Code. Scannen Sie die RMA-, Sendungs- oder Seriennummer, oder legen Sie das Paket beiseite.',
  },
  send_json: { en: 'Send it as application/json.', de: 'Senden Sie ihn als application/json.' },
  code_of_consignment: {
    en: '{returns} returns come under this code. Scan the RMA or serial numbers of what is unpacked.',
    de: 'Unter diesem Code kommen {returns} Retouren. Scannen Sie die RMA- oder Seriennummern dessen, was Sie auspacken.',
  },
  key_needed: {
    en: 'Send an Idempotency-Key header of 1 to 255 characters, new for each new request.',
    de: 'Senden Sie einen Idempotency-Key von 1 bis 255 Zeichen im Kopf, für jede neue Anfrage einen neuen.',
  },
  most_bytes: { en: 'The limit is {max} bytes.', de: 'Die Grenze liegt bei {max} Bytes.' },
  order_most_bytes: {
    en: 'An order can hold {max} bytes; this one has more lines or serials.',
    de: 'Eine Bestellung kann {max} Bytes enthalten; diese hat mehr Positionen oder Seriennummern.',
  },
  bearer_needed: {
    en: 'Send "Authorization: Bearer <token>".',
    de: 'Senden Sie "Authorization: Bearer <token>".',
  },
  token_not_valid: {
    en: 'The token is not valid, or not any more.',
    de: 'Das Token gilt nicht, oder nicht mehr.',
  },
  keys_out_of_reach: {
    en: 'Who you are cannot be verified just now.',
    de: 'Wer Sie sind, kann gerade nicht geprüft werden.',
  },
  one_brand: {
    en: 'The token must hold roles of exactly one brand, as "<brand>:<role>".',
    de: 'Das Token muss Rollen genau einer Marke enthalten, als "<brand>:<role>".',
  },
  customer_claim_needed: {
    en: 'The token of a customer must name the customer in the claim "{claim}".',
    de: 'Das Token eines Kunden muss den Kunden in "{claim}" nennen.',
  },
  being_put: {
    en: 'Somebody else is just putting it.',
    de: 'Jemand anderes speichert es gerade.',
  },
  most_records: {
    en: 'This would change {records} records at once; {max} is the limit. Split the request.',
    de: 'Dies würde {records} Datensätze auf einmal ändern; {max} sind die Grenze. Teilen Sie die Anfrage.',
  },
  not_expected_any_more: {
    en: 'Nothing of this parcel is expected any more. Count what came by line.',
    de: 'Von diesem Paket wird nichts mehr erwartet. Zählen Sie nach Positionen, was kam.',
  },
  terms_by_manager: {
    en: 'Other terms than those of the policy are for a manager to give.',
    de: 'Andere Bedingungen als die der Richtlinie gibt eine Führungskraft.',
  },
  no_decision_kept: {
    en: 'No decision of a policy is kept with this return.',
    de: 'Zu dieser Retoure ist keine Entscheidung einer Richtlinie aufbewahrt.',
  },
  return_closed: { en: 'The return is closed.', de: 'Die Retoure ist abgeschlossen.' },
  most_files: {
    en: 'A return holds at most {max} files.',
    de: 'Eine Retoure kann höchstens {max} Dateien enthalten.',
  },
  step_at_states: {
    en: '"{step}" cannot be done while the return is: {states}.',
    de: '"{step}" geht nicht, solange die Retoure in diesem Stand ist: {states}.',
  },
  step_with_portions: {
    en: '"{step}" cannot be done with portion {portions}.',
    de: '"{step}" geht nicht mit Teil {portions}.',
  },
  not_by_hand: {
    en: 'Instruction {instruction} is not one to be settled by hand.',
    de: 'Anweisung {instruction} ist keine, die von Hand erledigt werden kann.',
  },
  instruction_not_open: {
    en: 'Instruction {instruction} is not open.',
    de: 'Anweisung {instruction} ist nicht offen.',
  },
  instruction_not_failed: {
    en: 'Instruction {instruction} has not failed, or was sent again already.',
    de: 'Anweisung {instruction} ist nicht gescheitert, oder wurde schon erneut gesendet.',
  },
} as const satisfies Texts;
