import { build, type Plugin } from 'esbuild';
import { bundling } from '../../infra/constructs/bundle.ts';
import { execFileSync } from 'node:child_process';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
const d = '/tmp/hw/bench/try'; mkdirSync(d, { recursive: true }); writeFileSync(d + '/package.json', '{}');
const pure = (strip: boolean): Plugin => ({ name: 'pure', setup(b) { b.onLoad({ filter: /shared\/contracts\/[\w-]+\.ts$/ }, ({ path }) => {
  let t = readFileSync(path, 'utf8');
  t = t.replace(/(?<![\w.$'])(?=(?:z|v)\s*\.\s*[a-z]\w*\s*\()|(?<![\w.$])(?=(?:route|words|page)\()/g, '/* @__PURE__ */ ');
  if (strip) t = t.replace(/\.meta\(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\)/g, '');
  return { contents: t, loader: 'ts' };
}); } });
const bare = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'; export const c = DynamoDBDocumentClient.from(new DynamoDBClient({})); export const q = [QueryCommand, TransactWriteCommand];`;
await build({ ...bundling, stdin: { contents: bare, resolveDir: '/work/main' }, outfile: d + '/bare.js' });
const areas = process.argv.slice(2);
for (const a of areas) {
  const entryPoints = [`functions/${a}/index.ts`];
  await build({ ...bundling, entryPoints, outfile: `${d}/${a}.js` });
  await build({ ...bundling, entryPoints, outfile: `${d}/${a}-pure.js`, plugins: [pure(false)] });
  await build({ ...bundling, entryPoints, outfile: `${d}/${a}-strip.js`, plugins: [pure(true)] });
}
const env = { STAGE: 'b', TABLE_NAME: 't', FILES_BUCKET: 'b', SIGNING_SECRET_ARN: 's', PARTNER_SECRETS_PREFIX: 'p', OIDC_ISSUER: 'http://x', OIDC_AUDIENCE: 'h', OIDC_JWKS_URL: 'http://x/jwks', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
const m = 'const b = process.hrtime.bigint(); require(process.argv[1]); process.stdout.write("@"+String(Number(process.hrtime.bigint() - b) / 1e6)); process.exit(0)';
const once = (n: string) => Number(execFileSync(process.execPath, ['-e', m, `${d}/${n}.js`], { env }).toString().split('@')[1]);
for (const n of areas.flatMap((a) => [a, a + '-pure', a + '-strip'])) {
  const r: number[] = [], ms: number[] = [];
  for (let i = 0; i < 15; i++) { const b = once('bare'); const x = once(n); r.push(x / b); ms.push(x); }
  const md = (v: number[]) => v.sort((a, b) => a - b)[v.length >> 1]!;
  console.log(n.padEnd(20), (readFileSync(`${d}/${n}.js`).length/1024).toFixed(0), (gzipSync(readFileSync(`${d}/${n}.js`)).length/1024).toFixed(1), md(ms).toFixed(1), md(r).toFixed(2));
}
