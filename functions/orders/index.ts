import { exchangeGuestLink, lookUpOrder, putOrder } from '../../shared/contracts/orders.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createBookReader } from '../../shared/storage/policy-book.ts';
import { createWindowReader } from '../../shared/storage/policy-windows.ts';
import { createExchangeGuestLink } from './exchange-guest-link.ts';
import { createLookUpOrder } from './look-up-order.ts';
import { createPutOrder } from './put-order.ts';

const { table, entry } = serviceFromEnvironment();
const deps = {
  table,
  signIn: entry.signIn,
  readBrand: createBrandReader(table),
  readBook: createBookReader(table),
  readWindow: createWindowReader(table),
};

export const handler = createEntry(
  [
    serves(putOrder, createPutOrder(deps)),
    serves(lookUpOrder, createLookUpOrder(deps)),
    serves(exchangeGuestLink, createExchangeGuestLink(deps)),
  ],
  entry,
);
