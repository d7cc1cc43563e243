// Players of the synthetic cohort with the numbers that they must give: a selection, and more beside the repository.

import { existsSync, readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

/** One line of expected.jsonl. */
export interface Expected {
  readonly id: string;
  readonly n: number;
  readonly rho0: number;
  readonly lnew: number | null;
  readonly dormant: 0 | 1 | null;
  readonly regular: number;
  readonly improver: number;
  readonly returning: number;
  readonly fresh: number;
  readonly deranker: number;
  readonly piloted: number;
  readonly llr: number;
  readonly logit: number;
  readonly p: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly phi: Readonly<Record<string, number>>;
  readonly classic: number;
  /** By game: combat, lane, information of both, shift, off role. */
  readonly perGame?: readonly (readonly number[])[];
}

export interface CohortCase {
  readonly line: string;
  readonly expected: Expected;
}

const selection = new URL('../cohort/', import.meta.url);
/** Relative to the root of the repository: `../shared/cohort/`. */
const shared = new URL('../../../../../shared/cohort/', import.meta.url);

export const hasSharedCohort = existsSync(new URL('expected.jsonl', shared));

export function selectedCases(): CohortCase[] {
  return casesOf(readFileSync(new URL('players.jsonl', selection), 'utf8'), selection);
}

export function sharedCases(): CohortCase[] {
  return casesOf(zstdDecompressSync(readFileSync(new URL('dev.jsonl.zst', shared))).toString(), shared);
}

/** The expected numbers are those of the first players of the file. */
function casesOf(players: string, folder: URL): CohortCase[] {
  const lines = players.split('\n');
  const expected = readFileSync(new URL('expected.jsonl', folder), 'utf8').trimEnd().split('\n');
  return expected.map((text, index) => ({ line: lines[index] ?? '', expected: JSON.parse(text) }));
}
