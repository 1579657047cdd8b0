import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { orderFromShopify } from '../../shared/orders/shopify.ts';
import { Advice, runCommand } from './advice.ts';
import { shops } from './catalogue.ts';
import { issuerFile, issueToken, readIssuer } from './issuer.ts';
import { check, createApi, JourneyFailed } from './journey/api.ts';
import { cross } from './journey/border/cross.ts';
import { movementsOf } from './journey/border/movements.ts';
import { checkAround } from './journey/checks.ts';
import { returnFirstLine, type Say } from './journey/domestic-return.ts';
import { deliveredLater, sampleOrder } from './journey/orders.ts';
import { shopifyOrder } from './journey/partners.ts';
import { openPlace, type Place } from './journey/place.ts';
import { startPort } from './ports.ts';

// npm run journey [-- --order FILE | --customs]: drives a running instance by HTTP only; exit code 1 when a step or a check
// fails.
await runCommand(async () => {
  const { order: file, customs } = readArguments();
  const port = portOf(process.env.HOMEWARD_URL) ?? startPort(process.env);
  const api = createApi(
    (process.env.HOMEWARD_URL ?? `http://localhost:${port}/_aws/execute-api/homeward`).replace(/\/$/, ''),
  );
  const order = file === undefined ? undefined : readOrder(file);
  const say: Say = (step, detail) => console.log(`  ${step.padEnd(12)} ${detail}`);
  const run = Date.now().toString(36);
  const placeIn = (country: string, name = '') =>
    openPlace({
      api,
      brand: `journey-${run}${name}`,
      token: createTokens(port),
      country,
      sender: shops[0]?.configuration.sender ?? 'returns@journey.example',
    });
  try {
    if (customs) {
      console.log(`Journeys over borders at ${api.baseUrl}: advice, not a declaration.`);
      await crossBorders(placeIn, say);
      console.log('Every step and check holds.');
      return 0;
    }
    const place = await placeIn(order?.country ?? 'DE');
    try {
      console.log(`Journey of brand ${place.brand} at ${api.baseUrl}`);
      const guest = order ? await putShopifyOrder(place, order, say) : await putSampleOrder(place, run, say);
      const rma = await returnFirstLine(place, guest, say);
      await checkAround(place, rma, guest, say);
      console.log('Every step and check holds.');
      return 0;
    } finally {
      await place.erp.stop();
    }
  } catch (error) {
    if (!(error instanceof JourneyFailed)) throw error;
    console.error(`The journey failed: ${error.message}`);
    return 1;
  }
});

/** The port of an instance on this machine: its issuer's key is kept by it. */
function portOf(url: string | undefined): number | undefined {
  const place = url === undefined ? undefined : URL.parse(url);
  return place && ['localhost', '127.0.0.1'].includes(place.hostname) && place.port ? Number(place.port) : undefined;
}

function readArguments(): { order?: string; customs?: boolean } {
  try {
    const { values } = parseArgs({ options: { order: { type: 'string' }, customs: { type: 'boolean' } } });
    if (!values.order || !values.customs) return values;
  } catch {
    // The options are told below.
  }
  throw new Advice(
    'npm run journey takes one option: -- --order FILE (a Shopify order as JSON), or -- --customs (over borders).',
  );
}

/** Each movement with a brand of its own, where that takes its goods in. */
async function crossBorders(placeIn: (country: string, name: string) => Promise<Place>, say: Say): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  for (const [i, movement] of movementsOf(today).entries()) {
    const place = await placeIn(movement.home, `-${i + 1}`);
    try {
      console.log(`\n${movement.title} (${movement.from} to ${movement.home})`);
      await cross(place, movement, today, say);
    } finally {
      await place.erp.stop();
    }
  }
}

/** Tokens of the local issuer, or of the environment (HOMEWARD_TOKEN_AGENT …) where the instance has another one. */
function createTokens(port: number) {
  return async (role: string, brand: string, subject: string): Promise<string> => {
    const given = process.env[`HOMEWARD_TOKEN_${role.toUpperCase()}`];
    if (given) return given;
    try {
      return await issueToken(readIssuer(issuerFile(port)), { role, brand, subject });
    } catch {
      throw new Advice(
        `There is no local issuer for port ${port}: start Homeward with npm start, then run this again.`,
      );
    }
  };
}

type ShopifyBody = Record<string, unknown>;

/** A Shopify order from a file: the order itself, or as the field `order` of an object. */
function readOrder(file: string): { raw: string; body: ShopifyBody; country: string } {
  let parsed: ShopifyBody;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8')) as ShopifyBody;
  } catch {
    throw new Advice(`${file} cannot be read as JSON: give the path of a Shopify order.`);
  }
  const body = (parsed.order ?? parsed) as ShopifyBody;
  const address = body.shipping_address as { country_code?: string } | undefined;
  return { raw: JSON.stringify(body), body, country: address?.country_code ?? 'US' };
}

interface PutOrder {
  orderNumber: string;
  contact: string;
  customerId: string;
}

async function putSampleOrder(place: Place, run: string, say: Say): Promise<PutOrder> {
  const put = { orderNumber: `J-${run}`.toUpperCase(), contact: 'robin@customer.example', customerId: `C-${run}` };
  const body = sampleOrder(new Date(), put.customerId, `card-${run}`);
  const path = `/v1/brands/${place.brand}/orders/${put.orderNumber}`;
  const token = await place.token('integration');
  await place.api.expect(200, 'PUT', path, { token, body });
  const older = await place.api.expect(200, 'PUT', path, { token, body: { ...body, updatedAt: body.placedAt } });
  check(older.body.applied === false, 'An older version of the order was taken');
  say('order', `${put.orderNumber} put; an older version was ignored`);
  return put;
}

/** The order as it is in the file, unchanged; then its update, when it has been delivered. */
async function putShopifyOrder(place: Place, order: { raw: string; body: ShopifyBody }, say: Say): Promise<PutOrder> {
  const read = orderFromShopify(order.body);
  if (!read.ok) throw new JourneyFailed(`The order is not understood: ${JSON.stringify(read.errors)}`);
  const contact = read.body.customer.email ?? read.body.customer.phone;
  check(contact, 'The order has neither e-mail address nor phone number to look it up by');
  const post = async (raw: string) => {
    const { path, body, headers } = shopifyOrder(place.brand, place.keys.shopify, raw);
    await place.api.expect(202, 'POST', path, { body, headers });
  };
  await post(order.raw);
  say('Shopify', `order ${read.orderNumber} taken as it is: ${read.body.lines.length} lines, ${read.body.currency}`);
  await post(JSON.stringify(deliveredLater(order.body, new Date())));
  say('Shopify', 'its update says it was delivered');
  return { orderNumber: read.orderNumber, contact, customerId: read.body.customer.id };
}
