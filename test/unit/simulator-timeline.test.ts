// The history of the world: simulated forward, the same however it is reached, possible for the people in it.

import { describe, expect, it } from 'vitest';
import { type MatchRecord, SLOTS } from '../../src/simulator/match-log.ts';
import { traitsOf } from '../../src/simulator/player-traits.ts';
import { createTimeline, DAY_MS, type Timeline } from '../../src/simulator/timeline.ts';

const ORIGIN = 20_000 * DAY_MS;
const frame = { seed: 5, players: 100, historyDays: 20, gamesPerDay: 1 };

function timeline(): Timeline {
  const traits = Array.from({ length: frame.players }, (_, i) => traitsOf(frame, i));
  return createTimeline({ frame, traits, originAt: ORIGIN });
}

function records({ log }: Timeline): MatchRecord[] {
  return Array.from({ length: log.size }, (_, index) => log.at(index));
}

const whole = timeline();
whole.advanceTo(ORIGIN + 20 * DAY_MS);
const matches = records(whole);

describe('advanceTo', () => {
  it('reaches the same history in one step and in many', () => {
    const stepped = timeline();
    for (let at = ORIGIN; at <= ORIGIN + 20 * DAY_MS; at += 5_000_000) stepped.advanceTo(at);
    stepped.advanceTo(ORIGIN + 20 * DAY_MS);
    expect(matches.length).toBeGreaterThan(150);
    expect(records(stepped)).toEqual(matches);
  });

  it('never changes what has been', () => {
    const later = timeline();
    later.advanceTo(ORIGIN + 25 * DAY_MS);
    expect(records(later).length).toBeGreaterThan(matches.length);
    expect(records(later).slice(0, matches.length)).toEqual(matches);
  });

  it('depends on the seed', () => {
    const other = { ...frame, seed: 6 };
    const traits = Array.from({ length: frame.players }, (_, i) => traitsOf(other, i));
    const elsewhere = createTimeline({ frame: other, traits, originAt: ORIGIN });
    elsewhere.advanceTo(ORIGIN + 20 * DAY_MS);
    expect(records(elsewhere).slice(0, 5)).not.toEqual(matches.slice(0, 5));
  });
});

describe('a match', () => {
  it('has ten different players and an id that grows with the creation', () => {
    for (const { players } of matches) expect(new Set(players).size).toBe(SLOTS);
    const ids = matches.map(({ gameId }) => gameId);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(matches.map(({ createdAt }) => createdAt)).toEqual(
      matches.map(({ createdAt }) => createdAt).sort((a, b) => a - b),
    );
  });

  it('is found by its id, and by nothing else', () => {
    expect(whole.log.indexOf(matches[17]?.gameId ?? 0)).toBe(17);
    expect(whole.log.indexOf((matches[17]?.gameId ?? 0) + 1)).not.toBe(18);
    expect(whole.log.indexOf(1)).toBeUndefined();
    expect(whole.log.indexOf(9e15)).toBeUndefined();
  });

  it('never overlaps with another game of the same player', () => {
    for (let player = 0; player < frame.players; player++) {
      const games = whole.log.indexesOf(player).map((index) => whole.log.at(index));
      games.slice(1).forEach((game, i) => {
        expect(game.createdAt).toBeGreaterThan(games[i]?.endedAt ?? 0);
      });
    }
  });

  it('is played by people of similar rating', () => {
    const spreads = matches.slice(-100).map(({ players }) => {
      const ratings = players.map((player) => whole.ratings[player] ?? 0);
      return Math.max(...ratings) - Math.min(...ratings);
    });
    const all = Math.max(...whole.ratings) - Math.min(...whole.ratings);
    expect(spreads.reduce((a, b) => a + b) / spreads.length).toBeLessThan(0.6 * all);
  });
});
