import { randomBytes } from 'node:crypto';
import { openPlace, type Place } from '../../infra/local/journey/place.ts';
import { verifySender } from '../../infra/local/seed.ts';
import { deployedApp } from '../engine/app.ts';
import { createPoliteApi } from './polite-api.ts';

const sender = 'returns@journey.example';

/** A brand of its own for a test, on the deployed app, that takes goods back in a country. */
export async function placeForTest(country = 'DE'): Promise<Place> {
  const app = deployedApp();
  await verifySender(app.reach, sender);
  return openPlace({
    api: createPoliteApi(app.baseUrl),
    brand: `t${randomBytes(5).toString('hex')}`,
    country,
    sender,
    token: (role, brand, subject) => app.token({ role, brand, subject }),
  });
}
