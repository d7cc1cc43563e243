// What the world is like: who lives in it, how often they play, and that smurfs are what they are said to be.

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { leagueEntries, levelAt } from '../../src/simulator/standings.ts';
import type { WorldPlayer } from '../../src/simulator/world.ts';
import { DAY_MS, manualClock, NOON, smallSimulator } from './simulator-manual-clock.ts';

const { world } = createSimulator({ seed: 3, players: 300, historyDays: 60, limits: 'none', clock: manualClock() });
const byClass = (name: WorldPlayer['playerClass']) => world.players.filter(({ playerClass }) => playerClass === name);

interface Form {
  readonly games: number;
  readonly wins: number;
  /** Sum of own strength minus mean of the lobby, in tiers. */
  readonly surplus: number;
}

function formOf(players: readonly WorldPlayer[]): Form {
  const rows = players.flatMap((player) =>
    world.historyOf(player).flatMap((index) => {
      const match = world.log.at(index);
      if (match.queueId !== 420 || match.isRemake) return [];
      const slot = match.players.indexOf(player.index);
      const mean = match.strengths.reduce((a, b) => a + b) / 10;
      return [{ won: slot < 5 === match.blueWins, surplus: ((match.strengths[slot] ?? 0) - mean) / 100 }];
    }),
  );
  return {
    games: rows.length,
    wins: rows.filter(({ won }) => won).length,
    surplus: rows.reduce((sum, { surplus }) => sum + surplus, 0),
  };
}

describe('players', () => {
  it('are smurfs in one case of twenty', () => {
    expect(world.players.filter(({ isSmurf }) => isSmurf)).toHaveLength(15);
  });

  it('are banned now and then, mostly smurfs', () => {
    const worlds = [1, 2, 3, 4, 5].map((seed) => smallSimulator({ seed, players: 400, historyDays: 2 }).world);
    const banned = worlds.flatMap(({ players, now }) => players.filter(({ bannedAt }) => bannedAt <= now()));
    expect(banned.length).toBeGreaterThan(10);
    expect(banned.length).toBeLessThan(60);
    expect(banned.filter(({ isSmurf }) => isSmurf).length / banned.length).toBeGreaterThan(0.5);
  });

  it('play about as often as asked for', () => {
    const { games } = formOf(byClass('regular'));
    const perDay = games / byClass('regular').length / 60;
    expect(perDay).toBeGreaterThan(0.7);
    expect(perDay).toBeLessThan(1.1);
  });

  it('are unranked in some cases', () => {
    const unranked = world.players.filter(
      (player) => !world.isBanned(player) && leagueEntries(world, player).length === 0,
    );
    expect(unranked.length).toBeGreaterThan(3);
    expect(unranked.length).toBeLessThan(60);
  });
});

describe('smurfs', () => {
  const smurfs = formOf(byClass('freshsmurf'));
  const honest = formOf(byClass('regular'));

  it('are stronger than their lobbies and win more', () => {
    expect(smurfs.surplus / smurfs.games).toBeGreaterThan(1.3);
    expect(Math.abs(honest.surplus / honest.games)).toBeLessThan(0.2);
    expect(smurfs.wins / smurfs.games).toBeGreaterThan(0.59);
    expect(honest.wins / honest.games).toBeGreaterThan(0.47);
    expect(honest.wins / honest.games).toBeLessThan(0.52);
  });

  it('have young accounts, though not only they', () => {
    const medianLevel = (players: readonly WorldPlayer[]) => {
      const levels = players.map((player) => levelAt(player, world.historyOf(player).length)).sort((a, b) => a - b);
      return levels[Math.floor(levels.length / 2)] ?? 0;
    };
    expect(medianLevel(byClass('freshsmurf'))).toBeLessThan(70);
    expect(medianLevel(byClass('samelevelalt'))).toBeLessThan(70);
    expect(medianLevel(byClass('regular'))).toBeGreaterThan(180);
  });
});

describe('matches', () => {
  const matches = Array.from({ length: world.log.size }, (_, index) => world.log.at(index));
  const share = (test: (match: (typeof matches)[number]) => boolean) => matches.filter(test).length / matches.length;

  it('are remakes in one or two cases of a hundred', () => {
    expect(share(({ isRemake }) => isRemake)).toBeGreaterThan(0.008);
    expect(share(({ isRemake }) => isRemake)).toBeLessThan(0.025);
  });

  it('are played in other queues too', () => {
    expect(share(({ queueId }) => queueId === 440)).toBeGreaterThan(0.05);
    expect(share(({ queueId }) => queueId === 450)).toBeGreaterThan(0.08);
    expect(share(({ queueId }) => queueId === 420)).toBeGreaterThan(0.75);
  });
});

describe('suggestTracked', () => {
  const suggested = world.suggestTracked(3);

  it('names established, honest players with long histories', () => {
    expect(suggested).toHaveLength(3);
    for (const { puuid, riotId, platform } of suggested) {
      const player = world.findByPuuid(puuid);
      expect(player?.riotId).toEqual(riotId);
      expect(player?.playerClass).toBe('regular');
      expect(platform).toBe('euw1');
      expect(player === undefined ? 0 : world.historyOf(player).length).toBeGreaterThan(50);
    }
  });

  it('spreads them over the ladder', () => {
    const skills = suggested.map(({ puuid }) => world.findByPuuid(puuid)?.traits.skill ?? 0);
    expect(skills).toEqual([...skills].sort((a, b) => a - b));
    expect((skills[2] ?? 0) - (skills[0] ?? 0)).toBeGreaterThan(1);
  });
});

describe('createSimulator', () => {
  it('refuses a world that cannot be', () => {
    expect(() => smallSimulator({ players: 5 })).toThrow(RangeError);
    expect(() => smallSimulator({ historyDays: 0 })).toThrow(RangeError);
    expect(() => smallSimulator({ frozenAt: 3 * DAY_MS })).toThrow(RangeError);
  });

  it('begins its history a whole number of days before the day of the first moment', () => {
    expect(world.epochAt).toBe(NOON - DAY_MS / 2);
    expect(world.originAt).toBe(world.epochAt - 60 * DAY_MS);
  });
});
