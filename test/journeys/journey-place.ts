import { randomBytes } from 'node:crypto';
import { openPlace, type Place } from '../../infra/local/journey/place.ts';
import { verifySender } from '../../infra/local/seed.ts';
import { deployedApp } from '../engine/app.ts';
import { createPoliteApi } from './polite-api.ts';

const sender = 'returns@journey.example';

/** A brand of its own for a test, on the deployed app. */
export async function placeForTest(): Promise<Place> {
  const app = deployedApp();
  await verifySender(app.reach, sender);
  return openPlace({
    api: createPoliteApi(app.baseUrl),
    brand: `t${randomBytes(5).toString('hex')}`,
    country: 'DE',
    sender,
    token: (role, brand, subject) => app.token({ role, brand, subject }),
  });
}
