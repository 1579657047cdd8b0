import { describe, expect, test } from 'vitest';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine } from '../../../shared/customs/route.ts';
import { eur, exchanged, facts, repairAbroad, type Stated, warranty } from './sample-facts.ts';

/** A condition of a route, of facts as they are: those that contradict each other too. */
function statusOf(stated: Stated, route: string, condition: string) {
  const found = determine(facts(stated), shippedJurisdictions).routes.find(({ id }) => id === route);
  return found?.conditions.find(({ id }) => id === condition)?.status;
}

const { freeOfCharge: _, ...guarantee } = warranty;
const charged = (charges: Stated['charges'], more: object = {}): Stated => ({
  ...repairAbroad,
  warranty: { ...guarantee, ...more },
  charges,
});

describe('a repair is free of charge only where nothing that is stated is charged', () => {
  test.each<[string, Stated, string]>([
    ['labour for nothing, and parts charged', charged({ labour: eur('0'), parts: eur('500') }), 'not_met'],
    ['parts for nothing, and labour charged', charged({ labour: eur('90'), parts: eur('0') }), 'not_met'],
    ['both for nothing', charged({ labour: eur('0'), parts: eur('0') }), 'met'],
    ['labour for nothing, of parts nothing is said', charged({ labour: eur('0') }), 'unknown'],
    ['the whole for nothing', charged({ repair: eur('0') }), 'met'],
    ['said to be free, and nothing else', charged({}, { freeOfCharge: true }), 'met'],
    ['said to be free, and charged', charged({ repair: eur('500') }, { freeOfCharge: true }), 'not_met'],
    ['nothing said', charged({}), 'unknown'],
  ])('%s', (_, stated, status) => {
    expect(statusOf(stated, 'op_free', 'free_of_charge')).toBe(status);
    const british = { ...stated, origin: 'GB', destination: 'US' };
    expect(statusOf(british, 'op_free', 'free_of_charge')).toBe(status);
  });

  test('nor is an exchange with a fee', () =>
    expect(statusOf({ ...exchanged, warranty }, 'ses_free', 'exchange_free')).toBe('not_met'));
});

describe('identity', () => {
  const serials = (out: string[], back: string[]): Stated => ({
    ...repairAbroad,
    goods: { serials: out },
    identity: { returnedSerials: back },
  });
  test.each<[string, Stated, string]>([
    ['empty lists prove nothing', serials([], []), 'unknown'],
    ['a lot of those that went out', serials(['A1', 'B2'], ['B2']), 'met'],
    ['one that did not', serials(['A1', 'B2'], ['C3']), 'not_met'],
  ])('%s', (_, stated, status) => {
    expect(statusOf(stated, 'op_paid', 'identified')).toBe(status);
    expect(statusOf({ ...stated, origin: 'US', destination: 'MX' }, 'us_9802_50', 'no_substitution')).toBe(status);
  });

  test('is not asked of equivalent goods that came before (IM/EX)', () =>
    expect(statusOf(serials(['A1'], ['C3']), 'op_prior_import', 'identified')).toBeUndefined());
});
