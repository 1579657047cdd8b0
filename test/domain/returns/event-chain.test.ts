import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReturnEvent } from '../../../shared/contracts/return-event.ts';
import { settle } from '../../../shared/returns/effects.ts';
import { canonicalJson, firstBreak, hashEvent, startOfChain } from '../../../shared/returns/event-chain.ts';
import { revokeLinks } from '../../../shared/returns/review.ts';
import { by, effectOf, machine, requested, returnAt } from './sample-returns.ts';

const values = fc.jsonValue({ maxDepth: 3 });
const records = fc.dictionary(fc.string({ maxLength: 5 }), values, { maxKeys: 5 });

/** A chain of events with any content. */
const chains = fc.array(records, { minLength: 1, maxLength: 6 }).map((contents): ReturnEvent[] => {
  let previous = startOfChain;
  return contents.map((data, i) => {
    const event: Omit<ReturnEvent, 'hash'> = {
      brand: 'harbor',
      rma: '7K3F-9XTB-2MQ4',
      seq: i + 1,
      type: 'return.links_revoked',
      at: '2026-10-20T09:00:00.000Z',
      actor: { role: 'agent', id: 'agent-1' },
      data,
      stage: 'request',
      previous,
    };
    previous = hashEvent(event);
    return { ...event, hash: previous };
  });
});
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, one]) => [key, reversed(one)]),
        )
      : value;

describe('canonical JSON', () => {
  test.each([
    ['sorted keys', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    ['sorted keys inside', { x: [{ d: 1, c: { f: 1, e: 2 } }] }, '{"x":[{"c":{"e":2,"f":1},"d":1}]}'],
    ['lists keep their order', [3, 1, 2], '[3,1,2]'],
    ['what is undefined is not there', { a: undefined, b: null }, '{"b":null}'],
    ['undefined in a list is null', [undefined, 1], '[null,1]'],
    ['texts are escaped', { 'a"b': 'c\n' }, '{"a\\"b":"c\\n"}'],
    ['nothing', null, 'null'],
  ])('%s', (_, value, text) => expect(canonicalJson(value)).toBe(text));

  test('the order of keys makes no difference', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test('it is JSON of the same value, and different values have different texts', () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(JSON.parse(canonicalJson(a))).toEqual(plain(a));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isDeepStrictEqual(plain(a), plain(b)));
      }),
    );
  });
});

describe('the chain of events is tamper-evident', () => {
  test('a chain as it was written is whole', () => {
    expect(firstBreak([])).toBeUndefined();
    fc.assert(
      fc.property(chains, (events) => {
        expect(firstBreak(events)).toBeUndefined();
      }),
    );
  });

  test('it is whole after a way through storage, which knows no order of keys', () => {
    fc.assert(
      fc.property(chains, (events) => {
        expect(firstBreak(events.map((one) => reversed(one) as ReturnEvent))).toBeUndefined();
      }),
    );
  });

  const changes: [string, (event: ReturnEvent) => ReturnEvent][] = [
    ['its data', (event) => ({ ...event, data: { ...event.data, more: true } })],
    ['its time', (event) => ({ ...event, at: '2026-10-20T09:00:00.001Z' })],
    ['its type', (event) => ({ ...event, type: 'return.approved' })],
    ['who did it', (event) => ({ ...event, actor: { role: 'manager', id: event.actor.id } })],
    ['its stage', (event) => ({ ...event, stage: 'closed' })],
    ['what it starts', (event) => ({ ...event, starts: ['resolve'] })],
    ['the return it is of', (event) => ({ ...event, rma: '0000-0000-0000' })],
    ['the brand it is of', (event) => ({ ...event, brand: 'lumen' })],
    ['its number', (event) => ({ ...event, seq: event.seq + 1 })],
    ['its hash', (event) => ({ ...event, hash: 'f'.repeat(64) })],
    ['the hash before it', (event) => ({ ...event, previous: 'f'.repeat(64) })],
  ];
  test.each(changes)('a change of %s is found where it was made', (_, change) => {
    fc.assert(
      fc.property(chains, fc.nat(), (events, at) => {
        const i = at % events.length;
        expect(firstBreak(events.map((event, n) => (n === i ? change(event) : event)))).toBe(i + 1);
      }),
      { numRuns: 30 },
    );
  });

  test('a change whose own hash was made anew is found at the next event', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (events, at) => {
        fc.pre(events.length > 1);
        const i = at % (events.length - 1);
        const forged = events.map((event, n) => {
          if (n !== i) return event;
          const { hash: _, ...content } = { ...event, data: { forged: true, was: event.hash } };
          return { ...content, hash: hashEvent(content) };
        });
        expect(firstBreak(forged)).toBe(i + 2);
      }),
    );
  });

  test('a removed event is found, wherever it was but at the end', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (events, at) => {
        fc.pre(events.length > 1);
        const i = at % (events.length - 1);
        expect(firstBreak(events.filter((_, n) => n !== i))).toBe(i + 1);
      }),
    );
  });

  test('numbers that skip are found, even where every hash fits', () => {
    const { hash: _, ...content } = { ...requested().event, seq: 2 };
    expect(firstBreak([{ ...content, hash: hashEvent(content) }])).toBe(1);
  });

  test('an event taken from the end shows by the hash that the head keeps', () => {
    const first = requested();
    const second = revokeLinks(first.after, by('agent'));
    expect(firstBreak([first.event])).toBeUndefined();
    expect(first.event.hash).not.toBe(second.after.head.lastHash);
    expect(second.event.hash).toBe(second.after.head.lastHash);
  });

  test('an inserted event is found, and so are two that changed places', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (events, at) => {
        const i = at % events.length;
        const twice = [...events.slice(0, i + 1), events[i] as ReturnEvent, ...events.slice(i + 1)];
        expect(firstBreak(twice)).toBe(i + 2);
        fc.pre(i + 1 < events.length);
        const swapped = [...events];
        swapped.splice(i, 2, events[i + 1] as ReturnEvent, events[i] as ReturnEvent);
        expect(firstBreak(swapped)).toBe(i + 1);
      }),
    );
  });

  test('the chain stays whole after an erasure: no event holds what a person wrote or who they are', () => {
    const current = returnAt('resolving');
    const change = settle(current, machine(), [effectOf(current)]);
    const said = JSON.stringify(current.statement);
    expect(said).toContain('kim@customer.example');
    expect(JSON.stringify(change.event)).not.toContain('kim@');
    const erased = { ...current, statement: { person: {}, descriptions: {}, conversation: [] } };
    expect(settle(erased, machine(), [effectOf(current)]).event).toEqual(change.event);
  });
});
