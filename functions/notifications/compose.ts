import type { Mail } from '../../shared/adapters/mail/ses.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { DueKind } from '../../shared/contracts/return.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { chooseMessage, type Message, type MessageKind } from '../../shared/notifications/choose.ts';
import { renderMessage } from '../../shared/notifications/render.ts';
import { trackingLink } from '../../shared/notifications/tracking-link.ts';
import type { Return } from '../../shared/returns/change.ts';

/** A message that is to be sent. */
export interface Draft {
  message: Message;
  current: Return;
}

/** Messages that ask for something, and the clock that runs until it is done. */
const dueOf: Partial<Record<MessageKind, DueKind>> = {
  evidence_wanted: 'evidence',
  evidence_refused: 'evidence',
  question_asked: 'answer',
  label_ready: 'label',
};

/** The message an event makes, if any. */
export function draftOf(
  { current, events }: { current: Return; events: readonly ReturnEvent[] },
  event: ReturnEvent,
): Draft | undefined {
  const { portions, statement } = current;
  const message = chooseMessage(event, {
    portions,
    conversation: statement.conversation,
    ...(statement.withdrawal && { withdrawn: statement.withdrawal.name }),
    events,
  });
  return message && { message, current };
}

/** Puts a message into an e-mail in the brand's dress. @param token of the guest's link */
export function mailOf({ message, current }: Draft, brand: BrandConfiguration, to: string, token: string): Mail {
  const { head } = current;
  const kind = dueOf[message.kind];
  const due = kind && head.due[kind];
  return {
    from: { name: brand.name, address: brand.sender },
    to,
    ...renderMessage({
      message,
      brandConfiguration: brand,
      facts: { rma: head.rma, locale: head.locale, ...(due && { due }) },
      link: trackingLink(brand.links.tracking, token),
    }),
    tags: { brand: head.brand, message: message.kind },
  };
}
