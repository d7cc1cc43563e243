// Each factor on a few tables of games: its score and what it says to people.

import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/analysis/evidence.ts';
import type { FactorId } from '../../../src/analysis/factor.ts';
import { factors } from '../../../src/analysis/factors/index.ts';
import type { Rank } from '../../../src/league/rank.ts';
import { alternating, evidenceOf, type Play, plays, type RankOnDay } from './build.ts';

/** What is given, the evidence, the score and the reason; no score where the factor needs more, named in the last column. */
type Row = readonly [given: string, evidence: Evidence, score: number | null, words: string];

const tables: Readonly<Record<FactorId, readonly Row[]>> = {
  winRate: [
    ['no game', evidenceOf([]), null, 'at least one game'],
    ['64 %', evidenceOf(wins(16, 25)), 0, 'won 16 of 25 games (64 %)'],
    ['65 %', evidenceOf(wins(26, 40)), 0.1, 'won 26 of 40 games (65 %)'],
    ['72.5 %', evidenceOf(wins(29, 40)), 0.55, 'won 29 of 40 games (73 %)'],
    ['90 %', evidenceOf(wins(18, 20)), 1, 'won 18 of 20 games (90 %)'],
  ],
  kda: [
    ['no game', evidenceOf([]), null, 'at least one game'],
    ['2.5', evidenceOf(plays(20, line(5, 4, 5))), 0, '2.5 kills and assists per death over 20 games'],
    [
      'pooled: 20/1/0 once and 0/9/0 once',
      evidenceOf([...plays(1, line(20, 1, 0)), ...plays(1, line(0, 9, 0))]),
      0,
      '2 kills and assists per death over 2 games',
    ],
    ['3.5', evidenceOf(plays(20, line(6, 4, 8))), 0.5, '3.5 kills and assists per death over 20 games'],
    ['no deaths', evidenceOf(plays(1, line(2, 0, 3))), 1, '5 kills and assists per death over 1 game'],
  ],
  accountLevel: [
    ['unknown', evidenceOf(plays(20)), null, 'a known account level'],
    ['12', evidenceOf(plays(20), { level: 12 }), 1, 'account level 12 in the newest game'],
    ['44', evidenceOf(plays(20), { level: 44 }), 0.8, 'account level 44 in the newest game'],
    ['300', evidenceOf(plays(20), { level: 300 }), 0, 'account level 300 in the newest game'],
  ],
  rankDiscrepancy: [
    ['no rank', evidenceOf(plays(20)), null, 'at least one rank snapshot'],
    ['no game', evidenceOf([], { ranks: [on(0, 'GOLD', 'II', 0)] }), null, 'at least one game'],
    [
      'usual in Diamond',
      evidenceOf(alternating(20, line(5, 4, 5)), { ranks: [on(0, 'DIAMOND', 'IV', 0)] }),
      0,
      '2.5 kills and assists per death (2.5 is usual in Diamond), 50 % won',
    ],
    [
      '60 % in Iron',
      evidenceOf(wins(12, 20, line(5, 5, 4.2)), { ranks: [on(0, 'IRON', 'I', 0)] }),
      0.12,
      '1.8 kills and assists per death (1.8 is usual in Iron), 60 % won',
    ],
    [
      'the newest rank counts',
      evidenceOf(alternating(20, line(6, 4, 8)), { ranks: [on(0, 'IRON', 'I', 0), on(9, 'GRANDMASTER', 'I', 500)] }),
      0.273,
      '3.5 kills and assists per death (2.6 is usual in Grandmaster), 50 % won',
    ],
  ],
  rankProgression: [
    [
      'one snapshot',
      evidenceOf([], { ranks: [on(0, 'GOLD', 'I', 0)] }),
      null,
      'two rank snapshots at least one day apart',
    ],
    [
      '6 hours',
      evidenceOf([], { ranks: [on(0, 'GOLD', 'I', 0), on(0.25, 'GOLD', 'I', 80)] }),
      null,
      'two rank snapshots at least one day apart',
    ],
    [
      '50 LP in a day',
      evidenceOf([], { ranks: [on(0, 'GOLD', 'I', 40), on(1, 'GOLD', 'I', 90)] }),
      0.3,
      'from Gold I 40 LP to Gold I 90 LP in 1 day',
    ],
    [
      'a fall',
      evidenceOf([], { ranks: [on(0, 'GOLD', 'IV', 0), on(5, 'SILVER', 'I', 50)] }),
      0,
      'from Gold IV 0 LP to Silver I 50 LP in 5 days',
    ],
    [
      'only the newest five',
      evidenceOf([], { ranks: [on(0, 'IRON', 'IV', 0), ...[1, 2, 3, 4, 5].map((day) => on(day, 'MASTER', 'I', 100))] }),
      0,
      'from Master 100 LP to Master 100 LP in 4 days',
    ],
  ],
  winRateTrend: [
    ['one game', evidenceOf(plays(1)), null, 'at least two games'],
    [
      '6 of 10 after 5 of 10',
      evidenceOf([...wins(6, 10), ...wins(5, 10)]),
      0,
      'won 6 of 10 newer games, 5 of 10 before',
    ],
    [
      '7 of 10 after 5 of 10',
      evidenceOf([...wins(7, 10), ...wins(5, 10)]),
      0.6,
      'won 7 of 10 newer games, 5 of 10 before',
    ],
    [
      '2 of 10 after 9 of 11',
      evidenceOf([...wins(2, 10), ...wins(9, 11)]),
      0,
      'won 2 of 10 newer games, 9 of 11 before',
    ],
  ],
  performanceConsistency: [
    ['one game', evidenceOf(plays(1)), null, 'at least 2 games'],
    ['steady, but low', evidenceOf(plays(20)), 0, '2 kills and assists per death, varying by 0 % from game to game'],
    [
      'steady at 4.75',
      evidenceOf(plays(20, line(9, 4, 10))),
      0.7,
      '4.8 kills and assists per death, varying by 0 % from game to game',
    ],
    [
      '2 and 6, twice',
      evidenceOf([...plays(2, line(6, 1, 0)), ...plays(2, line(2, 1, 0))]),
      0.340488,
      '4 kills and assists per death, varying by 58 % from game to game',
    ],
    [
      'nothing at all',
      evidenceOf(plays(20, line(0, 4, 0))),
      0,
      '0 kills and assists per death, varying by 100 % from game to game',
    ],
  ],
  performanceTrends: [
    ['one game', evidenceOf(plays(1)), null, 'at least two games'],
    ['the same', evidenceOf(plays(20)), 0, 'newer games against older: KDA 0 %, CS per minute 0 %, vision 0 %'],
    [
      'better in all',
      evidenceOf([...plays(10, { ...line(8, 4, 8), cs: 216, visionScore: 30 }), ...plays(10)]),
      0.466667,
      'newer games against older: KDA +100 %, CS per minute +20 %, vision +50 %',
    ],
    [
      'the same cs in half the time',
      evidenceOf([...plays(10, { gameDuration: 900, visionScore: 10 }), ...plays(10)]),
      0.233333,
      'newer games against older: KDA 0 %, CS per minute +100 %, vision 0 %',
    ],
    [
      'no kill before, no duration',
      evidenceOf([...plays(10, { gameDuration: 0 }), ...plays(10, line(0, 4, 0))]),
      0,
      'newer games against older: KDA 0 %, CS per minute -100 %, vision -100 %',
    ],
  ],
  rolePerformance: [
    ['no position', evidenceOf(plays(20, { teamPosition: 'Invalid' })), null, 'at least 3 games in one known position'],
    [
      'two games each',
      evidenceOf([...plays(2), ...plays(2, { teamPosition: 'TOP' })]),
      null,
      'at least 3 games in one known position',
    ],
    [
      'one strong',
      evidenceOf(plays(3, line(8, 4, 8))),
      0.5,
      'more than 3.5 kills and assists per death in 1 of 1 position',
    ],
    [
      'exactly 3.5',
      evidenceOf(plays(3, line(6, 4, 8))),
      0,
      'more than 3.5 kills and assists per death in 0 of 1 position',
    ],
    [
      'two of three',
      evidenceOf([...inPosition('TOP', 8), ...inPosition('JUNGLE', 8), ...inPosition('BOTTOM', 4)]),
      0.666667,
      'more than 3.5 kills and assists per death in 2 of 3 positions',
    ],
  ],
};

describe.each(Object.entries(tables))('%s', (id, rows) => {
  it.each(rows)('%s', (...[, evidence, score, words]) => {
    const result = factors[id as FactorId].score(evidence);
    if (result.kind === 'insufficient') {
      expect([null, result.needs]).toEqual([score, words]);
      return;
    }
    expect(result.reason).toBe(words);
    expect(result.score).toBeCloseTo(score ?? Number.NaN, 6);
  });
});

function wins(won: number, of: number, changes: Partial<Play> = {}): Play[] {
  return [...plays(won, { ...changes, win: true }), ...plays(of - won, changes)];
}

function line(kills: number, deaths: number, assists: number): Partial<Play> {
  return { kills, deaths, assists };
}

function inPosition(teamPosition: string, kills: number): Play[] {
  return plays(3, { teamPosition, ...line(kills, 4, kills) });
}

function on(day: number, ...[tier, division, leaguePoints]: [Rank['tier'], Rank['division'], number]): RankOnDay {
  return { day, tier, division, leaguePoints };
}
