import type * as z from 'zod';
import type { companyAccount } from '../../shared/contracts/companies.ts';
import type { Sale } from './sale.ts';

/** A made-up company that rents out what it buys, and sends it back by file. */

export const acme: z.input<typeof companyAccount> = {
  name: 'Acme Rentals',
  tier: 'gold',
  resolution: 'store_credit',
  purchaseOrderRequired: true,
  consolidatedPallets: true,
};

const acmesPlace = {
  name: 'Acme Rentals',
  line1: 'Gewerbepark 9',
  city: 'Musterhafen',
  postalCode: '20001',
  country: 'DE',
};

const serials = (from: number, count: number) => Array.from({ length: count }, (_, i) => `LMX-${from + i}`);

const sale = (number: string, buyer: string, line: Sale['lines'][number]): Sale => ({
  number,
  currency: 'EUR',
  taxRate: 19,
  placed: 12,
  delivered: 8,
  customer: {
    id: buyer,
    email: `${buyer.toLowerCase()}@acme.example`,
    locale: 'en',
    business: true,
    company: 'ACME-01',
  },
  shipTo: acmesPlace,
  lines: [line],
});

export const acmesSales: readonly Sale[] = [
  sale('LM-20001', 'LM-C-2001', {
    sku: 'LMX-BUDS',
    title: 'Lumen Buds',
    category: 'audio',
    quantity: 40,
    price: 790,
    serials: serials(700_001, 40),
    warrantyMonths: 24,
    weightGrams: 180,
  }),
  sale('LM-20002', 'LM-C-2002', {
    sku: 'LMX-MIC',
    title: 'Lumen Mic',
    category: 'audio',
    quantity: 12,
    price: 1290,
    serials: serials(710_001, 12),
    warrantyMonths: 24,
    weightGrams: 240,
  }),
];
