import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { dossierIndex } from '../../../shared/contracts/dossier.ts';
import type { Evidence } from '../../../shared/contracts/return.ts';
import { type DossierEntry, dossierEntries, mostBytes, packDossier } from '../../../shared/documents/dossier.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { customsDecision, keptPaper, returnAt } from '../returns/sample-returns.ts';

/** What a dossier holds, for whom, and as which bytes. */

const everything = { evidence: true, conversation: true };
const photo = (some: Partial<Evidence> = {}): Evidence => ({
  id: 'E1',
  type: 'photo',
  state: 'attached',
  contentType: 'image/jpeg',
  bytes: 1000,
  sha256: 'a'.repeat(64),
  key: 'evidence/lumen/1/a.jpg',
  at: '2026-10-21T09:00:00.000Z',
  ...some,
});
const at = returnAt('awaiting_shipment');
const current: Return = {
  ...at,
  head: { ...at.head, papers: { version: 2, of: [] } },
  evidence: [photo(), photo({ id: 'E2', state: 'expected' })],
};
const papers = [keptPaper(1), keptPaper(2)];
const paths = (list: readonly { path: string }[]) => list.map(({ path }) => path);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const kept = (entry: DossierEntry) => entry.content ?? new TextEncoder().encode(entry.key);
/** Files as they were kept: each entry bears the hash of its own bytes. */
const found = (entries: readonly DossierEntry[]) =>
  entries.map((entry) => ({ entry: { ...entry, sha256: sha256(kept(entry)) }, bytes: kept(entry) }));

describe('what it holds', () => {
  test('every version of the papers, the decisions, labels and evidence', () => {
    const { entries, leftOut } = dossierEntries(current, papers, [customsDecision()], everything);
    expect(paths(entries)).toEqual([
      'customs/v0001/packing-list.pdf',
      'customs/v0001/packing-list.json',
      'customs/v0002/packing-list.pdf',
      'customs/v0002/packing-list.json',
      'customs/decisions.json',
      'labels/S1.pdf',
      'evidence/E1.jpg',
    ]);
    expect(entries.map(({ latest }) => latest).slice(0, 4)).toEqual([false, false, true, true]);
    expect(leftOut).toEqual([]);
  });

  test.each([
    ['sees no photo', { evidence: false, conversation: true }, ['evidence/E1.jpg']],
    ['sees all', everything, []],
  ])('who %s gets none, and is told what there is', (_, sight, without) => {
    const { entries, leftOut } = dossierEntries(current, papers, [], sight);
    expect(paths(leftOut)).toEqual(without);
    expect(paths(entries).some((path) => without.includes(path))).toBe(false);
    for (const one of leftOut) {
      expect(one.why).toBe('not_for_this_role');
      expect(one).not.toHaveProperty('key');
    }
  });

  test('what is too large for one file is named, and what still fits is there', () => {
    const evidence = [photo({ bytes: mostBytes }), photo({ id: 'E2', bytes: 2000 })];
    const { entries, leftOut } = dossierEntries({ ...current, evidence }, papers, [], everything);
    expect(leftOut).toMatchObject([{ path: 'evidence/E1.jpg', why: 'too_large', bytes: mostBytes }]);
    expect(paths(entries)).toContain('evidence/E2.jpg');
  });
});

describe('as a file', () => {
  const { entries, leftOut } = dossierEntries(current, papers, [customsDecision()], { ...everything, evidence: false });
  const made = packDossier(current, found(entries), leftOut);
  const files = unzipSync(made.zip);

  test('it has an index that names each file with its hash, and what is left out', () => {
    expect(dossierIndex.parse(JSON.parse(strFromU8(files['index.json'] ?? new Uint8Array())))).toEqual(made.index);
    expect(made.index).toMatchObject({ rma: current.head.rma, event: current.head.version });
    expect(Object.keys(files).toSorted()).toEqual([...paths(made.index.files), 'index.json', 'index.txt'].toSorted());
    for (const { path, sha256, bytes } of made.index.files) {
      const file = files[path] ?? new Uint8Array();
      expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
      expect(file.length).toBe(bytes);
    }
  });

  test('the index says the same to people', () => {
    const text = strFromU8(files['index.txt'] ?? new Uint8Array());
    for (const { path, sha256 } of made.index.files) {
      expect(text).toContain(path);
      expect(text).toContain(sha256);
    }
    expect(text).toContain('Packing list, version 1 (replaced)');
    expect(text).toContain('evidence/E1.jpg  Evidence E1: photo: not for your role');
  });

  test('the same return gives the same bytes, another event others', () => {
    expect(packDossier(current, found(entries), leftOut).sha256).toBe(made.sha256);
    const later = { ...current, head: { ...current.head, version: 99 } };
    expect(packDossier(later, found(entries), leftOut).sha256).not.toBe(made.sha256);
  });

  test('a file that is not the one that was kept is left out, and named as altered', () => {
    const [first, ...others] = found(entries);
    if (!first) throw new Error('There is a file');
    const { zip, index } = packDossier(current, [{ ...first, bytes: new Uint8Array([1]) }, ...others], []);
    const inside = unzipSync(zip);
    expect(Object.keys(inside)).not.toContain(first.entry.path);
    expect(paths(index.files)).toEqual(paths(others.map(({ entry }) => entry)));
    expect(index.leftOut).toMatchObject([{ path: first.entry.path, why: 'altered', sha256: first.entry.sha256 }]);
    expect(strFromU8(inside['index.txt'] ?? new Uint8Array())).toContain('its hash is another');
  });

  test('of a return that has nothing yet, it says so', () => {
    const { zip } = packDossier(current, [], []);
    expect(strFromU8(unzipSync(zip)['index.txt'] ?? new Uint8Array())).toContain('Nothing is kept yet.');
  });
});
