import { describe, expect, test } from 'vitest';
import { machineSteps, type Return } from '../../../shared/returns/change.ts';
import { decideCustoms } from '../../../shared/returns/customs.ts';
import { nextPapers, portionsOnPapers, preparePapers } from '../../../shared/returns/customs-papers.ts';
import { cancel } from '../../../shared/returns/ending.ts';
import { isToHavePapers, papersOf } from '../../../shared/returns/papers-due.ts';
import {
  by,
  certainly,
  customsDecision,
  keptPaper,
  lamps,
  lineCustoms,
  machine,
  orderOf,
  requested,
  returnAt,
  unwanted,
} from './sample-returns.ts';

/** When papers of goods that cross a border are made, and made anew. */

const abroad = (standing: 'known' | 'unknown' = 'known') => ({
  facts: { homeCountry: 'CH', customs: () => lineCustoms(standing) },
});
const make = (current: Return): Return =>
  certainly(preparePapers(current, machine(), [keptPaper(nextPapers(current))])).after;

describe('papers are wanted', () => {
  test.each([
    ['while a person looks into the return', returnAt('under_review', abroad()), true],
    ['while a person waits for an answer', returnAt('awaiting_answer', abroad()), true],
    ['not before the label, which the machine is about to buy', returnAt('authorized', abroad()), false],
    ['once the parcel has its label', returnAt('awaiting_shipment', abroad()), true],
    ['not while it is unknown how they cross', returnAt('awaiting_customs'), false],
    ['not of what is on its way: it set off with those it had', returnAt('in_transit', abroad()), false],
    ['not of what was cancelled', returnAt('cancelled', abroad()), false],
    ['not of what crosses no border', returnAt('awaiting_shipment'), false],
  ])('%s', (_, current, wanted) => {
    expect(isToHavePapers(current)).toBe(wanted);
    expect(machineSteps(current.portions, current).includes('prepare_customs_documents')).toBe(wanted);
    expect(preparePapers(current, machine(), [keptPaper(1)]) !== undefined).toBe(wanted);
  });
});

describe('made once', () => {
  test('they are wanted no more, and counted', () => {
    const current = returnAt('awaiting_shipment', abroad());
    const change = certainly(preparePapers(current, machine(), [keptPaper(1)]));
    expect(change.after.head.papers).toEqual({ version: 1, of: ['1 1 5 TRACK-1'] });
    expect(change.papers).toEqual([keptPaper(1)]);
    expect(change.event).toMatchObject({
      type: 'return.customs_documents_prepared',
      data: { version: 1, documents: [{ kind: 'packing_list', gaps: 1, data: keptPaper(1).data.sha256 }] },
    });
    expect(change.event.starts).toBeUndefined();
    expect(change.after.head.due.progress).toBeUndefined();
    expect(isToHavePapers(change.after)).toBe(false);
    expect(nextPapers(change.after)).toBe(2);
    expect(preparePapers(change.after, machine(), [keptPaper(2)])).toBeUndefined();
  });
});

describe('made anew', () => {
  test('when it is decided anew: the event starts it', () => {
    const current = make(returnAt('under_review', abroad()));
    const change = decideCustoms(current, by('compliance'), customsDecision());
    expect(change.event.starts).toEqual(['prepare_customs_documents']);
    expect(make(change.after).head.papers).toEqual({ version: 2, of: ['1 2 5 -'] });
  });

  test('when it becomes known, the label comes first', () => {
    const { after, event } = decideCustoms(returnAt('awaiting_customs'), by('compliance'), customsDecision());
    expect(event.starts).toEqual(['issue_label']);
    expect(isToHavePapers(after)).toBe(false);
  });

  const two = orderOf([lamps(), lamps({ id: '2' })]);
  const both = returnAt('awaiting_shipment', {
    order: two,
    lines: [unwanted(5), unwanted(5, { lineId: '2' })],
    ...abroad(),
  });

  test('when goods are no longer sent', () => {
    const made = make(both);
    const without = {
      ...made,
      portions: made.portions.map((one, i) => (i === 0 ? { ...one, state: 'cancelled' as const } : one)),
    };
    expect(isToHavePapers(without)).toBe(true);
    expect(papersOf(without)).toEqual(['2 1 5 TRACK-1']);
    expect(portionsOnPapers(without, papersOf(without)).map(({ id }) => id)).toEqual(['2']);
  });

  test('not when some of them set off before the others', () => {
    const made = make(both);
    const underway = {
      ...made,
      portions: made.portions.map((one, i) => (i === 0 ? { ...one, state: 'in_transit' as const } : one)),
    };
    expect(isToHavePapers(underway)).toBe(false);
  });
});

test('the request starts it where a person looks into the return', () => {
  const { event } = requested({ facts: { person: {}, ...abroad().facts } });
  expect(event.starts).toEqual(['prepare_customs_documents']);
});

test('a cancelled return wants none', () => {
  const { after, event } = cancel(make(returnAt('awaiting_shipment', abroad())), by('customer'), 'kept');
  expect(event.starts).toEqual(['void_label']);
  expect(isToHavePapers(after)).toBe(false);
});
