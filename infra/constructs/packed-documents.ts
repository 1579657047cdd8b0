import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'esbuild';

const generated = join(import.meta.dirname, '../../functions/documentation/generated');
const compress = promisify(brotliCompress);

/**
 * `packed:documents`: the OpenAPI document and the API page, as the texts that are answered, packed as one: they say much the
 * same, so that both take little more than one, and a function need not read two megabytes of text to start.
 */
export const packedDocuments: Plugin = {
  name: 'packed-documents',
  setup(build) {
    build.onResolve({ filter: /^packed:documents$/ }, ({ path }) => ({ path, namespace: 'packed-documents' }));
    build.onLoad({ filter: /./, namespace: 'packed-documents' }, async () => {
      const [openApi, page] = await Promise.all(
        ['openapi.json', 'api-page.html'].map((name) => readFile(join(generated, name), 'utf8')),
      );
      const texts = JSON.stringify({ openApi: JSON.stringify(JSON.parse(openApi ?? '')), page });
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      };
      return { contents: await compress(texts, { params }), loader: 'binary' };
    });
  },
};
