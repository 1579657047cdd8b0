import type { WithdrawalExclusion } from '../../contracts/rights.ts';

/** What the law says, in plain sentences, by language. English where a language is not here. */

interface Words {
  withdrawal: string;
  conformity: string;
  short_term_rejection: string;
  final_rejection: string;
  /** What a customer is told whose request the law decided. */
  decided: {
    withdrawal: string;
    /** Where the label is held: the withdrawal holds, and nothing is sent yet. */
    withdrawalHeld: string;
    withdrawalUnclear: string;
    presumed: string;
    toBeShown: string;
    sentIn: string;
  };
  /** Of a withdrawal whose label is held, whatever else is said of it. */
  waitForLabel: string;
  /** Why there is no right of withdrawal: the end of a sentence. */
  excluded: Record<WithdrawalExclusion, string>;
  noWithdrawal: (because: string) => string;
}

const en: Words = {
  withdrawal:
    'You may withdraw without giving a reason: all you paid is refunded, standard delivery included, within 14 days; you send the goods back within 14 days. No restocking fee is charged; use beyond what is needed to try the goods may lessen the refund.',
  conformity:
    'If the goods are not as agreed, you get a repair or a replacement of your choice, free of charge and in reasonable time; if that fails, a lower price or your money back.',
  short_term_rejection:
    'If the goods are not as agreed, you may reject them and get all your money back within 14 days; sending them back costs you nothing.',
  final_rejection:
    'A repair or a replacement did not help: you may choose a lower price, or end the contract and get your money back.',
  decided: {
    withdrawal:
      'Your withdrawal takes effect now: send the goods back within 14 days; we refund what you paid, standard delivery included.',
    withdrawalHeld:
      'Your withdrawal is valid from now. Please do not send anything yet: wait for the label, which we send you; we refund what you paid, standard delivery included.',
    withdrawalUnclear:
      'Nobody knows yet when your time to withdraw began. You withdrew today, and that stands: our team finds out and answers you soon.',
    presumed: 'By law the seller stands for this: send it back with our prepaid label, and it is repaired or replaced.',
    toBeShown:
      'The seller may still stand for this by law. Our team will look at what you sent us and answer you soon.',
    sentIn: 'As you wished, it is repaired free of charge: send it in with our prepaid label.',
  },
  waitForLabel: 'Please do not send anything yet: wait for the label, which we send you.',
  excluded: {
    price_fluctuates: 'its price depends on a financial market',
    made_to_measure: 'it was made to your specifications',
    perishable: 'it spoils quickly',
    sealed_hygiene: 'its seal was broken, and it cannot be taken back for reasons of health or hygiene',
    inseparably_mixed: 'it was mixed with other goods and cannot be separated any more',
    alcohol_at_a_later_price: 'it is alcohol whose price was agreed long before its delivery',
    urgent_repair: 'you asked for an urgent repair',
    sealed_media: 'it is a recording or software whose seal was broken',
    newspaper: 'it is a newspaper or magazine',
    auction: 'it was bought at a public auction',
    dated_leisure: 'it was for a set day',
    digital_content_begun: 'it is digital content that was begun with your consent',
  },
  noWithdrawal: (because) => `The law gives no right of withdrawal here: ${because}.`,
};

const de: Words = {
  withdrawal:
    'Sie können ohne Angabe von Gründen widerrufen: Alles, was Sie gezahlt haben, wird binnen 14 Tagen erstattet, auch die Standardlieferung; Sie senden die Ware binnen 14 Tagen zurück. Es gibt keine Bearbeitungsgebühr; eine Nutzung über das Prüfen der Ware hinaus kann die Erstattung mindern.',
  conformity:
    'Ist die Ware nicht wie vereinbart, erhalten Sie nach Ihrer Wahl Reparatur oder Ersatz, kostenlos und in angemessener Zeit; gelingt das nicht, Minderung oder Ihr Geld zurück.',
  short_term_rejection:
    'Ist die Ware nicht wie vereinbart, können Sie sie zurückweisen und erhalten Ihr Geld binnen 14 Tagen zurück; die Rücksendung kostet Sie nichts.',
  final_rejection:
    'Eine Reparatur oder ein Ersatz hat nicht geholfen: Sie können den Preis mindern, oder den Vertrag beenden und Ihr Geld zurückverlangen.',
  decided: {
    withdrawal:
      'Ihr Widerruf gilt ab sofort: Senden Sie die Ware binnen 14 Tagen zurück; wir erstatten, was Sie gezahlt haben, auch die Standardlieferung.',
    withdrawalHeld:
      'Ihr Widerruf gilt ab sofort. Bitte senden Sie noch nichts: Warten Sie auf das Etikett, das wir Ihnen schicken; wir erstatten, was Sie gezahlt haben, auch die Standardlieferung.',
    withdrawalUnclear:
      'Noch weiß niemand, wann Ihre Frist zum Widerruf begann. Als Tag des Widerrufs gilt heute: Unser Team klärt es und antwortet Ihnen bald.',
    presumed:
      'Dafür steht der Verkäufer nach dem Gesetz ein: Senden Sie es mit unserem kostenlosen Etikett ein; es wird repariert oder ersetzt.',
    toBeShown:
      'Dafür steht der Verkäufer nach dem Gesetz vielleicht noch ein. Unser Team sieht sich an, was Sie uns gesandt haben, und antwortet Ihnen bald.',
    sentIn: 'Wie gewünscht wird es kostenlos repariert: Senden Sie es mit unserem Etikett ein.',
  },
  waitForLabel: 'Bitte senden Sie noch nichts: Warten Sie auf das Etikett, das wir Ihnen schicken.',
  excluded: {
    price_fluctuates: 'der Preis hängt von einem Finanzmarkt ab',
    made_to_measure: 'die Ware wurde nach Ihren Angaben gefertigt',
    perishable: 'die Ware verdirbt schnell',
    sealed_hygiene: 'das Siegel ist gebrochen, und die Ware kann aus Gründen der Gesundheit oder Hygiene nicht zurück',
    inseparably_mixed: 'die Ware wurde mit anderen vermischt und lässt sich nicht mehr trennen',
    alcohol_at_a_later_price: 'es sind alkoholische Getränke, deren Preis lange vor der Lieferung vereinbart wurde',
    urgent_repair: 'Sie haben um eine dringende Reparatur gebeten',
    sealed_media: 'es sind Aufnahmen oder Software, deren Siegel gebrochen ist',
    newspaper: 'es ist eine Zeitung oder Zeitschrift',
    auction: 'die Ware wurde auf einer öffentlichen Versteigerung gekauft',
    dated_leisure: 'die Leistung war für einen bestimmten Tag',
    digital_content_begun: 'es sind digitale Inhalte, mit denen auf Ihren Wunsch begonnen wurde',
  },
  noWithdrawal: (because) => `Ein Widerrufsrecht besteht hier nach dem Gesetz nicht: ${because}.`,
};

const languages: Readonly<Record<string, Words>> = { en, de };

/** @param language ISO 639-1 */
export const rightWords = (language: string): Words => languages[language] ?? en;
