import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedFiles } from '../../infra/generate/generated-files.ts';

const files = generatedFiles();

test.each(files.map((file) => [file.path, file] as const))('%s is what the contracts say', (path, { text }) => {
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (kept !== text) throw new Error(`${path} is not what the contracts say: run "npm run generate" and commit it.`);
});

test('nothing else lies beside what is generated', () => {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const found = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
  expect(found.sort()).toEqual(files.map(({ path }) => path).sort());
});

describe('the page', () => {
  const page = files.find(({ path }) => path.endsWith('.html'))?.text ?? '';
  const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);

  test('loads nothing from elsewhere and runs no script', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|@import|url\(|\bon\w+="/i);
    const leaving = [...page.matchAll(/href="([^#"][^"]*)"/g)].map(([, to]) => to);
    expect(leaving).toEqual(['openapi.json']);
  });

  test('has each id once, and a place for every link', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const links = new Set([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id));
    expect([...links].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has a language, a title, one heading of the first rank, and none that skips a rank', () => {
    expect(page).toMatch(/<html lang="en">[\s\S]*<title>[^<]+<\/title>/);
    const ranks = [...page.matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank));
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(1);
    expect(ranks.every((rank, i) => rank - (ranks[i - 1] ?? 0) <= 1)).toBe(true);
  });
});
