// Each class of players leaves its mark in the games and in the account, as far as a crawler could see it.

import { describe, expect, it } from 'vitest';
import { pairDuos } from '../../src/simulator/duos.ts';
import type { PlayerClass } from '../../src/simulator/player-classes.ts';
import {
  favouriteShare,
  type History,
  historiesOf,
  mean,
  meanSurplus,
  type PlayedGame,
  playOf,
  third,
  winRate,
} from './simulator-histories.ts';
import { DAY_MS, smallSimulator } from './simulator-manual-clock.ts';

/** Enough of each class for a mean; more smurfs than usual. */
const classShares = {
  improver: 0.05,
  onetrick: 0.04,
  roleswap: 0.04,
  returning: 0.05,
  duoboosted: 0.04,
  newtalent: 0.05,
  samelevelalt: 0.05,
  freshsmurf: 0.05,
  mildsmurf: 0.05,
  derank: 0.05,
  piloted: 0.05,
};
const { world } = smallSimulator({ seed: 21, players: 1000, historyDays: 200, classShares });
world.now();

const known = new Map<PlayerClass, readonly History[]>();

function of(playerClass: PlayerClass): readonly History[] {
  const histories = known.get(playerClass) ?? historiesOf(world, playerClass);
  known.set(playerClass, histories);
  expect(histories.length, playerClass).toBeGreaterThanOrEqual(playerClass === 'derank' ? 38 : 35);
  return histories;
}

/** Over the players of a class. */
const meanOf = (playerClass: PlayerClass, value: (history: History) => number) => mean(of(playerClass).map(value));
const level = (playerClass: PlayerClass) => meanOf(playerClass, (history) => history.level);
const wins = (playerClass: PlayerClass) => meanOf(playerClass, ({ games }) => winRate(games));
const surplus = (playerClass: PlayerClass) => meanOf(playerClass, ({ games }) => meanSurplus(games));
const rise = (playerClass: PlayerClass) =>
  meanOf(playerClass, ({ games }) => meanSurplus(third(games, 2)) - meanSurplus(third(games, 0)));

function split({ games, player }: History): { before: PlayedGame[]; after: PlayedGame[] } {
  const { day } = player.traits.course;
  return { before: games.filter((game) => game.day < day), after: games.filter((game) => game.day >= day) };
}

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

describe('a fresh smurf', () => {
  it('has a young account, wins, and is far stronger than the lobby', () => {
    expect(level('freshsmurf')).toBeLessThan(60);
    expect(wins('freshsmurf')).toBeGreaterThan(0.58);
    expect(surplus('freshsmurf')).toBeGreaterThan(1.5);
  });

  it('climbs into harder lobbies, where it wins less', () => {
    const climb = meanOf('freshsmurf', ({ games }) => lobbyRank(third(games, 2)) - lobbyRank(third(games, 0)));
    expect(climb).toBeGreaterThan(0.3);
    expect(
      Math.abs(meanOf('regular', ({ games }) => lobbyRank(third(games, 2)) - lobbyRank(third(games, 0)))),
    ).toBeLessThan(0.2);
    expect(rise('freshsmurf')).toBeLessThan(-0.3);
  });

  it('has a visible rank that lags behind the lobbies', () => {
    const lag = (history: History) =>
      mean(history.games.flatMap(({ rank, lobbyRank: lobby }) => (rank === undefined ? [] : [lobby - rank])));
    expect(meanOf('freshsmurf', lag)).toBeGreaterThan(meanOf('regular', lag) + 0.06);
  });
});

const lobbyRank = (games: readonly PlayedGame[]) => mean(games.map((game) => game.lobbyRank));

it('a mild smurf has a young account and is somewhat stronger than the lobby, less than a fresh one', () => {
  expect(level('mildsmurf')).toBeLessThan(60);
  expect(surplus('mildsmurf')).toBeGreaterThan(0.4);
  expect(surplus('mildsmurf')).toBeLessThan(1.4);
  expect(wins('mildsmurf')).toBeGreaterThan(wins('regular') + 0.03);
});

describe('a deranker', () => {
  const LOW = -1.6;
  const thrown = ({ games }: History) => games.filter((game) => game.surplus < LOW);
  const meant = ({ games }: History) => games.filter((game) => game.surplus >= LOW);

  it('throws part of the games, and hardly wins those', () => {
    const share = meanOf('derank', (history) => thrown(history).length / history.games.length);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.45);
    expect(winRate(of('derank').flatMap(thrown))).toBeLessThan(0.3);
    expect(meanOf('regular', (history) => thrown(history).length / history.games.length)).toBeLessThan(0.05);
  });

  it('is far stronger in the others, and so holds its rank', () => {
    expect(winRate(of('derank').flatMap(meant))).toBeGreaterThan(0.58);
    expect(meanSurplus(of('derank').flatMap(meant))).toBeGreaterThan(1.3);
    expect(Math.abs(wins('derank') - 0.5)).toBeLessThan(0.04);
    const drift = ({ games }: History) =>
      (games.at(-1)?.rank ?? 0) - (games.find(({ rank }) => rank !== undefined)?.rank ?? 0);
    expect(Math.abs(meanOf('derank', drift))).toBeLessThan(0.3);
  });

  it('has fewer kills and more deaths where it throws', () => {
    const ratio = (history: History, games: readonly PlayedGame[]) =>
      games
        .map(({ index }) => playOf(world, history.player, index).line)
        .map(({ kills, assists, deaths }) => Math.log((kills + assists + 1) / (deaths + 1)));
    const some = of('derank').slice(0, 15);
    expect(mean(some.flatMap((history) => ratio(history, thrown(history)))) + 0.5).toBeLessThan(
      mean(some.flatMap((history) => ratio(history, meant(history)))),
    );
  });

  it('plays on young and on old accounts', () => {
    const young = of('derank').filter((history) => history.level < 80).length / of('derank').length;
    expect(young).toBeGreaterThan(0.35);
    expect(young).toBeLessThan(0.85);
  });
});

describe('a piloted account', () => {
  it('is old, and plays on another level from one moment on', () => {
    expect(level('piloted')).toBeGreaterThan(200);
    const both = of('piloted')
      .map(split)
      .filter(({ before, after }) => before.length >= 5 && after.length >= 5);
    expect(both.length).toBeGreaterThan(25);
    expect(mean(both.map(({ before, after }) => meanSurplus(after) - meanSurplus(before)))).toBeGreaterThan(1.3);
    expect(winRate(both.flatMap(({ after }) => after))).toBeGreaterThan(
      winRate(both.flatMap(({ before }) => before)) + 0.08,
    );
  });

  it('changes the champions with the person', () => {
    const favourite = (history: History, games: readonly PlayedGame[]) => {
      const picks = games.map(({ index }) => playOf(world, history.player, index).championId);
      return [...picks].sort(
        (a, b) => picks.filter((id) => id === b).length - picks.filter((id) => id === a).length,
      )[0];
    };
    const both = of('piloted')
      .filter((history) => Math.min(split(history).before.length, split(history).after.length) >= 10)
      .slice(0, 15);
    const changed = both.filter(
      (history) => favourite(history, split(history).before) !== favourite(history, split(history).after),
    );
    expect(both.length).toBeGreaterThan(8);
    expect(changed.length / both.length).toBeGreaterThan(0.7);
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
