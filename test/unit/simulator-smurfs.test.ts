// Each class of smurfs leaves its mark in the games and in the account, as far as a crawler could see it.

import { describe, expect, it } from 'vitest';
import { level, meanOf, of, rise, split, surplus, wins, world } from './simulator-class-world.ts';
import { type History, mean, meanSurplus, type PlayedGame, playOf, third, winRate } from './simulator-histories.ts';

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
