// The state of the ladder while the world is simulated: hidden ratings, visible ranks, games played.

import { UNPLACED } from './match-log.ts';
import type { PlayerTraits } from './player-traits.ts';
import { movedPoints, PLACEMENT_GAMES, placedPoints, ratingChange, winProbability } from './rating.ts';

export interface Ladder {
  readonly ratings: Float64Array;
  /** Visible rank in ladder points, UNPLACED before the placements are finished. */
  standing(player: number): number;
  /** Books one ranked solo game of ten players by slot. */
  book(players: readonly number[], blueWins: boolean): void;
}

const TEAM = 5;

export function createLadder(traits: readonly PlayerTraits[]): Ladder {
  const ratings = Float64Array.from(traits, ({ startRating }) => startRating);
  const games = Int32Array.from(traits, ({ isPlaced }) => (isPlaced ? 1000 : 0));
  const points = Int16Array.from(traits, ({ isPlaced, startRating }) =>
    isPlaced ? Math.round(400 * startRating) : UNPLACED,
  );
  const rating = (player: number) => ratings[player] ?? 0;
  const sum = (players: readonly number[]) => players.reduce((total, player) => total + rating(player), 0);

  function move(player: number, won: boolean, expected: number): void {
    const played = (games[player] ?? 0) + 1;
    ratings[player] = rating(player) + ratingChange(won, expected, played);
    games[player] = played;
    const before = points[player] ?? UNPLACED;
    if (before !== UNPLACED) points[player] = movedPoints(before, won, rating(player));
    else if (played >= PLACEMENT_GAMES) points[player] = placedPoints(rating(player));
  }

  return {
    ratings,
    standing: (player) => points[player] ?? UNPLACED,
    book(players, blueWins) {
      const expectBlue = winProbability(sum(players.slice(0, TEAM)), sum(players.slice(TEAM)));
      players.forEach((player, slot) => {
        const isBlue = slot < TEAM;
        move(player, isBlue === blueWins, isBlue ? expectBlue : 1 - expectBlue);
      });
    },
  };
}
