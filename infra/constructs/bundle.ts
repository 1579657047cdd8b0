import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { withoutDocumentation } from './without-documentation.ts';

/** The areas: each folder in `functions/` that has an `index.ts`, in alphabetical order. */
export function areasIn(functions = 'functions'): string[] {
  return readdirSync(functions)
    .filter((area) => existsSync(join(functions, area, 'index.ts')))
    .sort();
}

/**
 * The SDK would load event streams when an operation has one, and we call none that has. What a bundle imports later keeps
 * esbuild from laying the SDK out flat: without it a function starts a tenth sooner.
 */
const withoutEventStreams: Plugin = {
  name: 'without-event-streams',
  setup({ onResolve }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * How a function is bundled, wherever it is bundled: for the cloud, the local engine or the bench. CommonJS, because it
 * starts faster than ESM in a function. The source map stays at home: it is beside the bundle, but not in what deploys.
 */
export const bundling = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  sourcemap: 'external',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.html': 'text', '.txt': 'text', '.yaml': 'text' },
  plugins: [withoutDocumentation, withoutEventStreams],
  alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'function-credentials.ts') },
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles areas into `<out>/<area>/index.js` (handler `index.handler`) in one esbuild run, and keeps esbuild's account of
 * the bytes in `<out>/metafile.json`. Rejects with esbuild's own error when a function does not bundle.
 */
export async function bundleAreas(out: string, areas: readonly string[] = areasIn()): Promise<Metafile> {
  const { metafile } = await build({
    ...bundling,
    entryPoints: areas.map((area) => ({ in: join('functions', area, 'index.ts'), out: join(area, 'index') })),
    outdir: out,
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'metafile.json'), JSON.stringify(metafile));
  return metafile;
}
