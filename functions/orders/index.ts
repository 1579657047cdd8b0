import { listDealers, putDealer } from '../../shared/contracts/dealers.ts';
import { exchangeGuestLink, lookUpOrder, putOrder } from '../../shared/contracts/orders.ts';
import { listRegisteredProducts, putRegisteredProduct } from '../../shared/contracts/products.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createBookReader } from '../../shared/storage/policy-book.ts';
import { createWindowReader } from '../../shared/storage/policy-windows.ts';
import { createListDealers, createPutDealer } from './dealers.ts';
import { createExchangeGuestLink } from './exchange-guest-link.ts';
import { createListRegisteredProducts } from './list-registered-products.ts';
import { createLookUpOrder } from './look-up-order.ts';
import { createPutOrder } from './put-order.ts';
import { createPutRegisteredProduct } from './put-registered-product.ts';

const { table, signingKey, entry } = serviceFromEnvironment();
const deps = {
  table,
  signingKey,
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
    serves(putRegisteredProduct, createPutRegisteredProduct(deps)),
    serves(listRegisteredProducts, createListRegisteredProducts(deps)),
    serves(putDealer, createPutDealer(deps)),
    serves(listDealers, createListDealers(deps)),
  ],
  entry,
);
