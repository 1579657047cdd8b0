import type { Api } from './api.ts';
import { type ErpReceiver, startErpReceiver } from './erp-receiver.ts';
import { newPartnerKeys, type PartnerKeys } from './partners.ts';

/** A brand on a running instance, with everything a journey plays its people and partners by. */
export interface Place {
  readonly api: Api;
  readonly brand: string;
  readonly keys: PartnerKeys;
  readonly erp: ErpReceiver;
  token(role: string, subject?: string): Promise<string>;
}

export interface PlaceOptions {
  readonly api: Api;
  readonly brand: string;
  readonly token: (role: string, brand: string, subject: string) => Promise<string>;
  /** Country the brand takes goods back in. */
  readonly country: string;
  /** Address the messages come from; the mail service lets only verified ones out. */
  readonly sender: string;
}

/** Configures a brand for a journey, with fresh secrets and an ERP that listens on this machine. */
export async function openPlace({ api, brand, token, country, sender }: PlaceOptions): Promise<Place> {
  const keys = newPartnerKeys();
  const erp = await startErpReceiver(keys.erp);
  const place: Place = {
    api,
    brand,
    keys,
    erp,
    token: (role, subject = `${role}-1`) => token(role, brand, subject),
  };
  try {
    await configure(place, country, sender);
  } catch (error) {
    // Nobody gets the place that could stop it: the process would never end.
    await erp.stop();
    throw error;
  }
  return place;
}

async function configure(place: Place, country: string, sender: string): Promise<void> {
  const { api, brand, keys, erp } = place;
  await api.expect(200, 'PUT', `/v1/brands/${brand}/configuration`, {
    token: await place.token('administrator'),
    body: {
      configuration: {
        name: 'Journey Goods',
        sender,
        links: { tracking: 'https://journey.example/returns#{token}', support: 'https://journey.example/help' },
        country,
        returnAddress: {
          name: 'Journey Goods Returns',
          line1: 'Dock Street 1',
          city: 'Sampleton',
          postalCode: '10115',
          country,
        },
        erp: { url: erp.url },
      },
      secrets: {
        shopify: [keys.shopify],
        easypost: [keys.easypost],
        generic: [keys.generic],
        erp: [keys.erp],
      },
    },
  });
}
