import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import {
  arrived,
  backtestNudge,
  backtestRequested,
  inboxNudge,
  returnNudge,
  source,
} from '../../shared/contracts/bus.ts';

/** An item of the table, as far as the bus is told of it. */
export type NewItem = Record<string, unknown>;

/** What the bus is told of a new item: references, and nothing that is personal. Undefined for items nobody is told of. */
export function entryOf(item: NewItem, busName: string): PutEventsRequestEntry | undefined {
  const told = toldOf(item);
  return told && { EventBusName: busName, Source: source, DetailType: told.type, Detail: JSON.stringify(told.detail) };
}

function toldOf(item: NewItem): { type: string; detail: object } | undefined {
  if (item.kind === 'event') {
    const detail = returnNudge.parse(item);
    return { type: detail.type, detail };
  }
  if (item.kind === 'inbox') return { type: arrived, detail: inboxNudge.parse({ ...item, inbox: item.pk }) };
  if (item.kind === 'backtest') return { type: backtestRequested, detail: backtestNudge.parse(item) };
  return undefined;
}
