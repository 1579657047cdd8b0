import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { type CustomsDocument, customsDocument } from '../../../../shared/contracts/customs-documents.ts';
import { type DossierIndex, dossierIndex } from '../../../../shared/contracts/dossier.ts';
import { check, waitFor } from '../api.ts';
import type { Say } from '../domestic-return.ts';
import type { Place } from '../place.ts';

/** The papers of a return, fetched as compliance fetches them: one zip, checked against its index. */

export interface Dossier {
  readonly index: DossierIndex;
  /** The papers of the version that holds. */
  readonly papers: readonly CustomsDocument[];
}

export async function fetchDossier({ api, token }: Place, rma: string, say: Say): Promise<Dossier> {
  const compliance = await token('compliance');
  const { documents } = await waitFor('the papers are made', async () => {
    const path = `/v1/returns/${rma}/documents`;
    const { body } = await api.expect(200, 'GET', path, { token: compliance });
    return !body.beingMade && body.documents.length > 0 && body;
  });
  const answer = await api.expect(200, 'POST', `/v1/returns/${rma}/dossier`, { token: compliance });
  const fetched = await fetch(answer.body.url);
  check(fetched.status === 200, `The link to the dossier is answered ${fetched.status}`);
  const zip = new Uint8Array(await fetched.arrayBuffer());
  check(hashOf(zip) === answer.body.sha256, 'The dossier is not the file that was answered');
  const files = unzipSync(zip);
  const read = (path: string) => files[path] ?? new Uint8Array();
  const index = dossierIndex.parse(JSON.parse(strFromU8(read('index.json'))));
  for (const { path, sha256 } of index.files)
    check(hashOf(read(path)) === sha256, `${path} is not the file that the index names`);
  check(strFromU8(read('index.txt')).includes(rma), 'The index for people does not name the return');
  const latest = index.files.filter(({ path, latest: holds }) => holds && path.endsWith('.json'));
  const papers = latest.map(({ path }) => customsDocument.parse(JSON.parse(strFromU8(read(path)))));
  const listed = documents.filter((one: { latest: boolean }) => one.latest);
  check(papers.length === listed.length, 'Papers of the newest version are missing');
  for (const { title, version, gaps } of documents)
    say('paper', `${title}, version ${version}${gaps > 0 ? `: ${gaps} to be completed` : ''}`);
  say('dossier', `${index.files.length} files, ${zip.length} bytes, sha256 ${answer.body.sha256.slice(0, 12)}…`);
  return { index, papers };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
