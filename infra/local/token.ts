import { existsSync } from 'node:fs';
import { Advice, runCommand } from './advice.ts';
import { issuerFile, issueToken, readIssuer } from './issuer.ts';
import { startPort } from './ports.ts';
import { readTokenArguments } from './token-arguments.ts';

// npm run token -- <role> [--brand B] [--customer ID] [--company REFERENCE]: nothing but the token goes to standard output.
await runCommand(async () => {
  const request = readTokenArguments(process.argv.slice(2));
  const file = issuerFile(startPort(process.env));
  const issuer = existsSync(file) ? readIssuer(file) : undefined;
  const runs =
    issuer !== undefined &&
    (await fetch(issuer.jwksUrl, { signal: AbortSignal.timeout(3000) }).then(
      ({ ok }) => ok,
      () => false,
    ));
  if (!runs)
    throw new Advice(
      'Homeward does not run on this machine: start it with npm start (HOMEWARD_PORT if it is not on 4566), then run this again.',
    );
  console.log(await issueToken(issuer, request));
  return 0;
});
