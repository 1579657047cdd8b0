import type * as z from 'zod';
import type { companyAccount } from '../../shared/contracts/companies.ts';
import type { brandConfiguration } from '../../shared/contracts/configuration.ts';
import type { dealer } from '../../shared/contracts/dealers.ts';
import type { registeredProduct } from '../../shared/contracts/products.ts';
import { acme, acmesSales } from './company-orders.ts';
import { type Order, orderOf, type Sale } from './sale.ts';

/** The made-up shops that `npm start` is seeded with: what they sell, to whom, and how each order stands. */

type Configuration = z.input<typeof brandConfiguration>;
type Companies = Readonly<Record<string, z.input<typeof companyAccount>>>;

export interface Shop {
  readonly brand: string;
  readonly configuration: Configuration;
  /** Companies that buy there, by their reference. */
  readonly companies: Companies;
  /** Orders as they stand on a day; the days between order, delivery and that day are what decides about returns. */
  readonly orders: (today: Date) => Readonly<Record<string, Order>>;
  /** Dealers by their numbers. */
  readonly dealers: Readonly<Record<string, z.input<typeof dealer>>>;
  /** Registered products by their serial numbers. */
  readonly products: (today: Date) => Readonly<Record<string, z.input<typeof registeredProduct>>>;
}

/** The customer a token is for when none is named. */
export const firstCustomer = (brand: string): string => (brand === 'harbor' ? 'HB-C-2001' : 'LM-C-1001');

const shop = (
  brand: string,
  configuration: Configuration,
  sales: readonly Sale[],
  {
    companies = {},
    dealers = {},
    products = () => ({}),
  }: Partial<Pick<Shop, 'companies' | 'dealers' | 'products'>> = {},
): Shop => ({
  brand,
  configuration,
  companies,
  orders: (today) => Object.fromEntries(sales.map((sale) => [sale.number, orderOf(sale, today)])),
  dealers,
  products,
});

const day = 86_400_000;

/** The day so many days before another. */
const daysBefore = (today: Date, days: number) => new Date(today.getTime() - days * day).toISOString().slice(0, 10);

const kim = { id: 'LM-C-1001', email: 'kim@customer.example', phone: '+49 30 5550101', locale: 'de' };
const kimsPlace = {
  name: 'Kim Beispiel',
  line1: 'Lindenweg 4',
  city: 'Musterstadt',
  postalCode: '10115',
  country: 'DE',
};
const toni = { id: 'LM-C-1002', email: 'toni@customer.example', locale: 'en' };
const tonisPlace = {
  name: 'Toni Muster',
  line1: 'Am Hang 12',
  city: 'Beispielhausen',
  postalCode: '80000',
  country: 'DE',
};

const germanSale = { currency: 'EUR', taxRate: 19 } as const;

const lumen = shop(
  'lumen',
  {
    name: 'Lumen Audio',
    sender: 'returns@lumen.example',
    colours: { primary: '#23395d', background: '#ffffff' },
    links: { tracking: 'http://localhost:3000/lumen/follow#{token}', support: 'https://lumen.example/support' },
    country: 'DE',
    returnAddress: {
      name: 'Lumen Returns',
      line1: 'Retourenhof 1',
      city: 'Musterhafen',
      postalCode: '20000',
      country: 'DE',
    },
    locale: 'de',
    serialRules: [{ pattern: 'LMX-\\d{6}', sample: 'LMX-204518' }],
  },
  [
    {
      number: 'LM-10042',
      ...germanSale,
      placed: 9,
      delivered: 6,
      customer: kim,
      shipTo: kimsPlace,
      delivery: 490,
      lines: [
        {
          sku: 'LMX-BUDS',
          title: 'Lumen Buds',
          category: 'audio',
          quantity: 2,
          price: 7990,
          warrantyMonths: 24,
          weightGrams: 180,
        },
        { sku: 'LMX-CASE', title: 'Charging case', category: 'accessory', quantity: 1, price: 1990, weightGrams: 90 },
      ],
    },
    {
      number: 'LM-10043',
      ...germanSale,
      placed: 14,
      delivered: 11,
      customer: toni,
      shipTo: tonisPlace,
      lines: [
        {
          sku: 'LMX-DOCK',
          title: 'Lumen Dock',
          category: 'it',
          quantity: 1,
          price: 14900,
          serials: ['LMX-204518'],
          warrantyMonths: 24,
          weightGrams: 620,
        },
      ],
    },
    {
      number: 'LM-10044',
      ...germanSale,
      placed: 400,
      delivered: 396,
      customer: kim,
      shipTo: kimsPlace,
      lines: [
        {
          sku: 'LMX-STUDIO',
          title: 'Lumen Studio headphones',
          category: 'audio',
          quantity: 1,
          price: 34900,
          serials: ['LMX-300771'],
          warrantyMonths: 24,
          weightGrams: 540,
        },
      ],
    },
    {
      // On its way: nothing of it can be returned with certainty yet.
      number: 'LM-10045',
      ...germanSale,
      placed: 2,
      customer: toni,
      shipTo: tonisPlace,
      lines: [
        { sku: 'LMX-CABLE', title: 'USB-C cable', category: 'accessory', quantity: 3, price: 1290, weightGrams: 60 },
      ],
    },
    {
      // Two of three lamps were shipped: the third can be cancelled.
      number: 'LM-10046',
      ...germanSale,
      placed: 8,
      delivered: 4,
      customer: kim,
      shipTo: kimsPlace,
      lines: [
        {
          sku: 'LMX-GLOW',
          title: 'Lumen Glow',
          category: 'audio',
          quantity: 3,
          shipped: 2,
          price: 5990,
          weightGrams: 700,
        },
      ],
    },
    {
      // A kit: each of its parts can be returned by itself.
      number: 'LM-10047',
      ...germanSale,
      placed: 7,
      delivered: 3,
      customer: toni,
      shipTo: tonisPlace,
      lines: [
        {
          sku: 'LMX-CINEMA',
          title: 'Lumen Cinema',
          category: 'audio',
          quantity: 1,
          price: 18_900,
          warrantyMonths: 24,
          weightGrams: 9200,
          parts: [
            { id: '1-AMP', sku: 'LMX-AMP', title: 'Amplifier', worth: 9900, weightGrams: 3800 },
            { id: '1-BOX', sku: 'LMX-BOX', title: 'Loudspeaker', each: 2, worth: 4500, weightGrams: 2700 },
          ],
        },
      ],
    },
    ...acmesSales,
  ],
  {
    companies: { 'ACME-01': acme },
    dealers: {
      'LM-D-104': { name: 'Muster Elektronik', country: 'DE', authorizations: [{ from: '2023-01-01' }] },
      'LM-D-105': {
        name: 'Beispiel & Söhne',
        country: 'AT',
        authorizations: [{ from: '2020-01-01', until: '2024-12-31' }],
      },
    },
    products: (today) => ({
      'LMX-410221': {
        updatedAt: new Date(today.getTime() - 200 * day).toISOString(),
        owner: kim.id,
        sku: 'LMX-BASE',
        model: 'Base 3',
        title: 'Lumen Base 3',
        category: 'it',
        installedOn: daysBefore(today, 200),
        specification: { Colour: 'Graphite', Ports: '6', Firmware: '3.1' },
        warrantyMonths: 24,
        warranties: [{ tier: 'extended_plan', months: 48, reference: 'PLAN-7781' }],
        purchase: {
          on: daysBefore(today, 203),
          dealer: 'LM-D-104',
          paid: { currency: 'EUR', minor: 24_900 },
          country: 'DE',
        },
      },
      'LMX-204518': {
        updatedAt: new Date(today.getTime() - 11 * day).toISOString(),
        owner: toni.id,
        sku: 'LMX-DOCK',
        title: 'Lumen Dock',
        category: 'it',
        installedOn: daysBefore(today, 11),
        warrantyMonths: 24,
        purchase: { on: daysBefore(today, 14), orderNumber: 'LM-10043', lineId: '1' },
      },
    }),
  },
);

const robin = { id: 'HB-C-2001', email: 'robin@customer.example', phone: '+44 20 7946 0101', locale: 'en' };
const robinsPlace = {
  name: 'Robin Sample',
  line1: '3 Quay Street',
  city: 'Sampleton',
  postalCode: 'BS1 4XX',
  country: 'GB',
};
const casey = { id: 'HB-C-2002', email: 'casey@customer.example', locale: 'en' };
const caseysPlace = {
  name: 'Casey Placeholder',
  line1: '88 Example Avenue',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
};

const britishSale = { currency: 'GBP', taxRate: 20 } as const;

const harbor = shop(
  'harbor',
  {
    name: 'Harbor Outdoor',
    sender: 'returns@harbor.example',
    colours: { primary: '#1f4e5f', background: '#f7f5f0' },
    links: { tracking: 'http://localhost:3000/harbor/follow#{token}' },
    country: 'GB',
    returnAddress: {
      name: 'Harbor Returns',
      line1: '1 Dock Road',
      city: 'Bristol',
      postalCode: 'BS1 6XX',
      country: 'GB',
    },
    locale: 'en',
  },
  [
    {
      number: 'HB-5001',
      ...britishSale,
      placed: 8,
      delivered: 4,
      customer: robin,
      shipTo: robinsPlace,
      delivery: 395,
      lines: [
        {
          sku: 'HB-PARKA-M',
          title: 'Storm parka, M',
          category: 'clothing',
          quantity: 1,
          price: 12900,
          weightGrams: 1400,
        },
        { sku: 'HB-SOCKS', title: 'Wool socks', category: 'clothing', quantity: 3, price: 1400, weightGrams: 80 },
      ],
    },
    {
      number: 'HB-5002',
      ...britishSale,
      placed: 30,
      delivered: 22,
      customer: robin,
      shipTo: robinsPlace,
      delivery: 2900,
      lines: [
        {
          sku: 'HB-BENCH',
          title: 'Teak bench',
          category: 'furniture',
          quantity: 1,
          price: 38900,
          warrantyMonths: 24,
          weightGrams: 31_000,
        },
      ],
    },
    {
      // Sold across a border: a person looks at what comes back.
      number: 'HB-5003',
      currency: 'USD',
      taxRate: 0,
      placed: 20,
      delivered: 12,
      customer: casey,
      shipTo: caseysPlace,
      lines: [
        {
          sku: 'HB-TENT-2',
          title: 'Two-person tent',
          category: 'outdoor',
          quantity: 1,
          price: 18900,
          weightGrams: 2900,
        },
      ],
    },
  ],
);

export const shops: readonly Shop[] = [lumen, harbor];
