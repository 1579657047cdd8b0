import { ProblemError } from '../contracts/errors.ts';

/** Version as an entity tag (RFC 9110, 8.8.3). */
export const tagOf = (version: number): string => `"${version}"`;

/**
 * The version an `If-Match` header names; undefined without the header.
 * @param stored version that is stored, 0 when there is none: what `*` stands for
 * @throws ProblemError version-conflict for anything that cannot be a version of ours
 */
export function versionWanted(ifMatch: string | undefined, stored: number): number | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*' && stored > 0) return stored;
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new ProblemError('version-conflict');
  return Number(version);
}
