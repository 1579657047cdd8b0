import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Site } from '../../../shared/contracts/sites.ts';
import { sum } from '../../../shared/money/amount.ts';
import { assessmentOf } from '../../../shared/returns/assessment.ts';
import { machineSteps, type Return } from '../../../shared/returns/change.ts';
import { customerStatusOf } from '../../../shared/returns/customer-status.ts';
import { decideCustoms, portionInQuestion, questionOf } from '../../../shared/returns/customs.ts';
import type { Shipping } from '../../../shared/returns/destinations.ts';
import { cancel } from '../../../shared/returns/ending.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabels } from '../../../shared/returns/labels.ts';
import { approve } from '../../../shared/returns/review.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import {
  type AskedLine,
  by,
  certainly,
  customsDecision,
  days,
  decided,
  faulty,
  found,
  label,
  lamps,
  lineCustoms,
  machine,
  news,
  orderOf,
  portionOf,
  refusalOf,
  requested,
  start,
  statesOf,
  terms,
  unwanted,
} from './sample-returns.ts';

/** A return in several parcels, each with its own label, way and receipt; and in one to each of several places. */

const site = (id: string, country: string, some: Partial<Site> = {}): Site => ({
  id,
  name: id,
  kind: 'distribution_centre',
  address: { name: 'Returns', line1: 'Dock 1', city: 'Musterstadt', country },
  ...some,
});
const sitesOf = (...sites: Site[]): Shipping => ({
  sites: { sites, home: 'DE', day: '2026-10-20', counts: new Map() },
});
const heavy = orderOf([lamps({ weightGrams: 4000 })]);
const limits = { limits: { mostGrams: 10_000 } };

/** Five lamps of 4 kg in parcels of 10 kg: two, two and one. */
const inThree = () => requested({ order: heavy, facts: { shipping: limits } }).after;
const labelled = (current: Return) =>
  issueLabels(
    current,
    machine(),
    current.shipments.map(({ id }) => label(id, `TRACK-${id}`)),
  ).after;

describe('several parcels', () => {
  test('units of a line are portions of their own, each in its parcel, and their money is the whole', () => {
    const current = inThree();
    const one = requested({ order: heavy }).after;
    expect(current.portions.map(({ id, quantity, parcel, splitFrom }) => [id, quantity, parcel, splitFrom])).toEqual([
      ['1', 2, 1, undefined],
      ['2', 2, 2, '1'],
      ['3', 1, 3, '1'],
    ]);
    const goods = (all: Return) =>
      sum(
        'EUR',
        all.portions.map(({ paid }) => paid.goods),
      );
    expect(goods(current)).toEqual(goods(one));
    expect(current.portions.flatMap(({ units }) => units)).toEqual(one.portions[0]?.units);
    expect(
      current.shipments.map(({ id, parcel, grams, portions, state }) => [id, parcel, grams, portions, state]),
    ).toEqual([
      ['S1', 1, 8000, ['1'], 'requested'],
      ['S2', 2, 8000, ['2'], 'requested'],
      ['S3', 3, 4000, ['3'], 'requested'],
    ]);
  });

  test('the preview shows them, and the event keeps them', () => {
    const answer = decided(heavy, [unwanted(5)], { shipping: limits });
    expect(assessmentOf(answer, 'EUR').parcels).toEqual([
      { number: 1, grams: 8000, contents: [{ lineId: '1', quantity: 2 }] },
      { number: 2, grams: 8000, contents: [{ lineId: '1', quantity: 2 }] },
      { number: 3, grams: 4000, contents: [{ lineId: '1', quantity: 1 }] },
    ]);
    const { event } = requested({ order: heavy, facts: { shipping: limits } });
    expect(event.data.parcels).toMatchObject([{ portions: ['1'] }, { portions: ['2'] }, { portions: ['3'] }]);
    expect(assessmentOf(decided(heavy, [unwanted(5)]), 'EUR')).not.toHaveProperty('parcels');
  });

  test('all labels come in one step, told in one event', () => {
    const { after, event } = issueLabels(inThree(), machine(), [
      label('S1', 'T-1'),
      label('S2', 'T-2'),
      label('S3', 'T-3'),
    ]);
    expect(new Set(Object.values(statesOf(after)))).toEqual(new Set(['awaiting_shipment']));
    expect(after.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['T-1', 'T-2', 'T-3']);
    expect(event.data).toMatchObject({
      shipment: 'S1',
      trackingNumber: 'T-1',
      parcels: [{ parcel: 1 }, { parcel: 2 }, { parcel: 3 }],
    });
    expect(machineSteps(after.portions, after)).toEqual([]);
  });

  test('where only some labels could be bought, the others are still asked for', () => {
    const { after } = issueLabels(inThree(), machine(), [label('S1', 'T-1')]);
    expect(statesOf(after)).toEqual({ '1': 'awaiting_shipment', '2': 'authorized', '3': 'authorized' });
    expect(machineSteps(after.portions, after)).toEqual(['issue_label']);
  });

  test('each goes its own way: one is paid back while one is late and one has a difficulty', () => {
    let current = labelled(inThree());
    for (const [status, tracking] of [
      ['arrived', 'TRACK-S1'],
      ['in_transit', 'TRACK-S2'],
      ['exception', 'TRACK-S3'],
    ] as const)
      current = certainly(moveShipment(current, by('carrier', days(1)), news(status, days(1), tracking))).after;
    expect(statesOf(current)).toEqual({ '1': 'arrived', '2': 'in_transit', '3': 'shipment_exception' });
    current = receive(current, by('warehouse', days(1)), undefined, { trackingNumber: 'TRACK-S1' }).after;
    current = inspect(current, by('inspector', days(1)), '1', [found(2)]).after;
    expect(statesOf(current)).toEqual({ '1': 'resolving', '2': 'in_transit', '3': 'shipment_exception' });
    const paid = current.instructions.filter(({ kind }) => kind === 'refund');
    expect(paid.flatMap(({ portions }) => portions)).toEqual(['1']);
    expect(paid[0]?.amount).toEqual(portionOf(current, '1').refund?.total);
    expect(customerStatusOf(current).code).toBe('delivery_problem');
    // The late one comes, and then the one that was thought lost.
    current = receive(current, by('warehouse', days(9)), undefined, { trackingNumber: 'TRACK-S2' }).after;
    current = receive(current, by('warehouse', days(20)), undefined, { trackingNumber: 'TRACK-S3' }).after;
    expect(statesOf(current)).toEqual({ '1': 'resolving', '2': 'quarantined', '3': 'quarantined' });
  });

  test("more in a parcel than was to be in it is counted, and comes off another's", () => {
    const current = labelled(inThree());
    const three = [{ lineId: '1', quantity: 3, serials: [] }];
    const { after } = receive(current, by('warehouse'), three, { trackingNumber: 'TRACK-S1' });
    const came = after.portions.filter(({ state }) => state === 'quarantined');
    expect(came.map(({ parcel, quantity }) => [parcel, quantity])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('all are given up with a cancellation', () => {
    const { after } = cancel(labelled(inThree()), by('customer'));
    expect(after.shipments.map(({ state, voiding }) => [state, voiding])).toEqual(
      Array.from({ length: 3 }, () => ['cancelled', 'requested']),
    );
  });

  test('as the customer packs them', () => {
    const parcels = [
      { parcel: 2, quantity: 1 },
      { parcel: 1, quantity: 4 },
    ];
    const { after } = requested({ lines: [unwanted(5, { parcels })] });
    expect(after.portions.map(({ quantity, parcel }) => [quantity, parcel])).toEqual([
      [4, 1],
      [1, 2],
    ]);
    const refused = refusalOf(() => decided(heavy, [unwanted(5, { parcels })], { shipping: limits }));
    expect(refused).toEqual({ type: 'invalid-request', errors: [['/lines/0/parcels', 'parcel_too_heavy']] });
  });

  test('a brand-paid label is asked for each', () => {
    const review = requested({ order: heavy, facts: { shipping: limits, person: {} } }).after;
    expect(review.shipments).toEqual([]);
    const { after } = approve(review, by('agent'), { terms: terms(), reason: 'goodwill', mayOverride: true });
    expect(after.shipments.map(({ parcel, payer }) => [parcel, payer])).toEqual([
      [1, 'brand'],
      [2, 'brand'],
      [3, 'brand'],
    ]);
  });

  test('one customs question is asked of all units of a line, and all go on with its answer', () => {
    const review = requested({
      order: heavy,
      facts: { shipping: limits, customs: () => lineCustoms('unknown') },
    }).after;
    const waiting: Return = {
      ...review,
      portions: review.portions.map((one) => ({
        ...one,
        state: 'awaiting_customs',
        customs: { version: 1, held: true },
      })),
    };
    for (const asked of ['1', '3']) expect(questionOf(portionInQuestion(waiting, asked))).toBe('1');
    const { after } = decideCustoms(waiting, by('compliance'), customsDecision('known', '1'));
    expect(statesOf(after)).toEqual({ '1': 'authorized', '2': 'authorized', '3': 'authorized' });
    expect(after.shipments.map(({ parcel }) => parcel)).toEqual([1, 2, 3]);
    const held = decideCustoms(waiting, by('compliance'), customsDecision('unknown', '1')).after;
    expect(new Set(Object.values(statesOf(held)))).toEqual(new Set(['awaiting_customs']));
    expect(held.portions.map(({ customs }) => customs?.version)).toEqual([2, 2, 2]);
  });

  test('however goods are packed, their money and units stay the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const quantity = sizes.reduce((all, size) => all + size, 0);
        const order = orderOf([
          lamps({ quantity, paid: { currency: 'EUR', minor: 10_007 }, tax: { currency: 'EUR', minor: 1598 } }),
        ]);
        const parcels = sizes.map((size, i) => ({ parcel: i + 1, quantity: size }));
        const whole = requested({ order, lines: [unwanted(quantity)] }).after.portions;
        const packed = requested({ order, lines: [unwanted(quantity, { parcels })] }).after;
        for (const part of ['goods', 'tax', 'delivery'] as const)
          expect(
            sum(
              'EUR',
              packed.portions.map(({ paid }) => paid[part]),
            ),
          ).toEqual(whole[0]?.paid[part]);
        expect(packed.portions.flatMap(({ units }) => units).sort()).toEqual([...(whole[0]?.units ?? [])].sort());
        expect(packed.shipments).toHaveLength(sizes.length);
      }),
    );
  });
});

describe('several places', () => {
  const both = [lamps(), lamps({ id: '2', sku: 'HB-SAW', category: 'tools' })];
  const two = sitesOf(
    site('lights', 'DE', { categories: ['outdoor'] }),
    site('tools', 'DE', { categories: ['tools'] }),
  );
  const lines: AskedLine[] = [unwanted(2), unwanted(1, { lineId: '2' })];

  test('goods for each go in a parcel of their own', () => {
    const { after } = requested({ order: orderOf(both), lines, facts: { shipping: two } });
    expect(after.portions.map(({ site: at, parcel }) => [at, parcel])).toEqual([
      ['lights', 1],
      ['tools', 2],
    ]);
    expect(after.shipments.map(({ site: at, portions }) => [at, portions])).toEqual([
      ['lights', ['1']],
      ['tools', ['2']],
    ]);
  });

  test('where and why is in the answer and in the event', () => {
    const { event } = requested({ order: orderOf(both), lines, facts: { shipping: two } });
    const [line] = assessmentOf(decided(orderOf(both), lines, { shipping: two }), 'EUR').lines;
    expect(line?.destination).toMatchObject({ site: 'lights', country: 'DE', crossBorder: false, because: 'only' });
    expect(line?.destination?.candidates).toMatchObject([
      { site: 'lights' },
      { site: 'tools', refused: { by: 'category' } },
    ]);
    const { why: _, ...kept } = line?.destination ?? {};
    expect((event.data.lines as { destination?: unknown }[])[0]?.destination).toEqual(kept);
  });

  test('what no place can take is looked at by a person, and goes to the return address once they agree', () => {
    const dangerous = orderOf([lamps({ hazardous: true })]);
    const { after } = requested({ order: dangerous, facts: { shipping: two } });
    expect(statesOf(after)).toEqual({ '1': 'under_review' });
    expect(portionOf(after).checks).toMatchObject([{ id: 'destination' }]);
    const agreed = approve(after, by('agent'), {}).after;
    expect(agreed.shipments.map(({ site: at, state }) => [at, state])).toEqual([[undefined, 'requested']]);
  });

  test('when all are full it goes on, to the return address', () => {
    const full: Shipping = {
      sites: { sites: [site('lights', 'DE', { parcelsPerDay: 0 })], home: 'DE', day: '2026-10-20', counts: new Map() },
    };
    const { after } = requested({ facts: { shipping: full } });
    expect(statesOf(after)).toEqual({ '1': 'authorized' });
    expect(after.shipments[0]).not.toHaveProperty('site');
  });

  test('nothing that stays with the customer has a destination', () => {
    const cheap = orderOf([lamps({ paid: { currency: 'EUR', minor: 1000 }, tax: { currency: 'EUR', minor: 0 } })]);
    const answer = decided(cheap, [unwanted(1)], { shipping: two });
    expect(answer.outcome).toBe('returnless');
    expect(answer.lines[0]).not.toHaveProperty('destination');
    expect(answer).not.toHaveProperty('parcels');
  });

  test('whether a border is crossed is asked for the place that is chosen', () => {
    const inFrance = orderOf([lamps()], {
      shipTo: { name: 'Kim', line1: 'Rue 1', city: 'Ville', country: 'GB' },
    });
    const asked: string[] = [];
    const customs = (_: unknown, __: unknown, to: string) => {
      asked.push(to);
      return to === 'GB' ? undefined : lineCustoms('known');
    };
    const at = (shipping: Shipping) => decided(inFrance, [unwanted(1)], { shipping, customs }).lines[0];
    const home = at(sitesOf(site('de', 'DE'), site('gb', 'GB')));
    expect(home?.facts.crossBorder).toBe(false);
    expect(home?.destination?.site).toBe('gb');
    expect(home).not.toHaveProperty('customs');
    const abroad = at(sitesOf(site('de', 'DE')));
    expect(abroad?.facts).toMatchObject({ crossBorder: true, customsRoute: 'known' });
    expect(asked).toEqual(['GB', 'DE']);
  });

  test('a repair goes where repairs are made, and a policy that leads over a border is asked with that known', () => {
    const hub = site('hub', 'CH', { capabilities: ['repair', 'refurbish'] });
    const dc = site('dc', 'DE', { capabilities: ['restock'] });
    const answer = decided(orderOf(), [faulty(1, { preference: 'repair' })], {
      shipping: sitesOf(dc, hub),
      now: start,
    });
    expect(answer.lines[0]?.portion.resolution).toBe('repair');
    expect(answer.lines[0]?.destination).toMatchObject({ site: 'hub', crossBorder: true });
    expect(answer.lines[0]?.facts.crossBorder).toBe(true);
  });
});
