// Why a judgement is what it is, in words.

import { describe, expect, it } from 'vitest';
import { analyzeCalibrated, type Settings } from '../../../../src/analysis/calibrated/analyze.ts';
import { type Explanation, explain } from '../../../../src/analysis/calibrated/explanation.ts';
import type { History } from '../../../../src/analysis/calibrated/history.ts';
import { bestHonestRival } from '../../../../src/analysis/calibrated/rival.ts';
import { DAY_MS, games, history, START_AT, settings, snapshot } from './build.ts';

const strongGame = { win: true, logKda: 3, goldLead: 0.5, visionLead: 0.3 };
const strong = history(games(40, strongGame), { level: 31 });
const ordinary = history(games(60), { level: 300, ranks: [snapshot(0)] });

function explained(given: History, changes: Partial<Settings> = {}): Explanation {
  const all = { ...settings, ...changes };
  const explanation = explain(analyzeCalibrated(given, all), given, all);
  if (explanation === null) throw new Error('there is nothing to explain');
  return explanation;
}

describe('explain', () => {
  it('names at most three reasons each way, strongest first, none below half a nat', () => {
    for (const given of [strong, ordinary]) {
      const { speaksFor, speaksAgainst } = explained(given);
      const [up, down] = [speaksFor, speaksAgainst].map((side) => side.map(({ contribution }) => contribution));
      expect(up).toEqual((up ?? []).filter((value) => value >= 0.5).toSorted((a, b) => b - a));
      expect(down).toEqual((down ?? []).filter((value) => value <= -0.5).toSorted((a, b) => a - b));
      expect(Math.max(speaksFor.length, speaksAgainst.length)).toBeLessThanOrEqual(3);
    }
    expect(explained(strong).speaksFor.map(({ factor }) => factor)).toEqual(['kda', 'winRate', 'rankDiscrepancy']);
    expect(explained(strong).speaksFor[1]?.words).toMatch(/^won 40 of 40 games/);
    expect(explained(ordinary).speaksFor).toEqual([]);
    expect(explained(ordinary).speaksAgainst.map(({ factor }) => factor)).toContain('accountLevel');
  });

  it('has words for how far above the lobbies the games look, and never a number for it', () => {
    expect(explained(strong).level).toBe('far above');
    expect(explained(ordinary).level).toBe('at lobby level');
    const better = history(games(40, { logKda: 1.5, goldLead: 0.15 }));
    expect(explained(better).level).toBe('somewhat above');
  });

  it('names the games that weigh most', () => {
    const best = games(1, { ...strongGame, matchId: 'EUW1_best' });
    const { highest, lowest } = explained(history([...games(30), ...best])).games;
    expect(highest).toHaveLength(3);
    expect(lowest).toHaveLength(3);
    expect(highest[0]?.matchId).toBe('EUW1_best');
    expect(highest[0]?.weight).toBeGreaterThan(0);
    expect(lowest[0]?.weight).toBeLessThan(0);
    expect(lowest.every(({ win }) => !win)).toBe(true);
  });

  it('says what holds for every judgement', () => {
    const text = explained(ordinary).sentences.join('\n');
    expect(text).toContain('5 % of all accounts');
    expect(explained(ordinary, { prior: 0.0005 }).sentences[0]).toContain('0.05 % of all accounts');
    expect(text).toContain('60 games');
    expect(text).toContain('in 100 % of them');
    expect(text).toMatch(/between <1 % and \d+ %/);
    expect(text).toContain('synthetic players');
    expect(text).not.toContain('new account');
    expect(text).not.toContain('nobody is flagged');
  });

  it('is never certain, also where it is very sure', () => {
    const { sentences, moreGames } = explained(strong);
    expect([...sentences, moreGames].join('\n')).not.toMatch(/between .*100 %|from .*100 %/);
    expect(sentences[1]).toMatch(/ and >99 % /);
    expect(moreGames).toContain('to >99 %');
  });

  it('warns that a new account of a good player looks the same', () => {
    expect(explained(strong).sentences.join('\n')).toContain('a new account of a player who really is that good');
  });

  it('says how many matches are missing on the default baseline', () => {
    expect(explained(strong, { missingMatches: 12 }).sentences.join('\n')).toContain('12 stored matches');
    expect(explained(strong, { missingMatches: 1 }).sentences.join('\n')).toContain('1 stored match ');
  });

  it('says what more games could change', () => {
    expect(explained(strong, { missingMatches: 1 }).moreGames).toMatch(/^Up to 20 more games .* could decide/);
    expect(explained(ordinary).moreGames).toMatch(/^New games replace the oldest ones; .* from <1 % to/);
  });

  it('has nothing to say about too few games', () => {
    const short = history(games(19));
    expect(explain(analyzeCalibrated(short, settings), short, settings)).toBeNull();
  });
});

describe('the best honest rival', () => {
  it('of a good player after a long break is the one who came back', () => {
    const back = history(games(30, { logKda: 2.2, goldLead: 0.3, win: true }), {
      level: 400,
      previousMatchAt: START_AT - 200 * DAY_MS,
    });
    expect(explained(back).rival).toMatchObject({
      hypothesis: 'returning',
      title: 'a strong player back after a break',
    });
  });

  it('of an ordinary player is an ordinary player, and nearly all that is left', () => {
    const { hypothesis, share } = explained(ordinary).rival;
    expect(hypothesis).toBe('regular');
    expect(share).toBeGreaterThan(0.7);
  });

  it('has its share of all stories at the prior', () => {
    const flat = { regular: 0, improver: 0, returning: 0, fresh: 0, deranker: 0, piloted: 0 };
    const unknown = { levelEvidence: null, isDormant: null };
    expect(bestHonestRival(flat, unknown, 0.05).share).toBeCloseTo(0.76 * 0.95, 12);
    expect(bestHonestRival({ ...flat, fresh: Math.log(3) }, unknown, 0.5).share).toBeCloseTo(
      0.38 / (0.5 + 0.5 * 2.3),
      12,
    );
  });
});
