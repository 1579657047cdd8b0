import { signingKeyOf } from '../adapters/secrets/secrets-manager.ts';
import { createLocaleReader } from '../storage/brand-locale.ts';
import { connectTable } from '../storage/table.ts';
import { systemClock } from './clock.ts';
import { readSettings } from './configuration.ts';
import { signInFromEnvironment } from './sign-in.ts';

/** What every function that serves HTTP is wired with, as its environment says. */
export function serviceFromEnvironment() {
  const settings = readSettings(['TABLE_NAME', 'SIGNING_SECRET_ARN', 'PROGRESS_MINUTES']);
  const signingKey = signingKeyOf(settings.SIGNING_SECRET_ARN);
  const signIn = signInFromEnvironment(signingKey);
  const table = connectTable(settings.TABLE_NAME);
  return {
    table,
    progressMinutes: settings.PROGRESS_MINUTES,
    signingKey,
    entry: { signIn, clock: systemClock, localeOf: createLocaleReader(table) },
  };
}
