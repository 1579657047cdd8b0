import { build } from 'esbuild';
import { bundling } from '../../infra/constructs/bundle.ts';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
const area = process.argv[2] ?? 'money';
const d = '/tmp/hw/bench/prof'; rmSync(d, { recursive: true, force: true }); mkdirSync(d, { recursive: true }); writeFileSync(d + '/package.json', '{}');
await build({ ...bundling, minify: false, minifySyntax: true, sourcemap: false, entryPoints: [area.includes('/') ? area : `functions/${area}/index.ts`], outfile: d + '/x.js' });
const lines = readFileSync(d + '/x.js', 'utf8').split('\n');
const mod: string[] = []; let cur = '(runtime)';
for (const l of lines) { const m = /^\s*\/\/ ((?:node_modules|shared|functions)\/\S+)$/.exec(l); if (m) cur = m[1]!; mod.push(cur); }
const env = { STAGE: 'b', TABLE_NAME: 't', FILES_BUCKET: 'b', SIGNING_SECRET_ARN: 's', PARTNER_SECRETS_PREFIX: 'p', OIDC_ISSUER: 'http://x', OIDC_AUDIENCE: 'h', OIDC_JWKS_URL: 'http://x/jwks', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
const self = new Map<string, number>(); let total = 0; const N = 9;
const lineSelf = new Map<string, number>();
for (let i = 0; i < N; i++) {
  for (const f of readdirSync(d)) if (f.endsWith('.cpuprofile')) rmSync(d + '/' + f);
  execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-interval', '50', '--cpu-prof-dir', d, '-e', 'require(process.argv[1])', d + '/x.js'], { env, cwd: d });
  const p = JSON.parse(readFileSync(d + '/' + readdirSync(d).find((f) => f.endsWith('.cpuprofile'))!, 'utf8'));
  for (const n of p.nodes) {
    const t = n.hitCount * 0.05;
    if (!n.callFrame.url.endsWith('x.js')) { const k = n.callFrame.url ? 'node:' + n.callFrame.url.split('/').slice(0,3).join('/') : n.callFrame.functionName; self.set(k, (self.get(k) ?? 0) + t); continue; }
    total += t;
    for (const { line, ticks } of n.positionTicks ?? []) {
      const m = mod[line - 1] ?? '?';
      const lib = m.startsWith('node_modules') ? m.replace(/.*node_modules\//, '').split('/').slice(0, 2).join('/') : m;
      self.set(lib, (self.get(lib) ?? 0) + ticks * 0.05);
      lineSelf.set(`${m}:${lines[line-1]!.trim().slice(0,90)}`, (lineSelf.get(`${m}:${lines[line-1]!.trim().slice(0,90)}`) ?? 0) + ticks * 0.05);
    }
  }
}
console.log('in bundle ms', (total / N).toFixed(1));
for (const [k, v] of [...self].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log((v / N).toFixed(2), k);
console.log('--- lines');
for (const [k, v] of [...lineSelf].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log((v / N).toFixed(2), k);
