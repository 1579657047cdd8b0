import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { packedDocuments } from './packed-documents.ts';
import { withoutDocumentation } from './without-documentation.ts';
import { withoutJsonSchemas } from './without-json-schemas.ts';

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

/** big.js sets up nothing but itself, and does not say so: a function that computes no customs leaves it out. */
const withoutIdleDecimals: Plugin = {
  name: 'without-idle-decimals',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^big\.js$/ }, async ({ path, kind, resolveDir, pluginData }) =>
      pluginData === 'found'
        ? undefined
        : { ...(await resolve(path, { kind, resolveDir, pluginData: 'found' })), sideEffects: false },
    );
  },
};

/**
 * Parts that a function loads only when it needs them, by the file that an `await import` names. Each lies beside the bundles
 * that import it, so that starting reads nothing of it: the customs engine is as large as all else a request needs, and so is
 * the client that reads and writes files; a pattern is read when an administrator gives one, and then only.
 */
const laterLoaded = {
  'customs-engine': 'shared/customs/engine.ts',
  'kept-files': 'functions/dossier/kept-files.ts',
  'serial-patterns': 'shared/serials/pattern.ts',
} as const;

const besideBundles: Plugin = {
  name: 'beside-bundles',
  setup({ onResolve }) {
    for (const [name, file] of Object.entries(laterLoaded))
      onResolve({ filter: new RegExp(`/${basename(file, '.ts')}\\.ts$`) }, ({ kind, path, resolveDir }) =>
        kind === 'dynamic-import' && join(resolveDir, path).endsWith(file)
          ? { path: `./${name}.js`, external: true }
          : undefined,
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
  loader: { '.txt': 'text', '.yaml': 'text' },
  plugins: [
    packedDocuments,
    withoutDocumentation,
    withoutJsonSchemas,
    withoutEventStreams,
    withoutIdleDecimals,
    besideBundles,
  ],
  alias: { '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'function-credentials.ts') },
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Whether an area's bundle loads a part that lies beside it. */
const imports = ({ outputs }: Metafile, area: string, name: string): boolean =>
  Object.entries(outputs).some(
    ([file, output]) => file.endsWith(`${area}/index.js`) && output.imports.some(({ path }) => path === `./${name}.js`),
  );

/**
 * Bundles areas into `<out>/<area>/index.js` (handler `index.handler`) in one esbuild run, and keeps esbuild's account of
 * the bytes in `<out>/metafile.json`. Rejects with esbuild's own error when a function does not bundle.
 */
export async function bundleAreas(out: string, areas: readonly string[] = areasIn()): Promise<Metafile> {
  const { metafile } = await build({
    ...bundling,
    entryPoints: [
      ...areas.map((area) => ({ in: join('functions', area, 'index.ts'), out: join(area, 'index') })),
      ...Object.entries(laterLoaded).map(([name, file]) => ({ in: file, out: join('beside', name) })),
    ],
    outdir: out,
  });
  mkdirSync(out, { recursive: true });
  for (const area of areas)
    for (const name of Object.keys(laterLoaded))
      if (imports(metafile, area, name)) copyFileSync(join(out, 'beside', `${name}.js`), join(out, area, `${name}.js`));
  writeFileSync(join(out, 'metafile.json'), JSON.stringify(metafile));
  return metafile;
}
