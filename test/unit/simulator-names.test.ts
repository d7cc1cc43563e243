// Invented names and ids: valid, in several scripts, each player his own.

import { describe, expect, it } from 'vitest';
import { isPuuid, parseRiotId } from '../../src/league/riot-id.ts';
import { diceOf, mix } from '../../src/simulator/hash.ts';
import { inventRiotId, riotIdKey } from '../../src/simulator/names.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

const riotIds = Array.from({ length: 2000 }, (_, i) => inventRiotId(diceOf(mix(7, i))));

describe('inventRiotId', () => {
  it('makes Riot IDs that survive being typed', () => {
    for (const riotId of riotIds) {
      expect(parseRiotId(`${riotId.gameName}#${riotId.tagLine}`)).toEqual(riotId);
      expect([...riotId.gameName].length).toBeGreaterThanOrEqual(3);
      expect([...riotId.gameName].length).toBeLessThanOrEqual(16);
      expect(riotId.tagLine).toMatch(/^[A-Z0-9]{3,5}$/);
    }
  });

  it.each([/\p{Script=Latin}/u, /\p{Script=Hangul}/u, /\p{Script=Cyrillic}/u, /\p{Script=Han}/u, / /])(
    'knows %s',
    (script) => {
      const share = riotIds.filter(({ gameName }) => script.test(gameName)).length / riotIds.length;
      expect(share).toBeGreaterThan(0.03);
    },
  );
});

describe('the players of a world', () => {
  const { world } = smallSimulator({ players: 2000, historyDays: 1 });

  it('have puuids of 78 characters and Riot IDs of their own', () => {
    expect(world.players.every(({ puuid }) => isPuuid(puuid))).toBe(true);
    expect(new Set(world.players.map(({ puuid }) => puuid)).size).toBe(2000);
    expect(new Set(world.players.map(({ riotId }) => riotIdKey(riotId))).size).toBe(2000);
  });

  it('are found without regard to case and blanks', () => {
    const player = world.players.find(({ riotId }) => / /.test(riotId.gameName) && /[A-Z]/.test(riotId.gameName));
    const typed = {
      gameName: player?.riotId.gameName.toUpperCase().replace(' ', '') ?? '',
      tagLine: player?.riotId.tagLine ?? '',
    };
    expect(player).toBeDefined();
    expect(world.findByRiotId(typed)).toBe(player);
  });
});
