import { describe, expect, it } from 'vitest';
import { cross } from '../../infra/local/journey/border/cross.ts';
import { movementsOf } from '../../infra/local/journey/border/movements.ts';
import { deployedApp } from '../engine/app.ts';
import { placeForTest } from './journey-place.ts';
import { createPoliteApi } from './polite-api.ts';

const today = new Date().toISOString().slice(0, 10);

describe.concurrent('goods that cross a border get a label once their way is known, and what it costs is told', () => {
  it.each(movementsOf(today).map((movement) => [movement.title, movement] as const))('%s', async (_, movement) => {
    const place = await placeForTest(movement.home);
    const told: string[] = [];
    try {
      const { answer } = await cross(place, movement, today, (step, detail) => told.push(`${step} ${detail}`));
      expect(answer).toMatchObject({ standing: 'known', route: movement.expected.route, guards: [], lacks: [] });
    } finally {
      await place.erp.stop();
    }
  });
});

describe.concurrent('what is wrong with facts is named where it is', () => {
  const euro = (minor: number) => ({ currency: 'EUR', minor });
  const swiss = { repair: { currency: 'CHF', minor: 50_000 } };
  it.each<[string, object, string, string]>([
    ['an unknown country', { destination: 'QQ' }, '/destination', 'country_unknown'],
    ['a malformed commodity code', { goods: { cnCode: '8517' } }, '/goods/cnCode', 'commodity_code_malformed'],
    ['a negative value', { goods: { value: euro(-1) } }, '/goods/value/minor', 'value_negative'],
    ['a value without its amount', { goods: { value: { currency: 'EUR' } } }, '/goods/value/minor', 'required'],
    [
      'currencies without a rate',
      { goods: { value: euro(100) }, charges: swiss },
      '/charges/repair/currency',
      'rate_missing',
    ],
    [
      'dates in the wrong order',
      { dates: { exported: '2026-05-02', reimported: '2026-05-01' } },
      '/dates/reimported',
      'dates_out_of_order',
    ],
  ])('%s', async (_, wrong, pointer, code) => {
    const app = deployedApp();
    const token = await app.token({ role: 'integration', brand: 'anybody', subject: 'erp-1' });
    const facts = { on: today, origin: 'DE', destination: 'CH', activity: 'repair', ...wrong };
    const api = createPoliteApi(app.baseUrl);
    const { body } = await api.expect(400, 'POST', '/v1/customs/determinations', { token, body: facts });
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });
});
