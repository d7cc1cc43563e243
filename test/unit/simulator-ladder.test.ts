// The ladder follows results: hidden rating, visible rank, placements, and what league-v4 says about them.

import { describe, expect, it } from 'vitest';
import { createLadder } from '../../src/simulator/ladder.ts';
import { UNPLACED } from '../../src/simulator/match-log.ts';
import { traitsOf } from '../../src/simulator/player-traits.ts';
import { leagueEntries } from '../../src/simulator/standings.ts';
import type { WorldPlayer } from '../../src/simulator/world.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

const frame = { seed: 4, players: 10, historyDays: 30, gamesPerDay: 1 };
const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

function ladderOfTen(isPlaced: boolean) {
  return createLadder(TEN.map((index) => ({ ...traitsOf(frame, index), isPlaced, startRating: 3 })));
}

describe('createLadder', () => {
  it('moves winners up and losers down, hidden and visible', () => {
    const ladder = ladderOfTen(true);
    ladder.book(TEN, true);
    for (const player of TEN) {
      const isUp = player < 5;
      expect((ladder.ratings[player] ?? 0) > 3).toBe(isUp);
      expect(ladder.standing(player) > 1200).toBe(isUp);
    }
  });

  it('shows no rank before the fifth game', () => {
    const ladder = ladderOfTen(false);
    for (let game = 1; game <= 4; game++) ladder.book(TEN, true);
    expect(TEN.map(ladder.standing)).toEqual(TEN.map(() => UNPLACED));
    ladder.book(TEN, true);
    expect(Math.min(...TEN.map(ladder.standing))).toBeGreaterThan(0);
  });

  it('gives less for a win that was expected', () => {
    const even = ladderOfTen(true);
    const uneven = createLadder(
      TEN.map((index) => ({ ...traitsOf(frame, index), isPlaced: true, startRating: index < 5 ? 4 : 3 })),
    );
    even.book(TEN, true);
    uneven.book(TEN, true);
    expect((uneven.ratings[0] ?? 0) - 4).toBeLessThan((even.ratings[0] ?? 0) - 3);
  });
});

describe('league entries', () => {
  const { world } = smallSimulator({ seed: 8, players: 150, historyDays: 60 });

  function resultsOf(player: WorldPlayer): boolean[] {
    const games = world.historyOf(player).map((index) => world.log.at(index));
    const solo = games.filter((game) => game.queueId === 420 && !game.isRemake);
    return solo.map((game) => game.players.indexOf(player.index) < 5 === game.blueWins);
  }

  it('call a streak what is one, and count every game', () => {
    for (const player of world.players) {
      const results = resultsOf(player);
      const [entry] = leagueEntries(world, player);
      if (entry === undefined) continue;
      const { earlier } = player.traits;
      const wins = results.filter(Boolean).length;
      expect(entry).toMatchObject({
        queueType: 'RANKED_SOLO_5x5',
        wins: earlier.wins + wins,
        losses: earlier.losses + results.length - wins,
        hotStreak: results.length >= 3 && results.slice(-3).every(Boolean),
      });
    }
  });

  it('follow the skill, though they lag', () => {
    const ranked = world.players.filter(({ playerClass }) => playerClass === 'regular');
    const pairs = ranked.flatMap((player) => {
      const last = world.historyOf(player).at(-1);
      if (last === undefined) return [];
      const match = world.log.at(last);
      const points = match.standings[match.players.indexOf(player.index)] ?? UNPLACED;
      return points === UNPLACED ? [] : [Math.abs(points / 400 - player.traits.skill)];
    });
    expect(pairs.length).toBeGreaterThan(70);
    expect(pairs.reduce((a, b) => a + b) / pairs.length).toBeLessThan(0.7);
  });
});
