import type { Problem } from '../contracts/decision.ts';
import type { Text } from '../contracts/sentences/text.ts';

/** What is in doubt about a request, as its customer reads it. */
export const doubtSentences: Readonly<Record<Problem['code'], Text>> = {
  delivery_unknown: {
    en: 'It is not known when this was delivered.',
    de: 'Es ist nicht bekannt, wann dies geliefert wurde.',
  },
  delivery_address_unknown: {
    en: 'It is not known which country the goods are in.',
    de: 'Es ist nicht bekannt, in welchem Land die Ware ist.',
  },
  serial_missing: {
    en: 'The serial number of each unit is needed to know which one comes back.',
    de: 'Die Seriennummer jedes Stücks wird gebraucht, um zu wissen, welches zurückkommt.',
  },
  serial_unknown: {
    en: 'Please check the serial number. Not sold with this order line: {serials}.',
    de: 'Bitte prüfen Sie die Seriennummer. Nicht mit dieser Position verkauft: {serials}.',
  },
  serial_not_registered: {
    en: 'Please check the serial number. Not registered, as every one sold is: {serials}.',
    de: 'Bitte prüfen Sie die Seriennummer. Nicht registriert, wie jedes verkaufte Stück es ist: {serials}.',
  },
  serial_sold_to_other: {
    en: 'Please check the serial number. Sold or registered to another customer: {serials}.',
    de: 'Bitte prüfen Sie die Seriennummer. An einen anderen Kunden verkauft oder auf ihn registriert: {serials}.',
  },
  serial_other_line: {
    en: 'Please check the serial number. Sold to you, but on another order or line: {serials}.',
    de: 'Bitte prüfen Sie die Seriennummer. An Sie verkauft, aber mit einer anderen Bestellung oder Position: {serials}.',
  },
  serial_in_open_return: {
    en: 'Please check the serial number. In another open return, though it was not sold on this order line: {serials}.',
    de: 'Bitte prüfen Sie die Seriennummer. In einer anderen offenen Retoure, obwohl nicht mit dieser Position verkauft: {serials}.',
  },
  lot_unknown: {
    en: 'Lot {lot} was not sold on this order line.',
    de: 'Die Charge {lot} wurde nicht mit dieser Position verkauft.',
  },
  model_differs: { en: 'Bought was {bought}, not {named}.', de: 'Gekauft wurde {bought}, nicht {named}.' },
  dealer_not_authorized: {
    en: 'Dealer {dealer} was not authorized on the day of the purchase.',
    de: 'Der Händler {dealer} war am Tag des Kaufs nicht autorisiert.',
  },
  dealer_unknown: {
    en: 'Nothing is known of the dealer it was bought from ({dealer}).',
    de: 'Über den Händler, bei dem es gekauft wurde ({dealer}), ist nichts bekannt.',
  },
  purchase_differs: {
    en: 'The purchase is known otherwise: {known}, not {stated}.',
    de: 'Der Kauf ist anders bekannt: {known}, nicht {stated}.',
  },
  purchase_unconfirmed: {
    en: 'No order system knows this purchase: it is as the customer states it.',
    de: 'Kein Bestellsystem kennt diesen Kauf: er ist so, wie er angegeben wird.',
  },
  price_unknown: {
    en: 'It is not known what was paid for it.',
    de: 'Es ist nicht bekannt, was dafür bezahlt wurde.',
  },
  payment_unknown: {
    en: 'No payment is known that all of this was paid with.',
    de: 'Es ist keine Zahlung bekannt, mit der all dies bezahlt wurde.',
  },
  contact_missing: {
    en: 'There is no e-mail address to answer to.',
    de: 'Es gibt keine E-Mail-Adresse, an die geantwortet werden kann.',
  },
  company_unknown: {
    en: 'Nothing is agreed yet with company {company}.',
    de: 'Mit dem Unternehmen {company} ist noch nichts vereinbart.',
  },
  policy_failed: {
    en: 'The policy could not be applied: a person decides.',
    de: 'Die Richtlinie konnte nicht angewandt werden: ein Mensch entscheidet.',
  },
};
