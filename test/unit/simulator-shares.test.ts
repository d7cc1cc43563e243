// How many players of each class there are, that their levels and styles spread as they should, and that all may be chosen.

import { describe, expect, it } from 'vitest';
import {
  classOf,
  DEFAULT_SHARES,
  isSmurfClass,
  type PlayerClass,
  playerClasses,
} from '../../src/simulator/player-classes.ts';
import { historiesOf, mean, playOf } from './simulator-histories.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

function classesOf(seed: number, size: number, shares = DEFAULT_SHARES): PlayerClass[] {
  return Array.from({ length: size }, (_, index) => classOf({ seed, index }, shares));
}

describe('the classes of a world', () => {
  it('have the shares of the default, smurfs one in twenty, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const classes = classesOf(seed, 4000);
      expect(classes.filter(isSmurfClass)).toHaveLength(200);
      for (const [name, share] of Object.entries(DEFAULT_SHARES)) {
        const count = classes.filter((one) => one === name).length;
        expect(Math.abs(count - 4000 * share), `${name}: ${count}`).toBeLessThan(4);
      }
      expect(new Set(classes)).toEqual(new Set(playerClasses));
    }
  });

  it('hold one smurf in each twenty players, in no fixed place', () => {
    const classes = classesOf(7, 400);
    const places = Array.from({ length: 20 }, (_, block) => {
      const smurfs = classes.slice(20 * block, 20 * (block + 1)).map(isSmurfClass);
      expect(smurfs.filter(Boolean)).toHaveLength(1);
      return smurfs.indexOf(true);
    });
    expect(new Set(places).size).toBeGreaterThan(8);
  });

  it('can be chosen', () => {
    expect(new Set(classesOf(1, 100, {}))).toEqual(new Set(['regular']));
    const chosen = classesOf(1, 1000, { freshsmurf: 0.1, derank: 0.1, returning: 0.3 });
    expect(chosen.filter((name) => name === 'regular')).toHaveLength(500);
    expect(Math.abs(chosen.filter((name) => name === 'derank').length - 100)).toBeLessThan(4);
    const { players } = smallSimulator({ classShares: { piloted: 0.5 } }).world;
    expect(players.filter(({ isSmurf }) => isSmurf)).toHaveLength(60);
  });

  it.each([{ derank: 0.6, piloted: 0.5 }, { derank: -0.1 }, { derank: Number.NaN }])('cannot be %o', (classShares) => {
    expect(() => smallSimulator({ classShares })).toThrow(/shares of classes/);
  });

  it('are told with the truth', () => {
    const told = smallSimulator({ players: 2000, historyDays: 1 }).truth().players;
    expect(new Set(told.map((player) => player.class))).toEqual(new Set(playerClasses));
    for (const player of told) expect(player.isSmurf).toBe(isSmurfClass(player.class));
  });
});

it('the levels of established accounts can be those of another server', () => {
  const levels = (levelFactor: number) =>
    smallSimulator({ players: 400, historyDays: 1, levelFactor }).world.players.map(({ traits }) => traits);
  const [here, there] = [levels(1), levels(0.6)];
  const old = here.flatMap(({ isYoung, level }, i) => (isYoung ? [] : [(there[i]?.level ?? 0) / level]));
  expect(mean(old)).toBeGreaterThan(0.59);
  expect(mean(old)).toBeLessThan(0.63);
  expect(there.filter(({ isYoung }) => isYoung).map(({ level }) => level)).toEqual(
    here.filter(({ isYoung }) => isYoung).map(({ level }) => level),
  );
});

describe('personal style', () => {
  const { world } = smallSimulator({ seed: 5, players: 400, historyDays: 90, classShares: {} });
  const lines = historiesOf(world, 'regular').map(({ player, games }) =>
    games
      .filter(
        ({ position }) => position === ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'][player.traits.mainPosition],
      )
      .map(({ index, won }) => ({
        ...playOf(world, player, index).line,
        sign: won ? 1 : -1,
        position: player.traits.mainPosition,
      })),
  );

  /** Variance between players of a value that is centred by position and result: of the means, less what chance gives. */
  function between(value: (line: (typeof lines)[number][number]) => number): number {
    const all = lines.flat();
    const key = ({ sign, position }: (typeof all)[number]) => `${sign}${position}`;
    const groups = new Map<string, number[]>();
    for (const line of all) {
      const group = groups.get(key(line)) ?? [];
      group.push(value(line));
      groups.set(key(line), group);
    }
    const centres = new Map([...groups].map(([name, values]) => [name, mean(values)]));
    const players = lines
      .filter((games) => games.length >= 8)
      .map((games) => games.map((line) => value(line) - (centres.get(key(line)) ?? 0)));
    const within = players.map(
      (values) => values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1) / values.length,
    );
    return mean(players.map((values) => mean(values) ** 2)) - mean(within);
  }

  /**
   * Source: public match captures, 436 players with >= 8 games: between-player variance of the residuals .038 and .132 in
   * units of a variance of .75 (log of kills and assists over deaths) and .17 (log vision against the opponent).
   */
  it('spreads between players as much as in reality', () => {
    const combat = between(({ kills, assists, deaths }) => Math.log((kills + assists + 1) / (deaths + 1))) / 0.75;
    expect(combat).toBeGreaterThan(0.02);
    expect(combat).toBeLessThan(0.06);
    const vision = between(({ visionScore }) => Math.log(visionScore + 1)) / 0.17;
    expect(vision).toBeGreaterThan(0.07);
    expect(vision).toBeLessThan(0.2);
  });
});
