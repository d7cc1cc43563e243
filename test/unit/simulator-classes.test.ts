// Each class of honest players leaves its mark in the games and in the account, as far as a crawler could see it.

import { describe, expect, it } from 'vitest';
import { pairDuos } from '../../src/simulator/duos.ts';
import { level, of, rise, split, surplus, wins, world } from './simulator-class-world.ts';
import {
  favouriteShare,
  type History,
  mean,
  meanSurplus,
  type PlayedGame,
  playOf,
  winRate,
} from './simulator-histories.ts';
import { DAY_MS } from './simulator-manual-clock.ts';

/** Longest time without a game, from the last game before the sample on, in days. */
function longestGap({ previousAt, games }: History): number {
  const times = [...(previousAt === undefined ? [] : [previousAt]), ...games.map(({ at }) => at)];
  return Math.max(...times.slice(1).map((at, i) => at - (times[i] ?? at))) / DAY_MS;
}

describe('a regular player', () => {
  it('has an old account, wins about half, and belongs into the lobbies', () => {
    expect(level('regular')).toBeGreaterThan(200);
    expect(wins('regular')).toBeGreaterThan(0.46);
    expect(wins('regular')).toBeLessThan(0.51);
    expect(Math.abs(rise('regular'))).toBeLessThan(0.45);
  });
});

describe('a returning player', () => {
  it('was away for 120 days or more before the newest games', () => {
    const gaps = of('returning').map(longestGap);
    expect(gaps.filter((days) => days >= 120).length / gaps.length).toBeGreaterThan(0.85);
    const others = of('regular').map(longestGap);
    expect(others.filter((days) => days >= 120).length / others.length).toBeLessThan(0.12);
  });

  it('has an old account and is stronger than the rank from before', () => {
    expect(level('returning')).toBeGreaterThan(200);
    const since = of('returning').flatMap((history) => split(history).after);
    expect(meanSurplus(since)).toBeGreaterThan(0.5);
    expect(winRate(since)).toBeGreaterThan(wins('regular') + 0.03);
  });
});

it('an improver becomes stronger while it is watched', () => {
  expect(rise('improver')).toBeGreaterThan(rise('regular') + 0.4);
  expect(level('improver')).toBeGreaterThan(200);
});

it('a one-trick plays one champion', () => {
  const share = (history: History) =>
    favouriteShare(history.games.map(({ index }) => playOf(world, history.player, index).championId));
  expect(mean(of('onetrick').slice(0, 12).map(share))).toBeGreaterThan(0.75);
  expect(mean(of('regular').slice(0, 12).map(share))).toBeLessThan(0.45);
});

it('a role-swapper has another main position, in which it is weaker at first', () => {
  const swapped = of('roleswap')
    .map(split)
    .filter(({ before, after }) => before.length >= 10 && after.length >= 20);
  const main = ({ traits }: History['player']) => traits.mainPosition;
  expect(swapped.length).toBeGreaterThan(15);
  const share = (games: readonly PlayedGame[], positions: readonly string[]) =>
    mean(games.map(({ position }) => Number(positions.includes(position))));
  const usual = of('roleswap').map((history) => {
    const old = ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'][main(history.player)] ?? '';
    const { before, after } = split(history);
    return before.length < 10 ? undefined : share(before, [old]) - share(after, [old]);
  });
  expect(mean(usual.filter((change) => change !== undefined))).toBeGreaterThan(0.35);
  const loss = swapped.map(({ before, after }) => meanSurplus(before) - meanSurplus(after.slice(0, 12)));
  expect(mean(loss)).toBeGreaterThan(0.3);
});

describe('a boosted player', () => {
  const friends = pairDuos(world.players.map(({ traits }) => traits));
  const paired = () => of('duoboosted').filter(({ player }) => (friends[player.index] ?? -1) >= 0);
  const together = ({ player, games }: History) =>
    games.filter(({ mates }) => mates.includes(friends[player.index] ?? -1));
  const alone = ({ player, games }: History) =>
    games.filter(({ mates }) => !mates.includes(friends[player.index] ?? -1));

  it('plays beside the same strong friend, and wins with the friend', () => {
    expect(paired().length).toBeGreaterThan(25);
    expect(mean(paired().map((history) => together(history).length / history.games.length))).toBeGreaterThan(0.3);
    expect(winRate(paired().flatMap(together))).toBeGreaterThan(winRate(paired().flatMap(alone)) + 0.06);
  });

  it('is no stronger than the lobby', () => {
    expect(surplus('duoboosted')).toBeLessThan(surplus('regular'));
  });

  it('never meets the friend on the other side', () => {
    for (const { player } of paired()) {
      const friend = friends[player.index] ?? -1;
      const games = world.historyOf(player).map((index) => world.log.at(index).players);
      const apart = games.filter(
        (players) => players.includes(friend) && players.indexOf(friend) < 5 !== players.indexOf(player.index) < 5,
      );
      // Before they met, chance may have brought them together.
      expect(apart.length / games.length).toBeLessThan(0.1);
    }
  });
});

it('a new talent has a young account, is better than its first rank, and no smurf', () => {
  expect(level('newtalent')).toBeLessThan(60);
  expect(surplus('newtalent')).toBeGreaterThan(0.2);
  expect(surplus('newtalent')).toBeLessThan(1.2);
  expect(of('newtalent').some(({ player }) => player.isSmurf)).toBe(false);
});

it('an alt has a young account and belongs where it is', () => {
  expect(level('samelevelalt')).toBeLessThan(60);
  expect(Math.abs(surplus('samelevelalt') - surplus('regular'))).toBeLessThan(0.3);
});
