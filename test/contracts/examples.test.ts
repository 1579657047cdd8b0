import { expect, test } from 'vitest';
import * as z from 'zod';
import { answers } from '../../infra/generate/answers.ts';
import { erpWebhook } from '../../shared/adapters/standard-webhooks/erp-event.ts';
import { erpEvent } from '../../shared/contracts/erp-event.ts';
import { returnEvent } from '../../shared/contracts/return-event.ts';
import { routes } from '../../shared/contracts/routes.ts';
import * as values from '../../shared/contracts/values.ts';
import { firstBreak } from '../../shared/returns/event-chain.ts';
import { readRmaNumber } from '../../shared/returns/rma-number.ts';

const bodies = routes.flatMap(({ name, action, body }) => (body && action !== 'signed' ? [[name, body] as const] : []));

test.each(bodies)('the example of what %s is sent is one it takes', (_, body) => {
  const { example } = body.meta() ?? {};
  expect(body.safeParse(example)).toMatchObject({ success: true });
});

test.each(routes.flatMap(({ name, success }) => (success.body ? [[name, success.body] as const] : [])))(
  'the example of what %s answers is as its contract says',
  (name, body) => {
    expect(body.safeParse(answers[name])).toMatchObject({ success: true });
  },
);

test.each(
  Object.entries(values).flatMap(([name, one]) =>
    one instanceof z.ZodType && one.meta()?.example !== undefined ? [[name, one] as const] : [],
  ),
)('the example of the value %s is one', (_, one) => {
  expect(one.safeParse(one.meta()?.example)).toMatchObject({ success: true });
});

test('the RMA number of the examples has the right check character', () => {
  const example = String(values.rmaNumber.meta()?.example);
  expect(readRmaNumber(example)).toBe(example);
});

test('the events of the example log are chained', () => {
  const { events } = z
    .object({ events: z.array(returnEvent) })
    .loose()
    .parse(answers.readActivity);
  expect(firstBreak(events)).toBeUndefined();
});

test('what an ERP is sent is as its contract says', () => {
  const [event] = z
    .object({ events: z.array(returnEvent) })
    .loose()
    .parse(answers.readActivity).events;
  if (!event) throw new Error('The example log is empty');
  const { body } = erpWebhook({
    event,
    url: 'https://erp.lumen.example/returns',
    secrets: ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3'],
    now: new Date('2026-11-02T09:30:01.000Z'),
  });
  expect(erpEvent.parse(JSON.parse(body))).toMatchObject({ subject: event.rma, sequence: '00000001' });
});
