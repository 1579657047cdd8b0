import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../infra/local/journey/place.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  await people.configure({
    serialRules: [{ categories: ['audio'], pattern: 'LMX-(?<checked>\\d{11})', checkDigit: 'luhn', sample: good(0) }],
  });
});
afterAll(() => place.erp.stop());

/** Serial numbers with a right check digit. */
const good = (n: number) => `LMX-${['79927398713', '49927398716', '12345678903'][n]}`;

describe('serial numbers', () => {
  it('one that is misread is asked back for, in the preview as in the request, and says what a good one looks like', async () => {
    const order = await people.putOrder({ items: [{ paid: 9000, serials: [good(0)] }] });
    for (const path of ['/v1/returns/preview', '/v1/returns']) {
      const body = people.requestOf(order, [{ serials: ['LMX-79927398731'] }]);
      const answer = await people.call(await people.customer(order), 'POST', path, body);
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/lines/0/serials/0', code: 'serial_check_digit' }] },
      });
    }
    const malformed = await people.tryToAsk(order, { serials: ['HB-1'] });
    expect(malformed.body.errors).toMatchObject([
      { code: 'serial_malformed', detail: expect.stringContaining('LMX-79927398713') },
    ]);
    expect((await people.tryToAsk(order, { serials: [good(0)] })).status).toBe(201);
  });

  it("another customer's is taken up all the same, and stands in the queue of agents with its doubt named", async () => {
    await people.putOrder({ items: [{ paid: 9000, serials: [good(1)] }] });
    const order = await people.putOrder({ items: [{ paid: 9000, serials: [good(2)] }] });
    const { rma, outcome } = await people.ask(order, { serials: [good(1)] });
    expect(outcome).toBe('review');
    const page = await people.track(rma);
    expect(page.staff.portions[0].doubts).toContainEqual({
      code: 'serial_sold_to_other',
      detail: expect.stringContaining(good(1)),
    });
    const queue = await people.read('/v1/queues/agent?limit=100');
    expect(queue.items).toContainEqual(expect.objectContaining({ rma }));
  });
});
