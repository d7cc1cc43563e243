// Time in the simulated world: the same answers for the same moment, new games as the clock moves, a past that stays.

import { describe, expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { ask, DAY_MS, item, manualClock, NOON, smallSimulator } from '../unit/simulator-manual-clock.ts';

/** Everything that a client could read about the first players, as one text. */
async function portrait(simulator: Simulator, players = 12): Promise<string> {
  const lines: string[] = [];
  for (const { puuid } of simulator.world.players.slice(0, players)) {
    const ids = await ask(simulator, `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?count=100`);
    const match = await ask(simulator, `/europe/lol/match/v5/matches/${(ids.body as string[])[0] ?? 'EUW1_1'}`);
    const entries = await ask(simulator, `/euw1/lol/league/v4/entries/by-puuid/${puuid}`);
    const summoner = await ask(simulator, `/euw1/lol/summoner/v4/summoners/by-puuid/${puuid}`);
    lines.push(ids.text, match.text, entries.text, summoner.text, [...summoner.headers].join());
  }
  return lines.join('\n');
}

/** The id list of a player who plays a lot. */
async function idsAt(options: Partial<SimulatorOptions>): Promise<string[]> {
  const simulator = smallSimulator(options);
  const busiest = simulator.world.players.reduce((a, b) => (b.traits.gamesPerDay > a.traits.gamesPerDay ? b : a));
  return (await ask(simulator, `/europe/lol/match/v5/matches/by-puuid/${busiest.puuid}/ids?count=100`))
    .body as string[];
}

describe('a frozen world', () => {
  it('answers byte for byte the same, whenever it is started', async () => {
    const early = smallSimulator({ frozenAt: NOON, clock: manualClock(NOON) });
    const late = smallSimulator({ frozenAt: NOON, clock: manualClock(NOON + 77 * DAY_MS) });
    expect(await portrait(late)).toBe(await portrait(early));
  });

  it('stands still while the clock runs', async () => {
    const clock = manualClock();
    const simulator = smallSimulator({ frozenAt: NOON, clock });
    const before = await portrait(simulator, 3);
    clock.advance(30 * DAY_MS);
    const strip = (text: string) => text.replace(/x-riot-edge-trace-id,[^,\n]+|-count,[^,]+/g, '');
    expect(strip(await portrait(simulator, 3))).toBe(strip(before));
  });

  it('is another one with another seed', async () => {
    expect(await idsAt({ seed: 2, frozenAt: NOON })).not.toEqual(await idsAt({ seed: 1, frozenAt: NOON }));
  });

  it('can be looked at again later when its epoch is named', async () => {
    const epochAt = NOON;
    const first = await idsAt({ frozenAt: NOON, epochAt });
    const second = await idsAt({ frozenAt: NOON + 5 * DAY_MS, epochAt });
    expect(second.length).toBeGreaterThan(first.length);
    expect(second.slice(second.length - first.length)).toEqual(first);
  });
});

describe('a world that follows the clock', () => {
  it('gets new games and keeps the old ones as they were', async () => {
    const clock = manualClock();
    const simulator = smallSimulator({ clock });
    const { puuid } = item(simulator.world.suggestTracked(1));
    const path = `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?count=100`;
    const before = (await ask(simulator, path)).body as string[];
    const newest = `/europe/lol/match/v5/matches/${item(before)}`;
    const text = (await ask(simulator, newest)).text;
    const rank = (await ask(simulator, `/euw1/lol/league/v4/entries/by-puuid/${puuid}`)).text;
    clock.advance(7 * DAY_MS);
    const after = (await ask(simulator, path)).body as string[];
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(after.length - before.length)).toEqual(before);
    expect((await ask(simulator, newest)).text).toBe(text);
    expect((await ask(simulator, `/euw1/lol/league/v4/entries/by-puuid/${puuid}`)).text).not.toBe(rank);
  });

  it('lists and serves a game at the moment of its end, not before', async () => {
    const clock = manualClock();
    const simulator = smallSimulator({ clock });
    const { world } = simulator;
    clock.advance(DAY_MS);
    world.now();
    const match = world.log.at(world.log.size - 1);
    const id = `EUW1_${match.gameId}`;
    const puuid = world.players[match.players[0] ?? 0]?.puuid ?? '';
    const moment = async (now: number) => {
      clock.advance(now - clock.now());
      const list = (await ask(simulator, `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids`)).body as string[];
      return [list.includes(id), (await ask(simulator, `/europe/lol/match/v5/matches/${id}`)).status];
    };
    expect(await moment(match.endedAt - 1)).toEqual([false, 404]);
    expect(await moment(match.endedAt)).toEqual([true, 200]);
  });

  it('shows the rank after the last ended game, win by win', async () => {
    const clock = manualClock();
    const { world, ...simulator } = smallSimulator({ clock });
    const { puuid } = item(world.suggestTracked(1));
    const record = async () => {
      const { body } = await ask({ world, ...simulator }, `/euw1/lol/league/v4/entries/by-puuid/${puuid}`);
      return item(body as { wins: number; losses: number }[]);
    };
    const before = await record();
    clock.advance(5 * DAY_MS);
    const player = world.findByPuuid(puuid);
    const games = player === undefined ? [] : world.historyOf(player).map((index) => world.log.at(index));
    const counted = games.filter((game) => game.queueId === 420 && !game.isRemake && game.endedAt > NOON);
    const wins = counted.filter((game) => game.players.indexOf(player?.index ?? -1) < 5 === game.blueWins).length;
    const after = await record();
    expect(counted.length).toBeGreaterThan(0);
    expect([after.wins - before.wins, after.losses - before.losses]).toEqual([wins, counted.length - wins]);
  });
});
