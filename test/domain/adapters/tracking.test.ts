import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { easypostEventId, readEasypostTracker } from '../../../shared/adapters/easypost/tracker.ts';
import { readShipmentWebhook } from '../../../shared/adapters/standard-webhooks/tracking.ts';

describe('an EasyPost tracker', () => {
  const fixture = readFileSync(new URL('../../fixtures/webhooks/easypost-tracker.json', import.meta.url), 'utf8');
  const event = JSON.parse(fixture) as { result: Record<string, unknown> } & Record<string, unknown>;
  const read = (result: Record<string, unknown> = {}, top: Record<string, unknown> = {}) =>
    readEasypostTracker(JSON.stringify({ ...event, ...top, result: { ...event.result, ...result } }));

  test('says what happened, and when by the carrier, whatever the order of its details', () => {
    expect(readEasypostTracker(fixture)).toEqual({
      trackingNumber: 'HW0042771903',
      at: '2026-11-04T08:05:00.000Z',
      status: 'in_transit',
      detail: 'in_transit: arrived_at_facility: Müllheim: im Depot',
    });
  });

  test.each([
    ['unknown', 'no_change'],
    ['error', 'no_change'],
    ['pre_transit', 'label_created'],
    ['in_transit', 'in_transit'],
    ['out_for_delivery', 'in_transit'],
    ['delivered', 'arrived'],
    ['available_for_pickup', 'exception'],
    ['return_to_sender', 'exception'],
    ['failure', 'exception'],
    ['cancelled', 'cancelled'],
  ])('of status %s is %s for us', (status, ours) => expect(read({ status })).toMatchObject({ status: ours }));

  test.each([
    [
      'is the newest detail, offset or none',
      [{ datetime: '2026-11-05T09:00:00' }, { datetime: '2026-11-05T10:30:00+02:00' }],
      '2026-11-05T09:00:00.000Z',
    ],
    [
      'has as many fraction digits as we keep',
      [{ datetime: '2026-11-05T09:00:00.1234567Z' }],
      '2026-11-05T09:00:00.123Z',
    ],
    [
      'is the tracker’s own where the details have none',
      [{ datetime: 'soon' }, { datetime: null }, {}],
      '2026-11-04T08:15:10.000Z',
    ],
    ['is the tracker’s own where there are no details', null, '2026-11-04T08:15:10.000Z'],
  ])('its time %s', (_, tracking_details, at) => expect(read({ tracking_details })).toMatchObject({ at }));

  test.each([
    ['a status that is new', read({ status: 'teleported' }), 'Tracker status teleported'],
    ['a status that is a property of every object', read({ status: 'constructor' }), 'Tracker status constructor'],
    ['another event', read({}, { description: 'batch.created' }), 'Event type batch.created'],
    ['no event type', read({}, { description: undefined }), 'The body says no event type'],
    ['no tracking number', read({ tracking_code: null }), expect.stringContaining('tracking_code')],
    ['no time', read({ tracking_details: [], updated_at: null }), 'The tracker has no time'],
    ['no JSON', readEasypostTracker('<xml/>'), 'The body is not JSON'],
  ])('with %s is kept for a person', (_, update, unknown) => expect(update).toEqual({ unknown }));

  test('keeps its event id when EasyPost sends it again with other delivery marks', () => {
    expect(easypostEventId(JSON.stringify({ ...event, completed_urls: ['x'], pending_urls: [] }))).toBe('evt_hw_0001');
    expect(easypostEventId('[]')).toBeUndefined();
    expect(easypostEventId('not json')).toBeUndefined();
  });
});

describe('a generic shipment webhook', () => {
  const read = (body: unknown) => readShipmentWebhook(JSON.stringify(body));
  const data = { trackingNumber: ' hw 0042 ', carrier: 'DemoPost', detail: 'Dock 4', pallet: 7 };

  test.each([
    ['shipment.label_created', 'label_created'],
    ['shipment.in_transit', 'in_transit'],
    ['shipment.arrived', 'arrived'],
    ['shipment.exception', 'exception'],
    ['shipment.cancelled', 'cancelled'],
  ])('%s is %s, with fields we do not know', (type, status) => {
    expect(read({ type, timestamp: '2026-11-05T07:30:00+01:00', data, extra: true })).toEqual({
      trackingNumber: 'HW0042',
      at: '2026-11-05T06:30:00.000Z',
      status,
      detail: 'Dock 4',
    });
  });

  test('needs neither carrier nor detail', () => {
    const update = read({
      type: 'shipment.arrived',
      timestamp: '2026-11-05T06:30:00Z',
      data: { trackingNumber: 'A1' },
    });
    expect(update).toEqual({
      trackingNumber: 'A1',
      at: '2026-11-05T06:30:00.000Z',
      status: 'arrived',
      detail: 'shipment.arrived',
    });
  });

  test.each([
    ['of another type', { type: 'shipment.lost', timestamp: '2026-11-05T06:30:00Z', data }],
    ['without a zone in its time', { type: 'shipment.arrived', timestamp: '2026-11-05T06:30:00', data }],
    ['without a tracking number', { type: 'shipment.arrived', timestamp: '2026-11-05T06:30:00Z', data: {} }],
  ])('%s is kept for a person', (_, body) => expect(read(body)).toEqual({ unknown: expect.any(String) }));
});

test('no body of any kind makes a reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
      for (const update of [readEasypostTracker(body), readShipmentWebhook(body)])
        expect(update).toHaveProperty('unknown');
    }),
  );
});
