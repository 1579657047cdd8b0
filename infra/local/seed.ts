import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type Shop, shops } from './catalogue.ts';
import type { Deployed } from './deploy.ts';
import type { Reach } from './engine.ts';
import { type Issuer, issueToken } from './issuer.ts';

export interface SeedOptions {
  readonly app: Deployed;
  readonly issuer: Issuer;
  readonly reach: Reach;
}

/**
 * Puts the brands' configuration and orders, by HTTP and with the roles that may. Putting them again changes nothing, as
 * long as `today` is the same. Rejects with the problem of the first that is refused.
 */
export async function seed({ app, issuer, reach }: SeedOptions, today: Date): Promise<void> {
  await Promise.all(
    shops.map(async (shop) => {
      await verifySender(reach, shop.configuration.sender);
      await putShop(shop, app.baseUrl, issuer, today);
    }),
  );
}

async function putShop(
  { brand, configuration, companies, orders, dealers, products }: Shop,
  baseUrl: string,
  issuer: Issuer,
  today: Date,
): Promise<void> {
  const put = async (role: string, path: string, body: unknown): Promise<void> => {
    const token = await issueToken(issuer, { role, brand, subject: `seed@${brand}.example` });
    const answer = await fetch(`${baseUrl}/v1/brands/${brand}/${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`PUT ${path} of ${brand} was answered ${answer.status}: ${await answer.text()}`);
  };
  await put('administrator', 'configuration', { configuration });
  for (const [company, account] of Object.entries(companies)) await put('integration', `companies/${company}`, account);
  for (const [number, order] of Object.entries(orders(today))) await put('integration', `orders/${number}`, order);
  for (const [id, dealer] of Object.entries(dealers)) await put('administrator', `dealers/${id}`, dealer);
  for (const [serial, product] of Object.entries(products(today)))
    await put('integration', `registered-products/${serial}`, product);
}

/** Lets messages of a sender out: in a cloud this is done once, by proving the domain. */
export async function verifySender(reach: Reach, sender: string): Promise<void> {
  const mail = new SESv2Client(reach);
  try {
    await mail.send(new CreateEmailIdentityCommand({ EmailIdentity: sender }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AlreadyExistsException')) throw error;
  } finally {
    mail.destroy();
  }
}

/** The day an instance was seeded first: its orders keep their dates for as long as its state is kept. */
export function seedDay(folder: string, now: Date): Date {
  const file = join(folder, 'seeded-at');
  if (existsSync(file)) return new Date(readFileSync(file, 'utf8'));
  writeFileSync(file, now.toISOString());
  return now;
}
