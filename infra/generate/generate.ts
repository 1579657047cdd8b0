import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

// npm run generate: writes every document that is made from the contracts.
const root = join(import.meta.dirname, '..', '..');
for (const { path, text } of generatedFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`${path}  ${Math.ceil(Buffer.byteLength(text) / 1024)} KB`);
}
