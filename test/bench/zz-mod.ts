import { build } from 'esbuild';
import { bundling } from '../../infra/constructs/bundle.ts';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
const area = process.argv[2] ?? 'money';
const d = '/tmp/hw/bench/mod'; rmSync(d, { recursive: true, force: true }); mkdirSync(d, { recursive: true }); writeFileSync(d + '/package.json', '{}');
await build({ ...bundling, minify: false, minifySyntax: true, sourcemap: false, entryPoints: [area.includes('/') ? area : `functions/${area}/index.ts`], outfile: d + '/x.js' });
let code = readFileSync(d + '/x.js', 'utf8');
code = 'const __T=[];let __c="start",__s=process.hrtime.bigint();function __m(n){const t=process.hrtime.bigint();__T.push([__c,Number(t-__s)/1e6]);__c=n;__s=process.hrtime.bigint()};' + code.replace(/^\/\/ ((?:node_modules|shared|functions)\/\S+)$/gm, '__m("$1");') + '\n__m("end");process.stdout.write("@@"+JSON.stringify(__T));process.exit(0)';
writeFileSync(d + '/y.js', code);
const env = { STAGE: 'b', TABLE_NAME: 't', FILES_BUCKET: 'b', SIGNING_SECRET_ARN: 's', PARTNER_SECRETS_PREFIX: 'p', OIDC_ISSUER: 'http://x', OIDC_AUDIENCE: 'h', OIDC_JWKS_URL: 'http://x/jwks', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
const sum = new Map<string, number[]>();
for (let i = 0; i < 9; i++) {
  const out = execFileSync(process.execPath, [d + '/y.js'], { env, cwd: d }).toString().split('@@')[1]!;
  const by = new Map<string, number>();
  for (const [m, t] of JSON.parse(out)) { const k = m.startsWith('node_modules') ? m.replace(/.*node_modules\//, '').split('/').slice(0, m.includes('/zod/') ? 4 : 2).join('/') : m; by.set(k, (by.get(k) ?? 0) + t); }
  for (const [k, t] of by) { const a = sum.get(k) ?? []; a.push(t); sum.set(k, a); }
}
const med = [...sum].map(([k, a]) => [k, a.sort((x, y) => x - y)[a.length >> 1]!] as const);
console.log('total', med.reduce((s, [, t]) => s + t, 0).toFixed(1));
for (const [k, t] of med.sort((a, b) => b[1] - a[1]).slice(0, 28)) console.log(t.toFixed(2), k);
