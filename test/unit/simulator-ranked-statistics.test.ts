// 5,000 simulated ranked games against what real ones look like: spread and mean by position, duration, win rates.

import { describe, expect, it } from 'vitest';
import { type TeamPosition, teamPositions } from '../../src/league/match.ts';
import { playOut } from '../../src/simulator/performance.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

type Metric = 'kills' | 'deaths' | 'assists' | 'csPerMinute' | 'visionPerMinute';
type Moments = readonly [mean: number, sd: number];

/**
 * Mean and standard deviation. Source: public match captures, ranked solo, no remakes, 300 s or longer, n = 46,519
 * participants of 4,653 matches, rounded.
 */
const known: Readonly<Record<TeamPosition, Readonly<Record<Metric, Moments>>>> = {
  TOP: {
    kills: [5.83, 4.39],
    deaths: [6.14, 3.38],
    assists: [5.64, 4.36],
    csPerMinute: [6.62, 1.46],
    visionPerMinute: [0.635, 0.238],
  },
  JUNGLE: {
    kills: [7.49, 5],
    deaths: [6.06, 3.46],
    assists: [8.19, 5.06],
    csPerMinute: [6.21, 1.29],
    visionPerMinute: [0.84, 0.309],
  },
  MIDDLE: {
    kills: [7.04, 4.89],
    deaths: [6.1, 3.45],
    assists: [6.89, 4.65],
    csPerMinute: [6.55, 1.48],
    visionPerMinute: [0.637, 0.255],
  },
  BOTTOM: {
    kills: [7.68, 5.51],
    deaths: [6.29, 3.46],
    assists: [7.17, 4.56],
    csPerMinute: [6.82, 1.49],
    visionPerMinute: [0.646, 0.261],
  },
  UTILITY: {
    kills: [2.8, 2.9],
    deaths: [6.34, 3.49],
    assists: [13.76, 7.5],
    csPerMinute: [1.26, 0.682],
    visionPerMinute: [2.14, 0.735],
  },
};
/** Seconds; same source. */
const KNOWN_DURATION: Moments = [1733, 420];
const TOLERANCE = 0.1;

/** 90 % interval of the true spread of win rates. Source: the same captures, 461 players with 15 games or more. */
const WIN_RATE_SD = { from: 0, to: 0.045 };
const FEWEST_GAMES = 15;

const GAMES = 5000;
const SEED = 9;
const { world } = smallSimulator({ seed: SEED, players: 500, historyDays: 140 });
world.now();

const games = Array.from({ length: world.log.size }, (_, index) => ({ index, match: world.log.at(index) }))
  .filter(({ match }) => match.queueId === 420 && !match.isRemake && match.duration >= 300)
  .slice(0, GAMES);

const rows = games.flatMap(({ index, match }) => {
  const players = match.players.flatMap((player) => world.players[player] ?? []);
  const { lines } = playOut({ seed: SEED, index, match, players: players.map(({ traits }) => traits) });
  const minutes = match.duration / 60;
  return lines.map((line, slot) => ({
    position: teamPositions[slot % teamPositions.length],
    player: players[slot],
    hasWon: slot < teamPositions.length === match.blueWins,
    kills: line.kills,
    deaths: line.deaths,
    assists: line.assists,
    csPerMinute: (line.minions + line.neutralMinions) / minutes,
    visionPerMinute: line.visionScore / minutes,
  }));
});

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(variance)];
}

/** "5.74 (-2 %)": a figure and its distance from what is known. */
function shown(value: number, expected: number): string {
  const percent = Math.round(100 * (value / expected - 1));
  return `${value.toPrecision(3)} (${percent > 0 ? '+' : ''}${percent} %)`;
}

function check(what: string, [mean, sd]: Moments, [knownMean, knownSd]: Moments): object {
  for (const [name, value, expected] of [
    ['mean', mean, knownMean],
    ['sd', sd, knownSd],
  ] as const) {
    expect(value / expected, `${what}, ${name} ${value}, known ${expected}`).toBeGreaterThan(1 - TOLERANCE);
    expect(value / expected, `${what}, ${name} ${value}, known ${expected}`).toBeLessThan(1 + TOLERANCE);
  }
  return { mean: shown(mean, knownMean), sd: shown(sd, knownSd) };
}

describe(`over ${GAMES} ranked games`, () => {
  it('there are so many', () => expect(games).toHaveLength(GAMES));

  it('means and standard deviations by position, and of the duration, are within 10 % of real ones', () => {
    const durations = games.map(({ match }) => match.duration);
    const table: Record<string, object> = { duration: check('duration', momentsOf(durations), KNOWN_DURATION) };
    for (const position of teamPositions) {
      const here = rows.filter((row) => row.position === position);
      for (const metric of Object.keys(known[position]) as Metric[]) {
        const moments = momentsOf(here.map((row) => row[metric]));
        table[`${position} ${metric}`] = check(`${position} ${metric}`, moments, known[position][metric]);
      }
    }
    console.table(table);
  });

  it('honest players differ no more in win rate than real ones', () => {
    const tally = new Map<number, { games: number; wins: number }>();
    for (const { player, hasWon } of rows) {
      if (player === undefined || player.isSmurf) continue;
      const { games: played, wins } = tally.get(player.index) ?? { games: 0, wins: 0 };
      tally.set(player.index, { games: played + 1, wins: wins + (hasWon ? 1 : 0) });
    }
    const players = [...tally.values()].filter(({ games: played }) => played >= FEWEST_GAMES);
    const rates = players.map(({ games: played, wins }) => wins / played);
    const [mean, observed] = momentsOf(rates);
    const noises = players.map(({ games: played }, i) => ((rates[i] ?? 0) * (1 - (rates[i] ?? 0))) / played);
    const [noise] = momentsOf(noises);
    const trueSd = Math.sqrt(Math.max(0, observed ** 2 - noise));
    console.table({ 'win rate': { players: players.length, mean, observed, noise: Math.sqrt(noise), trueSd } });
    expect(players.length).toBeGreaterThan(300);
    expect(trueSd).toBeGreaterThanOrEqual(WIN_RATE_SD.from);
    expect(trueSd).toBeLessThanOrEqual(WIN_RATE_SD.to);
    expect(observed).toBeLessThan(Math.sqrt(noise + WIN_RATE_SD.to ** 2));
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  });
});
