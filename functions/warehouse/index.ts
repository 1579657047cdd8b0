import { inspectGoods, receiveParcel } from '../../shared/contracts/staff.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createInspectGoods } from './inspect-goods.ts';
import { createReceiveParcel } from './receive-parcel.ts';

const service = serviceFromEnvironment();

export const handler = createEntry(
  [serves(receiveParcel, createReceiveParcel(service)), serves(inspectGoods, createInspectGoods(service))],
  service.entry,
);
