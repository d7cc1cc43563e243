// One match in detail: what must hold in every game, whatever the dice say.

import { describe, expect, it } from 'vitest';
import { type MatchSheet, matchSheet } from '../../src/simulator/match-sheet.ts';
import { objectiveNames } from '../../src/simulator/objectives.ts';
import { smallSimulator } from './simulator-manual-clock.ts';

const { world } = smallSimulator({ seed: 12, historyDays: 20 });
world.now();

const sheets: MatchSheet[] = Array.from({ length: world.log.size }, (_, index) => {
  const match = world.log.at(index);
  const players = match.players.flatMap((player) => world.players[player]?.traits ?? []);
  return matchSheet({ seed: 12, index, match, players });
});
const onTheRift = sheets.filter(({ match }) => match.queueId !== 450);

describe('a match sheet', () => {
  it('has ten different champions', () => {
    for (const { draft } of sheets) expect(new Set(draft.picks.map(({ championId }) => championId)).size).toBe(10);
  });

  it('has ten bans on the Rift, never of a champion that is played', () => {
    for (const { draft } of onTheRift) {
      const picked = draft.picks.map(({ championId }) => championId);
      expect(draft.bans).toHaveLength(10);
      expect(draft.bans.filter((championId) => picked.includes(championId))).toEqual([]);
    }
    expect(sheets.filter(({ draft }) => draft.bans.length === 0)).toHaveLength(sheets.length - onTheRift.length);
  });

  it.each(objectiveNames)('gives the first %s to a team that took one', (name) => {
    const taken = sheets.filter(({ objectives: { teams } }) => teams[0][name] + teams[1][name] > 0);
    for (const { objectives } of taken) expect(objectives.teams[objectives.first[name]][name]).toBeGreaterThan(0);
  });

  it('hands out as many towers as the team took', () => {
    for (const { objectives, towerKills } of sheets) {
      const blue = towerKills.slice(0, 5).reduce((a, b) => a + b);
      const red = towerKills.slice(5).reduce((a, b) => a + b);
      expect([blue, red]).toEqual(objectives.teams.map(({ tower }) => tower));
    }
  });

  it('takes players to their own champions most of the time', () => {
    const counts = new Map<string, Map<string, number>>();
    for (const { players, draft } of onTheRift) {
      players.forEach(({ puuid }, slot) => {
        const own = counts.get(puuid) ?? new Map<string, number>();
        counts.set(puuid, own);
        const name = draft.picks[slot]?.championName ?? '';
        own.set(name, (own.get(name) ?? 0) + 1);
      });
    }
    const frequent = [...counts.values()]
      .map((own) => [...own.values()])
      .filter((own) => own.reduce((a, b) => a + b) >= 15);
    const favourite = frequent.map((own) => Math.max(...own) / own.reduce((a, b) => a + b));
    const mean = favourite.reduce((a, b) => a + b) / favourite.length;
    expect(mean).toBeGreaterThan(0.22);
    expect(mean).toBeLessThan(0.5);
  });
});
