import type { EvidenceType, Outcome } from '../../contracts/decision.ts';
import type { Money } from '../../contracts/values.ts';
import type { Refusal } from '../../evidence/refusals.ts';
import type { Message, MessageKind } from '../choose.ts';

/** What every text may speak of, beside its own message. */
export interface About {
  brand: string;
  rma: string;
  /** Day by which it is the customer's turn to have done something, as people write it. */
  due: string | undefined;
  /** A time that is a proof: day, time and zone. @param zone where the customer is */
  moment: (instant: string, zone: string) => string;
  /** The day an instant is on, where the customer is. */
  day: (instant: string, zone: string) => string;
  /** An amount as people of the customer's locale write it. */
  money: (amount: Money) => string;
}

/** One message in words: plain text, no markup; the layout escapes and arranges it. */
export interface Wording {
  /** Of the mail; it names the return. */
  subject: string;
  heading: string;
  paragraphs: string[];
  /** What happens next, and by when if it is the customer's turn. */
  next: string;
  /** On the button that leads to the return's page. */
  action: string;
}

/** All texts of one language. A message without its text does not compile. */
export interface Texts {
  messages: { [Kind in MessageKind]: (message: Extract<Message, { kind: Kind }>, about: About) => Wording };
  /** Said beside an item when the items of a request fared differently. */
  outcomes: Record<Outcome | 'cancel', string>;
  evidence: Record<EvidenceType, string>;
  refusals: Record<Refusal, string>;
  frame: {
    greeting: string;
    returnNumber: string;
    items: string;
    trackingNumber: string;
    next: string;
    support: string;
    terms: string;
    /** Why this message came. */
    because: (brand: string) => string;
  };
}
