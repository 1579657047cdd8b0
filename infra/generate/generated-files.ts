import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveManifest } from '../../shared/contracts/archive.ts';
import { backtestNudge, inboxNudge, returnNudge } from '../../shared/contracts/bus.ts';
import { customsDocument } from '../../shared/contracts/customs-documents.ts';
import { erpEvent } from '../../shared/contracts/erp-event.ts';
import { returnEvent } from '../../shared/contracts/return-event.ts';
import { apiPage } from './api-page.ts';
import { lifecyclePage } from './lifecycle-diagram.ts';
import { openApi } from './openapi.ts';
import { standaloneSchema } from './schemas.ts';
import { tablePage } from './table-page.ts';

/** A file that is made from the contracts: its path from the root of the repository, and what must be in it. */
export interface GeneratedFile {
  path: string;
  text: string;
}

const root = join(import.meta.dirname, '..', '..');

/** Makes all of them: the same from the same contracts, wherever and whenever it runs. */
export function generatedFiles(): GeneratedFile[] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const document = openApi(version);
  const style = readFileSync(join(import.meta.dirname, 'api-page.css'), 'utf8');
  const here = (name: string) => `infra/generate/generated/${name}`;
  const schemas = [
    { name: 'return-event', schema: returnEvent, title: 'An event of a return, as it is kept' },
    { name: 'return-nudge', schema: returnNudge, title: 'An event of a return, as the bus tells of it' },
    { name: 'inbox-nudge', schema: inboxNudge, title: 'An arrival in the inbox, as the bus tells of it' },
    { name: 'backtest-nudge', schema: backtestNudge, title: 'A backtest that is to be run, as the bus tells of it' },
    { name: 'archive-manifest', schema: archiveManifest, title: 'The manifest of a sealed day of the event archive' },
    { name: 'erp-event', schema: erpEvent, title: "An event of a return, as a brand's ERP gets it" },
    {
      name: 'customs-document',
      schema: customsDocument,
      title: 'A paper of goods that cross a customs border, as data',
    },
  ];
  return [
    json('functions/documentation/generated/openapi.json', document),
    { path: 'functions/documentation/generated/api-page.html', text: apiPage(document, style) },
    ...schemas.map(({ name, schema, title }) => json(here(`${name}.schema.json`), standaloneSchema(schema, title))),
    { path: here('lifecycle.md'), text: lifecyclePage() },
    { path: here('table.md'), text: tablePage() },
  ];
}

const json = (path: string, value: unknown): GeneratedFile => ({
  path,
  text: `${JSON.stringify(value, undefined, 2)}\n`,
});
