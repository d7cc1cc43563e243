// The judgement as a whole: what is recorded, when nobody is flagged, and what each factor says.

import { describe, expect, it } from 'vitest';
import { DetectionError } from '../../../../src/analysis/analyze.ts';
import {
  analyzeCalibrated,
  CALIBRATED_VERSION,
  type Judgement,
  type Settings,
} from '../../../../src/analysis/calibrated/analyze.ts';
import { verdictOf } from '../../../../src/analysis/calibrated/band.ts';
import { contributionsOf } from '../../../../src/analysis/calibrated/contributions.ts';
import { defaultBaseline } from '../../../../src/analysis/calibrated/default-baseline.ts';
import { columnScore } from '../../../../src/analysis/calibrated/factor.ts';
import { calibratedFactors } from '../../../../src/analysis/calibrated/factors/index.ts';
import type { History } from '../../../../src/analysis/calibrated/history.ts';
import { prepare } from '../../../../src/analysis/calibrated/prepared.ts';
import type { FactorId } from '../../../../src/analysis/factor.ts';
import { factorIds } from '../../../../src/analysis/factors/index.ts';
import { games, history, rebuilt, settings, snapshot } from './build.ts';

/** 40 games far above the lobby on a new account. */
const strong = history(games(40, { win: true, logKda: 3, goldLead: 0.5, visionLead: 0.3 }), { level: 31 });
const ordinary = history(games(40), { level: 300, ranks: [snapshot(0)] });

function judgementOf(given: History, changes: Partial<Settings> = {}): Judgement {
  const { judgement } = analyzeCalibrated(given, { ...settings, ...changes });
  if (judgement === null) throw new Error('there is no judgement');
  return judgement;
}

const wordsOf = (given: History, id: FactorId) => judgementOf(given).factors[id].words;

describe('analyzeCalibrated', () => {
  it('records who was judged, by what, and on which sample', () => {
    const baseline = rebuilt({ patch: '15.9' });
    expect(analyzeCalibrated(ordinary, { ...settings, baseline, prior: 0.02 })).toMatchObject({
      id: 'somebody',
      profile: 'calibrated',
      profileVersion: CALIBRATED_VERSION,
      baselineId: baseline.id,
      prior: 0.02,
      coefficients: { version: 'default-1', a: 0.39, b: 1.46, c: -0.38 },
      missingMatches: 0,
      gamesAnalyzed: 40,
      firstMatchId: 'EUW1_1000',
      lastMatchId: 'EUW1_1039',
      accountLevel: 300,
      currentTier: 'GOLD',
      currentDivision: 'IV',
    });
  });

  it('judges nobody below 20 games', () => {
    const nothing = { band: 'insufficient_data', isSmurf: false, judgement: null };
    const short = (count: number) => analyzeCalibrated(history(strong.games.slice(0, count)), settings);
    expect(short(19)).toMatchObject({ ...nothing, gamesAnalyzed: 19 });
    expect(short(20).judgement).not.toBeNull();
    expect(analyzeCalibrated(history([]), settings)).toMatchObject({ ...nothing, firstMatchId: null });
  });

  it('flags who plays far above the lobby, and not who plays like it', () => {
    expect(analyzeCalibrated(strong, settings)).toMatchObject({ isSmurf: true, band: 'very_likely' });
    expect(analyzeCalibrated(ordinary, settings)).toMatchObject({ isSmurf: false, band: 'not_flagged' });
  });

  it('flags nobody while matches are missing for a baseline of its own', () => {
    const cautious = { ...settings, missingMatches: 12 };
    expect(analyzeCalibrated(strong, cautious)).toMatchObject({
      isSmurf: false,
      band: 'inconclusive',
      baselineId: 'default',
      missingMatches: 12,
    });
    expect(analyzeCalibrated(ordinary, cautious)).toMatchObject({ isSmurf: false, band: 'not_flagged' });
  });

  it('refuses damaged rows', () => {
    const damaged = history(games(20, { logKda: Number.NaN }));
    expect(() => analyzeCalibrated(damaged, settings)).toThrow(DetectionError);
  });

  it('covers the games whose stat line was read', () => {
    const blind = [...games(10, { position: null }), ...games(30)];
    expect(judgementOf(history(blind)).coverage).toBe(0.75);
  });
});

describe('verdictOf', () => {
  it.each([
    [0.9, 0.95, 'very_likely'],
    [0.899, 0.95, 'likely'],
    [0.7, 0.95, 'likely'],
    [0.699, 0.95, 'possible'],
    [0.5, 0.95, 'possible'],
    [0.499, 0.95, 'inconclusive'],
    [0.01, 0.801, 'inconclusive'],
    [0.499, 0.8, 'not_flagged'],
  ])('P %f with a high end of %f is %s', (probability, high, band) => {
    const isSmurf = probability >= 0.5;
    expect(verdictOf(probability, high, false)).toEqual({ isSmurf, band });
    const cautious = isSmurf ? 'inconclusive' : band;
    expect(verdictOf(probability, high, true)).toEqual({ isSmurf: false, band: cautious });
  });
});

describe('factors', () => {
  it('switch on nine different parts, each under its own id', () => {
    expect(new Set(factorIds.map((id) => calibratedFactors[id].switchesOn)).size).toBe(9);
    expect(new Set(factorIds.map((id) => calibratedFactors[id].title)).size).toBe(9);
    for (const id of factorIds) expect(calibratedFactors[id].id).toBe(id);
  });

  it('have a score column that starts above the usual contribution', () => {
    expect(columnScore(calibratedFactors.winRate, 0)).toBe(0);
    expect(columnScore(calibratedFactors.winRate, 2)).toBeCloseTo(Math.tanh(1), 12);
    for (const id of ['rankProgression', 'winRateTrend', 'performanceConsistency', 'performanceTrends'] as const) {
      expect(columnScore(calibratedFactors[id], 0.5)).toBe(0);
      expect(columnScore(calibratedFactors[id], 2.5)).toBeCloseTo(Math.tanh(1), 12);
    }
  });

  it('leave the column open where there was nothing to read, and keep the contribution', () => {
    const blind = history(games(20, { position: null }));
    const { factors } = judgementOf(blind);
    const open = factorIds.filter((id) => factors[id].score === null);
    expect(open).toEqual(['kda', 'accountLevel', 'rankDiscrepancy', 'rankProgression', 'rolePerformance']);
    expect(open.every((id) => Number.isFinite(factors[id].contribution))).toBe(true);
    const seen = judgementOf(
      history([...games(20), ...games(1, { position: 'TOP' })], { level: 60, ranks: [snapshot(1)] }),
    );
    expect(factorIds.filter((id) => seen.factors[id].score === null)).toEqual([]);
  });

  it('say their own numbers', () => {
    expect(wordsOf(ordinary, 'winRate')).toBe('won 20 of 40 games, 20.1 expected at lobby level');
    expect(judgementOf(ordinary).factors.winRate.statistic).toEqual({
      wins: 20,
      games: 40,
      expected: expect.any(Number),
    });
    expect(wordsOf(strong, 'kda')).toMatch(/^kills, deaths and assists 1\.\d\d standard deviations above the usual/);
    expect(wordsOf(strong, 'rankDiscrepancy')).toMatch(
      /^gold against the lane opponent 1\.\d\d standard deviations above/,
    );
    expect(wordsOf(strong, 'accountLevel')).toMatch(/^account level 31, which fits a new account better; .*not known$/);
    expect(wordsOf(ordinary, 'accountLevel')).toMatch(/^account level 300, which fits an account of long standing/);
    expect(wordsOf(ordinary, 'rankProgression')).toBe('Gold IV 0 LP, in lobbies at that rank');
    expect(wordsOf(strong, 'rankProgression')).toBe('no rank known near these games');
    expect(wordsOf(ordinary, 'winRateTrend')).toBe('won 10 of the 20 older games, 10 of the 20 newer ones');
    expect(wordsOf(ordinary, 'performanceTrends')).toMatch(/about the same as before$/);
    expect(wordsOf(ordinary, 'rolePerformance')).toBe('no games away from Middle');
  });

  it('tell better halves from worse ones', () => {
    const weak = games(20, { logKda: -1, win: false });
    const good = games(20, { logKda: 2.5, win: true });
    expect(wordsOf(history([...weak, ...good]), 'performanceTrends')).toMatch(/better than before$/);
    expect(wordsOf(history([...good, ...weak]), 'performanceTrends')).toMatch(/worse than before$/);
    expect(judgementOf(history([...weak, ...good])).factors.winRateTrend.statistic).toEqual({
      winsBefore: 0,
      gamesBefore: 20,
      winsAfter: 20,
      gamesAfter: 20,
    });
  });

  it('name the lobbies against the own rank', () => {
    const at = (lobby: number) => history(games(20, { lobby: [lobby, lobby, lobby] }), { ranks: [snapshot(0)] });
    expect(wordsOf(at(5), 'rankProgression')).toMatch(/above that rank$/);
    expect(wordsOf(at(1), 'rankProgression')).toMatch(/below that rank$/);
    expect(judgementOf(at(5)).factors.rankProgression.statistic['firstRank']).toBe('Gold IV 0 LP');
    const climbed = history(games(20), { ranks: [snapshot(0), snapshot(19, { tier: 'MASTER', leaguePoints: 12 })] });
    expect(wordsOf(climbed, 'rankProgression')).toMatch(/^Gold IV 0 LP, later Master 12 LP/);
  });

  it('compare with players of the position once 200 of them are stored', () => {
    const peers = (count: number) => Array.from({ length: count }, (_, index) => index / count - 0.5);
    const kda = (count: number) => judgementOf(strong, { peers: peers(count) }).factors.kda;
    expect(kda(199).statistic['percentile']).toBeNull();
    expect(kda(200).statistic['percentile']).toBe(1);
    expect(kda(200).words).toMatch(/above 100 % of the players of the position$/);
  });

  it('count the games away from the main position', () => {
    const mixed = history([...games(30), ...games(4, { position: 'TOP' })]);
    expect(wordsOf(mixed, 'rolePerformance')).toBe('won 2 of 4 games away from Middle');
    expect(judgementOf(mixed).factors.rolePerformance.statistic).toEqual({ games: 4, wins: 2, mainPosition: 'MIDDLE' });
  });
});

describe('contributions', () => {
  it('are 0 for whom nothing is read', () => {
    const { rolePerformance, accountLevel } = contributionsOf(prepare(history(games(20)), defaultBaseline));
    expect({ rolePerformance, accountLevel }).toEqual({ rolePerformance: 0, accountLevel: 0 });
  });

  it('put a strong player on a new account down to results, combat, lane and level', () => {
    const { winRate, kda, rankDiscrepancy, accountLevel } = contributionsOf(prepare(strong, defaultBaseline));
    for (const value of [winRate, kda, rankDiscrepancy, accountLevel]) expect(value).toBeGreaterThan(0.5);
  });
});
