import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { bundleAreas, bundling } from '../../infra/constructs/bundle.ts';
import { root } from '../../infra/local/folders.ts';
import { routes } from '../../shared/contracts/routes.ts';

/** What a function's bundle weighs, in bytes, and which library brings what of it. */
export interface Weight {
  readonly bytes: number;
  readonly gzipped: number;
  /** Minified bytes by package (the SDK's parts together), our own folders as `shared/…` and `functions`; most first. */
  readonly parts: readonly (readonly [name: string, bytes: number])[];
  /** Packages it would look for where it runs, and not find. */
  readonly missing: readonly string[];
}

/** Name of the bundle that has nothing in it but a lib-dynamodb client: what others are measured against. */
export const bare = 'bare';

/** Areas that answer requests. */
export const serving = new Set(routes.map(({ area }) => area));

/** Bundles every function as it deploys, and the bare client in the same format, into `<folder>/<name>/index.js`. */
export async function weighBundles(folder: string): Promise<Readonly<Record<string, Weight>>> {
  const functions = await bundleAreas(folder);
  const { metafile } = await build({
    ...bundling,
    // As anybody bundles the client: without what we leave out of our functions.
    alias: {},
    plugins: [],
    stdin: {
      contents: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
        import { DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
        const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
        const commands = { get: GetCommand, query: QueryCommand, transact: TransactWriteCommand };
        export const handler = ({ command, input }) => client.send(new commands[command](input));`,
      resolveDir: root,
      sourcefile: 'bare.js',
    },
    outfile: join(folder, bare, 'index.js'),
  });
  // Bundles are CommonJS, wherever the folder is.
  writeFileSync(join(folder, 'package.json'), '{}');
  const outputs = { ...functions.outputs, ...metafile.outputs };
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([file, output]) => {
      const name = /([\w-]+)\/index\.js$/.exec(file)?.[1];
      return name === undefined ? [] : [[name, weightOf(join(folder, name, 'index.js'), output)]];
    }),
  );
}

function weightOf(file: string, { bytes, inputs, imports }: Metafile['outputs'][string]): Weight {
  const parts = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(inputs))
    parts.set(partOf(input), (parts.get(partOf(input)) ?? 0) + bytesInOutput);
  return {
    bytes,
    gzipped: gzipSync(readFileSync(file)).length,
    parts: [...parts].sort(([, a], [, b]) => b - a),
    missing: imports
      .filter(({ path, kind }) => kind !== 'dynamic-import' && !isBuiltin(path) && !optional.includes(path))
      .map(({ path }) => path),
  };
}

/** Looked for by the SDK for operations we do not call, and done without. */
const optional: readonly string[] = ['@aws-sdk/signature-v4-crt'];

/** The clients of the SDK are told apart; what they share is one part. */
function partOf(input: string): string {
  const library = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
  if (library === undefined)
    return input.startsWith('shared/') ? 'our own' : input.startsWith('functions/') ? 'our own' : input;
  if (/^@aws-sdk\/(client-|lib-|s3-|util-dynamodb)/.test(library)) return library;
  if (/^(@smithy|@aws-sdk|@aws-crypto|@aws|bowser|tslib|fast-xml)/.test(library)) return 'AWS SDK core';
  if (library.startsWith('@pdf-lib/') || library === 'pako') return 'pdf-lib';
  return library;
}
