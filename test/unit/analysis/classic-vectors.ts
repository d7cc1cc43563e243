// Reads the published vectors of the profile `classic`, which lie beside the repository on some machines only.

import { existsSync, readFileSync } from 'node:fs';
import { factorIds } from '../../../src/analysis/factors/index.ts';
import { type Play, plays } from './build.ts';
import type { ClassicCase } from './classic-cases.ts';

/** Relative to the root of the repository: `../shared/cohort/classic-vectors.json`. */
const FILE = new URL('../../../../shared/cohort/classic-vectors.json', import.meta.url);

interface Vector {
  readonly name: string;
  readonly level: number | null;
  readonly ranks: readonly { day: number; tier: never; division: never; lp: number }[];
  readonly games: readonly {
    count: number;
    y: 0 | 1;
    k: number;
    d: number;
    a: number;
    cs: number;
    vis: number;
    dur: number;
    role: string;
  }[];
  readonly expected: {
    readonly factors: Readonly<Record<string, number | null>>;
    readonly total: number | null;
    readonly coverage: number;
    readonly band: ClassicCase['band'];
    readonly isSmurf: boolean;
  };
}

export const hasVectors = existsSync(FILE);

export function readVectors(): ClassicCase[] {
  const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: Vector[] };
  return cases.map(toCase);
}

function toCase({ name, level, ranks, games, expected }: Vector): ClassicCase {
  const { total, coverage, band } = expected;
  return {
    name,
    level,
    ranks: ranks.map(({ lp, ...rank }) => ({ ...rank, leaguePoints: lp })),
    plays: games.flatMap(toPlays),
    scores: toScores(expected.factors),
    total,
    coverage,
    band,
  };
}

function toPlays({ count, y, k, d, a, cs, vis, dur, role }: Vector['games'][number]): Play[] {
  return plays(count, {
    win: y === 1,
    kills: k,
    deaths: d,
    assists: a,
    cs,
    visionScore: vis,
    gameDuration: dur,
    teamPosition: role,
  });
}

/** The file names factors in snake case: `win_rate`. */
function toScores(factors: Vector['expected']['factors']): ClassicCase['scores'] {
  const entries = factorIds.map((id) => {
    const score = factors[id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
    if (score === undefined) throw new Error(`the vectors have no ${id}`);
    return [id, score] as const;
  });
  return Object.fromEntries(entries) as ClassicCase['scores'];
}
