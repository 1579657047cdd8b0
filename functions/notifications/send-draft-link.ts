import * as z from 'zod';
import { MailRefused } from '../../shared/adapters/mail/ses.ts';
import { draftId } from '../../shared/contracts/values.ts';
import { isOver } from '../../shared/drafts/draft.ts';
import { renderDraftLink } from '../../shared/notifications/draft-link.ts';
import { trackingLink } from '../../shared/notifications/tracking-link.ts';
import { jsonOf, type Worked } from '../../shared/runtime/arrivals.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { makeGuestLink } from '../../shared/storage/guest-links.ts';
import type { InboxItem } from '../../shared/storage/inbox.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { SendMessageDeps } from './send-message.ts';

const asked = z.object({ draft: draftId });

/**
 * Mails the link by which a draft is taken up again, to the address told in it, else to the order's. Of a draft that has
 * ended since, nobody is told anything.
 * @throws when it has to be tried again
 */
export function createSendDraftLink({ table, mail, readBrand, clock, randomBytes }: SendMessageDeps) {
  return async (arrival: InboxItem): Promise<Worked> => {
    const now = clock();
    const { brand } = arrival;
    const read = asked.safeParse(jsonOf(arrival));
    if (!read.success) return { quarantined: 'Not a draft whose link is to be sent' };
    const draft = await loadDraft(table, brand, read.data.draft);
    if (draft?.state !== 'open' || isOver(draft, now)) return { outcome: 'draft_over' };
    const { id, orderNumber, locale, until } = draft;
    const stored = await loadOrder(table, brand, orderNumber);
    const to = draft.words.contact?.email ?? stored?.person.email;
    if (!to) return { quarantined: `Draft ${id} has no e-mail address` };
    const configuration = await readBrand(brand, now);
    if (!configuration) throw new Error(`Brand ${brand} is not configured`);
    const token = await makeGuestLink(table, { brand, draft: id, orderNumber }, randomBytes(24), now);
    const link = trackingLink(configuration.links.draft ?? configuration.links.tracking, token);
    try {
      await mail.send({
        from: { name: configuration.name, address: configuration.sender },
        to,
        ...renderDraftLink({
          brandConfiguration: configuration,
          locale: locale ?? stored?.order.locale,
          until,
          link,
        }),
        tags: { brand, message: 'draft_link' },
      });
    } catch (error) {
      if (error instanceof MailRefused) return { quarantined: `Not sent: ${error.message}` };
      throw error;
    }
    return { outcome: 'draft_link_sent' };
  };
}
