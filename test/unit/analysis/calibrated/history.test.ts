// From stored rows to the one input of the computation, and the same from a line of a cohort.

import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../../src/analysis/calibrated/history.ts';
import { CohortFormatError } from '../../../../src/analysis/cohort/json.ts';
import { parseCohortLabel } from '../../../../src/analysis/cohort/label.ts';
import { parseCohortLine } from '../../../../src/analysis/cohort/line.ts';
import { historyOfLine } from '../../../../src/analysis/cohort/player.ts';
import type { RankPoint } from '../../../../src/analysis/evidence.ts';
import {
  classicEvidenceOf,
  type EvidenceParticipant,
  freezeEvidence,
  type PlayerEvidence,
} from '../../../../src/analysis/player-evidence.ts';
import { DAY_MS, match, START_AT, snapshot } from './build.ts';

type Ranks = readonly (readonly [string, RankPoint[]])[];

function evidence(participants: EvidenceParticipant[], ranks: Ranks = []): PlayerEvidence {
  return freezeEvidence({
    puuid: 'player-0',
    queueId: 420,
    games: [{ matchId: 'EUW1_7', gameCreation: START_AT, gameDuration: 1500, participants }],
    ranks: new Map(ranks),
    rankCheckedAt: START_AT,
    level: 44,
    previousMatchAt: START_AT - DAY_MS,
  });
}

function gameOf(participants: EvidenceParticipant[], ranks: Ranks = []) {
  const [game] = historyOf(evidence(participants, ranks)).games;
  if (game === undefined) throw new Error('there is no game');
  return game;
}

describe('historyOf', () => {
  it('reduces the ten rows to what the formulas read', () => {
    const game = gameOf(match());
    expect(game).toMatchObject({
      matchId: 'EUW1_7',
      playedAt: START_AT,
      gameDuration: 1500,
      win: true,
      position: 'TOP',
      logKda: Math.log(8 / 6),
      othersPositions: ['JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY', 'TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'],
      goldLead: Math.log(10_000 / 12_500),
      visionLead: Math.log(21 / 26),
      lobby: [],
    });
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((kills) => Math.log((kills + 8) / 6));
    expect(game.othersLogKda).toBeCloseTo(others.reduce((sum, value) => sum + value, 0) / 9, 12);
  });

  it.each([
    ['two enemies share the position', match((_, index) => (index === 6 ? { teamPosition: 'TOP' } : {}))],
    ['no enemy has the position', match((_, index) => (index === 5 ? { teamPosition: '' } : {}))],
    ['the own position is not known', match((_, index) => (index === 0 ? { teamPosition: '' } : {}))],
  ])('knows no lane opponent where %s', (_, participants) => {
    expect(gameOf(participants)).toMatchObject({ goldLead: null, visionLead: null });
  });

  it('compares with those who do not hide, and knows no lane opponent who does', () => {
    const game = gameOf(match().toSpliced(5, 1));
    expect(game).toMatchObject({ goldLead: null, visionLead: null, position: 'TOP' });
    expect(game.othersPositions).toEqual([
      ...['JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'],
      ...['JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'],
    ]);
    const others = [1, 2, 3, 4, 6, 7, 8, 9].map((kills) => Math.log((kills + 8) / 6));
    expect(game.othersLogKda).toBeCloseTo(others.reduce((sum, value) => sum + value, 0) / 8, 12);
  });

  it('has no gold lead where somebody has no gold', () => {
    const game = gameOf(match((_, index) => (index === 5 ? { goldEarned: 0 } : {})));
    expect(game.goldLead).toBeNull();
    expect(game.visionLead).not.toBeNull();
  });

  it('knows the rank of others from the snapshot nearest to the game, 30 days away at most', () => {
    const ranks: Ranks = [
      ['player-0', [snapshot(0)]],
      ['player-1', [snapshot(-2, { tier: 'IRON' }), snapshot(1, { division: 'II', leaguePoints: 40 })]],
      ['player-2', [snapshot(30)]],
      ['player-3', [snapshot(-31)]],
      ['player-4', [snapshot(0, { tier: 'CHALLENGER', division: 'I', leaguePoints: 1600 })]],
      ['stranger', [snapshot(0)]],
    ];
    expect(gameOf(match(), ranks).lobby).toEqual([3.6, 3, 10]);
  });

  it('keeps what is known of the account', () => {
    const ranks = [snapshot(0)];
    const history = historyOf(evidence(match(), [['player-0', ranks]]));
    expect(history).toMatchObject({ id: 'player-0', level: 44, rankCheckedAt: START_AT, ranks });
    expect(history.previousMatchAt).toBe(START_AT - DAY_MS);
  });

  it('leaves a game out in which the player has no row', () => {
    expect(historyOf({ ...evidence(match()), puuid: 'nobody' }).games).toEqual([]);
  });
});

describe('freezeEvidence', () => {
  it('lets nothing change', () => {
    const frozen = evidence(match());
    const rows = [frozen, frozen.games, frozen.games[0], frozen.games[0]?.participants];
    expect(rows.every(Object.isFrozen)).toBe(true);
    expect(frozen.games[0]?.participants.every(Object.isFrozen)).toBe(true);
  });
});

describe('classicEvidenceOf', () => {
  it('gives the own rows to the profile `classic`', () => {
    const own = { kills: 0, deaths: 5, assists: 7, cs: 180, visionScore: 20, teamPosition: 'TOP', win: true };
    const game = { matchId: 'EUW1_7', gameCreation: START_AT, gameDuration: 1500, ...own };
    const { games, ...rest } = classicEvidenceOf(evidence(match(), [['player-0', [snapshot(0)]]]));
    expect(games).toMatchObject([game]);
    expect(rest).toEqual({ puuid: 'player-0', queueId: 420, level: 44, ranks: [snapshot(0)] });
  });
});

const game: unknown[] = [10, 1500, 0, 1, 'TOP', 1, 1, 2, 3, 150, 9000, 8000, 20, 40_000, 140, 9500, 18, 0.7, [3.5], 0];

function line(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ id: 'x', level: 30, previousMatchAt: null, ranks: [], games: [game], ...changes });
}

describe('a line of a cohort', () => {
  it('drops remakes, keeps the newest 60, and knows what came just before them', () => {
    const many = Array.from({ length: 62 }, (_, index) => game.with(0, index).with(2, index === 61 ? 1 : 0));
    const { games, previousMatchAt } = historyOfLine(parseCohortLine(line({ games: many, previousMatchAt: -9 })));
    expect(games).toHaveLength(60);
    expect(games.at(-1)?.playedAt).toBe(Date.UTC(2025, 0, 1, 1));
    expect(previousMatchAt).toBe(Date.UTC(2025, 0, 1));
  });

  it('takes the match before the list from the file where nothing was dropped', () => {
    const { previousMatchAt } = historyOfLine(parseCohortLine(line({ previousMatchAt: -60 })));
    expect(previousMatchAt).toBe(Date.UTC(2024, 11, 31, 23));
  });

  it('does not know a level of 0, which Riot sends for a missing one', () => {
    expect([0, null, 'x', 30].map((level) => parseCohortLine(line({ level })).level)).toEqual([null, null, null, 30]);
  });

  it('ignores a rank that nobody knows', () => {
    const ranks = [
      [0, 'UNRANKED', '', 0],
      [5, 'GOLD', 'II', 7],
    ];
    expect(parseCohortLine(line({ ranks })).ranks).toEqual([
      { at: Date.UTC(2025, 0, 1, 0, 5), tier: 'GOLD', division: 'II', leaguePoints: 7 },
    ]);
  });

  it('knows no opponent where the columns are empty, and no position where the text is none', () => {
    const changed = game.with(4, '').with(14, null).with(15, null).with(16, null);
    const [first] = historyOfLine(parseCohortLine(line({ games: [changed] }))).games;
    expect(first).toMatchObject({ position: null, goldLead: null, visionLead: null });
    expect(first?.othersPositions).toHaveLength(9);
  });

  it.each([
    ['no JSON', '{'],
    ['no id', line({ id: 7 })],
    ['no games', line({ games: null })],
    ['a game without kills', line({ games: [game.with(6, null)] })],
    ['a game that is none', line({ games: [null] })],
    ['a game without its lobby', line({ games: [game.with(18, 0)] })],
    ['a lobby of texts', line({ games: [game.with(18, ['strong'])] })],
    ['games that are not in order', line({ games: [game, game.with(0, 9)] })],
    ['no word about the match before', line({ previousMatchAt: undefined })],
    ['a match before at no time', line({ previousMatchAt: 'abc' })],
    ['a rank at no time', line({ ranks: [['abc', 'GOLD', 'II', 7]] })],
    ['a rank that is none', line({ ranks: [7] })],
  ])('is refused with %s', (_, text) => {
    expect(() => parseCohortLine(text)).toThrow(CohortFormatError);
  });
});

describe('a label of a cohort', () => {
  it('is read', () => {
    const text = '{"id":"x","class":"fresh","label":1,"weight":0.5,"oracle":0.25}';
    expect(parseCohortLabel(text)).toEqual({ id: 'x', kind: 'fresh', isSmurf: true, weight: 0.5, oracle: 0.25 });
  });

  it.each([
    '',
    '{"id":"x","label":2,"weight":1}',
    '{"label":1,"weight":1}',
    '{"id":"x","label":1,"weight":0}',
    '{"id":"x","label":1,"weight":1e999}',
    '{"id":"x","label":1,"weight":1,"oracle":1.5}',
  ])('is refused: %s', (text) => {
    expect(() => parseCohortLabel(text)).toThrow(CohortFormatError);
  });
});
