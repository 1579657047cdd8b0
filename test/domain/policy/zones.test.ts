import { describe, expect, test } from 'vitest';
import { brandZone, type Place, whereabouts, zoneOf } from '../../../shared/policy/zones.ts';

describe('the zone of a place', () => {
  test.each<[Place, string]>([
    [{ country: 'DE', postalCode: '10115' }, 'Europe/Berlin'],
    [{ country: 'AT' }, 'Europe/Vienna'],
    [{ country: 'IE' }, 'Europe/Dublin'],
    [{ country: 'GB', postalCode: 'BS1 4XX' }, 'Europe/London'],
    [{ country: 'ES', postalCode: '28001' }, 'Europe/Madrid'],
    [{ country: 'ES', postalCode: '35001' }, 'Atlantic/Canary'],
    [{ country: 'ES', postalCode: '38001' }, 'Atlantic/Canary'],
    [{ country: 'PT', postalCode: '1000-001' }, 'Europe/Lisbon'],
    [{ country: 'PT', postalCode: '9500-012' }, 'Atlantic/Azores'],
    [{ country: 'FR', postalCode: '75001' }, 'Europe/Paris'],
    [{ country: 'FR', postalCode: '97400' }, 'Indian/Reunion'],
    [{ country: 'US', postalCode: '10001-1234' }, 'America/New_York'],
    [{ country: 'US', postalCode: '62701' }, 'America/Chicago'],
    [{ country: 'US', postalCode: '37201' }, 'America/Chicago'],
    [{ country: 'US', postalCode: '37402' }, 'America/New_York'],
    [{ country: 'US', postalCode: '79901' }, 'America/Denver'],
    [{ country: 'US', postalCode: '85001' }, 'America/Phoenix'],
    [{ country: 'US', postalCode: '90210' }, 'America/Los_Angeles'],
    [{ country: 'US', postalCode: '96813' }, 'Pacific/Honolulu'],
    [{ country: 'US', postalCode: '99501' }, 'America/Anchorage'],
    [{ country: 'US', region: 'IL' }, 'America/Chicago'],
    [{ country: 'US', region: 'wa ' }, 'America/Los_Angeles'],
    [{ country: 'CA', postalCode: 'v6b 1a1' }, 'America/Vancouver'],
    [{ country: 'CA', region: 'ON' }, 'America/Toronto'],
    [{ country: 'AU', postalCode: '6000' }, 'Australia/Perth'],
    [{ country: 'AU', region: 'QLD' }, 'Australia/Brisbane'],
    [{ country: 'BR', postalCode: '69900-000' }, 'America/Rio_Branco'],
  ])('%j', (place, zone) => {
    // Zones have several names; the same hours make the same zone.
    const hours = (name: string) =>
      new Intl.DateTimeFormat('en', { timeZone: name, timeStyle: 'long', dateStyle: 'long' }).format(
        new Date('2026-07-01T12:00:00Z'),
      );
    expect(hours(zoneOf(place, 'UTC'))).toBe(hours(zone));
  });

  test('of a country of many zones, nobody knows where: midnight comes late rather than early', () => {
    expect(zoneOf({ country: 'US' }, 'Europe/Berlin')).toBe('America/Los_Angeles');
    expect(zoneOf({ country: 'US', region: 'Somewhere' }, 'Europe/Berlin')).toBe('America/Los_Angeles');
    expect(zoneOf({ country: 'RU' }, 'Europe/Berlin')).toBe('Europe/Kaliningrad');
    expect(zoneOf({ country: 'ID' }, 'Europe/Berlin')).toMatch(/Jakarta|Pontianak/);
  });

  test('unknown country, or one where nobody lives: the brand’s', () => {
    expect(zoneOf({}, 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(zoneOf({ country: 'BV' }, 'Europe/Berlin')).toBe('Europe/Berlin');
  });
});

describe('where a customer counts days', () => {
  const canary = { country: 'ES', postalCode: '35001' };
  test.each<[string, string | undefined, Place | undefined, string, string | undefined]>([
    ['the address tells the zone', 'ES', canary, 'Atlantic/Canary', 'ES'],
    ['after an erasure the country is left', 'ES', undefined, 'Europe/Madrid', 'ES'],
    ['an address elsewhere is not where it was delivered', 'DE', canary, 'Europe/Berlin', 'DE'],
    ['only an address is known', undefined, canary, 'Atlantic/Canary', 'ES'],
    ['nothing is known', undefined, undefined, 'America/New_York', undefined],
  ])('%s', (_, shipToCountry, address, zone, country) => {
    expect(whereabouts({ shipToCountry }, address, 'America/New_York')).toEqual({ zone, country });
  });

  test('a brand states its zone, or has that of its country', () => {
    expect(brandZone({ country: 'DE', timeZone: 'Europe/Vienna' })).toBe('Europe/Vienna');
    expect(brandZone({ country: 'DE' })).toBe('Europe/Berlin');
  });
});
