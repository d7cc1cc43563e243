// Stat lines by position against what is known of ranked solo games.

import { describe, expect, it } from 'vitest';
import { teamPositions } from '../../src/league/match.ts';
import { type Performance, playOut, type StatLine } from '../../src/simulator/performance.ts';
import { manualClock, smallSimulator } from './simulator-manual-clock.ts';

/** Means by position. Source: public match captures, ranked solo, n = 46,519 participants, rounded. */
const expected = {
  TOP: { kills: 5.8, deaths: 6.1, assists: 5.6, cs: 6.6, vision: 0.63, gold: 409, damage: 787 },
  JUNGLE: { kills: 7.5, deaths: 6.1, assists: 8.2, cs: 6.2, vision: 0.84, gold: 429, damage: 681 },
  MIDDLE: { kills: 7, deaths: 6.1, assists: 6.9, cs: 6.6, vision: 0.64, gold: 414, damage: 815 },
  BOTTOM: { kills: 7.7, deaths: 6.3, assists: 7.2, cs: 6.8, vision: 0.65, gold: 443, damage: 801 },
  UTILITY: { kills: 2.8, deaths: 6.3, assists: 13.8, cs: 1.26, vision: 2.14, gold: 306, damage: 438 },
};
const TOLERANCE = 0.15;

const clock = manualClock();
const { world } = smallSimulator({ seed: 9, players: 200, historyDays: 60, clock });
world.now();

interface Game extends Performance {
  readonly minutes: number;
  readonly blueWins: boolean;
}

function playedIn(queueId: number): Game[] {
  return Array.from({ length: world.log.size }, (_, index) => ({ index, match: world.log.at(index) }))
    .filter(({ match }) => match.queueId === queueId && !match.isRemake)
    .map(({ index, match }) => {
      const players = match.players.flatMap((player) => world.players[player]?.traits ?? []);
      return { ...playOut({ seed: 9, index, match, players }), minutes: match.duration / 60, blueWins: match.blueWins };
    });
}

const games = playedIn(420);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function meansOf(position: number) {
  const rows = games.flatMap(({ lines, minutes }) =>
    [lines[position], lines[position + 5]].flatMap((line) => (line === undefined ? [] : [{ line, minutes }])),
  );
  const perMinute = (value: (line: StatLine) => number) => mean(rows.map(({ line, minutes }) => value(line) / minutes));
  return {
    kills: mean(rows.map(({ line }) => line.kills)),
    deaths: mean(rows.map(({ line }) => line.deaths)),
    assists: mean(rows.map(({ line }) => line.assists)),
    cs: perMinute((line) => line.minions + line.neutralMinions),
    vision: perMinute((line) => line.visionScore),
    gold: perMinute((line) => line.goldEarned),
    damage: perMinute((line) => line.championDamage),
  };
}

describe('the means of a position', () => {
  it.each(teamPositions.map((position, index) => [position, index] as const))('are those of %s', (position, index) => {
    const means = meansOf(index);
    for (const [name, value] of Object.entries(expected[position])) {
      const ratio = means[name as keyof typeof means] / value;
      expect(ratio, `${position} ${name}`).toBeGreaterThan(1 - TOLERANCE);
      expect(ratio, `${position} ${name}`).toBeLessThan(1 + TOLERANCE);
    }
  });
});

describe('a game', () => {
  const sum = (lines: readonly StatLine[], value: (line: StatLine) => number) =>
    lines.reduce((s, line) => s + value(line), 0);

  it('has as many deaths as kills of the other team', () => {
    for (const { lines } of games) {
      expect(sum(lines.slice(0, 5), ({ kills }) => kills)).toBe(sum(lines.slice(5), ({ deaths }) => deaths));
      expect(sum(lines.slice(5), ({ kills }) => kills)).toBe(sum(lines.slice(0, 5), ({ deaths }) => deaths));
    }
  });

  it('lasts about 29 minutes', () => {
    expect(mean(games.map(({ minutes }) => minutes))).toBeGreaterThan(27);
    expect(mean(games.map(({ minutes }) => minutes))).toBeLessThan(31);
  });

  it('goes to the team with the kills: 7.5 for each winner, 4.9 for each loser', () => {
    const winners = games.map(
      ({ lines, blueWins }) => sum(blueWins ? lines.slice(0, 5) : lines.slice(5), ({ kills }) => kills) / 5,
    );
    const losers = games.map(
      ({ lines, blueWins }) => sum(blueWins ? lines.slice(5) : lines.slice(0, 5), ({ kills }) => kills) / 5,
    );
    expect(mean(winners)).toBeGreaterThan(6.7);
    expect(mean(winners)).toBeLessThan(8.2);
    expect(mean(losers)).toBeGreaterThan(4.4);
    expect(mean(losers)).toBeLessThan(5.4);
  });
});

it('the Howling Abyss has twice the kills and no wards', () => {
  const lines = playedIn(450).flatMap((game) => game.lines);
  expect(mean(lines.map(({ kills }) => kills))).toBeGreaterThan(8.5);
  expect(mean(lines.map(({ kills }) => kills))).toBeLessThan(13);
  expect(lines.every(({ visionScore }) => visionScore === 0)).toBe(true);
});
