import { describe, expect, test } from 'vitest';
import { confirmedAs } from '../../../functions/intake/confirmed-withdrawal.ts';
import { trackedReturn } from '../../../functions/tracking/tracked-return.ts';
import { chooseMessage } from '../../../shared/notifications/choose.ts';
import type { Change, Return } from '../../../shared/returns/change.ts';
import { decideCustoms } from '../../../shared/returns/customs.ts';
import {
  by,
  customsDecision,
  days,
  decided,
  eur,
  lamps,
  lineCustoms,
  orderOf,
  requested,
  start,
  statesOf,
  unwanted,
} from './sample-returns.ts';

const { withdrawalExcluded: _, ...free } = lamps();
const abroad = { homeCountry: 'CH', customs: () => lineCustoms('unknown') };
const statement = { id: '0'.repeat(32), name: 'Kim Muster' };
const endOf = (day: string) => `${day}T22:59:59.999Z`;

const held = (some: Parameters<typeof requested>[0] = {}): Change =>
  requested({ order: orderOf([free]), lines: [unwanted(5)], facts: abroad, ...some });
const tracked = (current: Return) => trackedReturn(current, [], { labels: new Map(), evidence: new Map() }, undefined);
const confirmed = ({ event }: Change, locale = 'en') =>
  confirmedAs(statement.id, { email: 'kim@customer.example', locale } as never, [event], start);

describe('a withdrawal whose label is held for customs', () => {
  test.each([
    ['en', /^Your withdrawal is valid from now\. Please do not send anything yet: wait for the label/],
    ['de', /^Ihr Widerruf gilt ab sofort\. Bitte senden Sie noch nichts: Warten Sie auf das Etikett/],
  ])('is told so in %s, and nothing is asked to be sent', (language, sentence) => {
    const found = decided(orderOf([free]), [unwanted(5)], { ...abroad, language });
    expect(found.outcome).toBe('review');
    expect(found.lines[0]?.decision).toMatchObject({ outcome: 'approve', message: expect.stringMatching(sentence) });
    expect(confirmed(held({ withdrawal: statement }), language).message).toMatch(sentence);
    const atHome = decided(orderOf([free]), [unwanted(5)], { language }).lines[0]?.decision.message;
    expect(atHome).toMatch(/14 (days|Tagen)/);
  });

  test('is told so too where guards stop it that no policy knows of', () => {
    const guards = [{ reason: 'sanctions', why: 'A broker decides.' }] as never;
    const stopped = () => ({ ...lineCustoms('unknown'), answer: { ...lineCustoms('unknown').answer, guards } });
    const policy = { customs: stopped };
    expect(decided(orderOf([free]), [unwanted(5)], policy).lines[0]?.decision).toMatchObject({
      outcome: 'approve',
      message: expect.stringContaining('do not send anything yet'),
    });
  });

  test('has no day to send back by while the label is held: it counts from when the way is known', () => {
    const change = held({ withdrawal: statement });
    expect(statesOf(change.after)).toEqual({ '1': 'awaiting_customs' });
    expect(tracked(change.after).withdrawal).toMatchObject({ toldAt: start.toISOString() });
    expect(tracked(change.after).withdrawal).not.toHaveProperty('sendBackBy');
    expect(confirmed(change)).not.toHaveProperty('sendBackBy');
    expect(change.after.head.due.send_back).toBeUndefined();
    const known = decideCustoms(change.after, by('compliance', days(20)), customsDecision('known')).after;
    expect(tracked(known).withdrawal?.sendBackBy).toBe(endOf('2026-11-23'));
    expect(known.head.due.send_back).toBe(endOf('2026-11-23'));
  });

  test('is acknowledged by e-mail with the same', () => {
    const { event, after } = held({ withdrawal: statement });
    const message = chooseMessage(event, { portions: after.portions, conversation: [], events: [event] });
    expect(message).toMatchObject({ kind: 'withdrawal_received', waitsForLabel: true });
    expect(message).not.toHaveProperty('sendBackBy');
    const home = held({ withdrawal: statement, facts: {} });
    const sent = chooseMessage(home.event, { portions: home.after.portions, conversation: [], events: [home.event] });
    expect(sent).toMatchObject({ sendBackBy: endOf('2026-11-03') });
    expect(sent).not.toHaveProperty('waitsForLabel');
    expect(confirmed(home)).not.toHaveProperty('message');
  });
});

test('what the customer keeps has no day to send back by, and is refunded in time all the same', () => {
  const { withdrawalExcluded: __, ...cheap } = lamps({ paid: eur(900), tax: eur(144) });
  const { after } = requested({ order: orderOf([cheap]), lines: [unwanted(5)] });
  expect(after.portions).toMatchObject([{ disposition: 'kept_by_customer', withdrawal: true }]);
  expect(tracked(after).withdrawal).not.toHaveProperty('sendBackBy');
  expect(after.head.due).toMatchObject({ refund: endOf('2026-11-03') });
  // As it was kept before such a day was left out.
  const withdrawal = { ...(after.head.withdrawal as NonNullable<typeof after.head.withdrawal>) };
  const older = { ...after, head: { ...after.head, withdrawal: { ...withdrawal, sendBackBy: endOf('2026-11-03') } } };
  expect(tracked(older).withdrawal).not.toHaveProperty('sendBackBy');
});
