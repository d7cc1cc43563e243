// Faults of what is told: puuids, id lists, bodies, names, each as a client meets it.

import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { ask, DAY_MS, item, manualClock, NOON } from '../unit/simulator-manual-clock.ts';
import {
  account,
  clean,
  entries,
  faulty,
  ids,
  list,
  MINUTE_MS,
  match,
  player,
  puuid,
  summoner,
} from './simulator-faulty-world.ts';

describe('puuids', () => {
  it('are foreign on demand', async () => {
    const simulator = faulty({ method: 'league-v4.getLeagueEntriesByPUUID', fault: { kind: 'foreign-puuid' } });
    const message = `Bad Request - Exception decrypting ${puuid}`;
    expect(await ask(simulator, entries)).toMatchObject({ status: 400, body: { status: { message } } });
    expect((await ask(simulator, summoner)).status).toBe(200);
  });

  it('are 36-character UUIDs for a while', async () => {
    const simulator = faulty({ at: { to: 2 }, fault: { kind: 'uuid-puuids' } });
    type Metadata = { metadata: { participants: string[] } };
    for (const expected of [36, 36, 78]) {
      const { metadata } = (await ask(simulator, match)).body as Metadata;
      expect(metadata.participants.map(({ length }) => length)).toEqual(new Array(10).fill(expected));
      expect(new Set(metadata.participants).size).toBe(10);
    }
  });
});

describe('an id list', () => {
  const listed = async (simulator: Simulator, query = 'count=100') => (await ask(simulator, `${list}?${query}`)).body;
  const { world } = clean;
  const owner = world.findByPuuid(puuid);
  const history = owner === undefined ? [] : world.historyOf(owner).map((index) => world.log.at(index));
  const newest = item(history, -1);

  it('is empty under a broken queue filter, and whole without it', async () => {
    const simulator = faulty({ fault: { kind: 'broken-filter', parameter: 'queue', effect: 'empty' } });
    expect(await listed(simulator, 'queue=420')).toEqual([]);
    expect(await listed(simulator)).toEqual(ids);
    expect(simulator.stats().faults).toEqual({ 'broken-filter': 1 });
  });

  it('ignores startTime', async () => {
    const simulator = faulty({ fault: { kind: 'broken-filter', parameter: 'startTime', effect: 'ignored' } });
    const solo = await listed(clean, 'queue=420&count=100');
    expect(await listed(simulator, `startTime=${NOON / 1000}&queue=420&count=100`)).toEqual(solo);
    expect(solo).not.toEqual(ids);
    expect(await listed(clean, `startTime=${NOON / 1000}&queue=420&count=100`)).toEqual([]);
  });

  it('stands still', async () => {
    const since = item(history, -4).endedAt;
    expect(await listed(faulty({ fault: { kind: 'frozen-list', since } }))).toEqual(ids.slice(3));
  });

  it('shrinks', async () => {
    expect(await listed(faulty({ fault: { kind: 'shrunken-list', keep: 5 } }))).toEqual(ids.slice(0, 5));
  });

  it('names matches that are 404', async () => {
    const simulator = faulty({ method: 'match-v5.getMatchIdsByPUUID', fault: { kind: 'ghost-ids', count: 3 } });
    const haunted = (await listed(simulator, 'count=10')) as string[];
    const ghosts = haunted.filter((id) => !ids.includes(id));
    expect(haunted.filter((id) => ids.includes(id))).toEqual(ids.slice(0, 7));
    expect(ghosts).toEqual([haunted[1], haunted[3], haunted[5]]);
    for (const id of ghosts) expect((await ask(simulator, `/europe/lol/match/v5/matches/${id}`)).status).toBe(404);
  });

  it('learns of a match late', async () => {
    const clock = manualClock(newest.endedAt + 30 * MINUTE_MS - 1);
    const simulator = faulty({ fault: { kind: 'late-list', minutes: 30 } }, { clock, epochAt: NOON });
    expect(await listed(simulator, 'count=1')).toEqual([ids[1]]);
    expect((await ask(simulator, match)).status).toBe(200);
    clock.advance(1);
    expect(await listed(simulator, 'count=1')).toEqual([ids[0]]);
  });

  it('learns late of one game in four, and newer ones come before it; their matches are late as well', async () => {
    const whenever = { minutes: 100_000, oneIn: 4 };
    const shown = (await listed(faulty({ fault: { kind: 'late-list', ...whenever } }))) as string[];
    const hidden = ids.filter((id) => !shown.includes(id));
    expect(hidden.length).toBeGreaterThan(ids.length / 8);
    expect(hidden.length).toBeLessThan(ids.length / 2);
    expect(ids.indexOf(item(hidden, -1))).toBeGreaterThan(ids.indexOf(item(shown)));
    const simulator = faulty({ fault: { kind: 'late-match', ...whenever } });
    for (const id of ids.slice(0, 20)) {
      const { status } = await ask(simulator, `/europe/lol/match/v5/matches/${id}`);
      expect(status).toBe(hidden.includes(id) ? 404 : 200);
    }
  });

  it('names a match that is not there yet', async () => {
    const clock = manualClock(newest.endedAt + 30 * MINUTE_MS - 1);
    const simulator = faulty({ fault: { kind: 'late-match', minutes: 30 } }, { clock, epochAt: NOON });
    expect(await listed(simulator, 'count=1')).toEqual([ids[0]]);
    expect((await ask(simulator, match)).status).toBe(404);
    clock.advance(1);
    expect((await ask(simulator, match)).status).toBe(200);
    expect(simulator.stats().faults).toEqual({ 'late-match': 1 });
  });
});

describe('a body', () => {
  it('is cut', async () => {
    const whole = (await ask(clean, match)).text;
    const reply = await ask(faulty({ fault: { kind: 'cut-body' } }), match);
    expect([reply.status, reply.body]).toEqual([200, undefined]);
    expect(reply.text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('has a field of another type, named by its path, in the match that the script means', async () => {
    const fault = { kind: 'wrong-type', path: 'info.participants.3.kills' } as const;
    const simulator = faulty({ idPattern: `^${item(ids)}$`, fault });
    const right = (await ask(clean, match)).body as { info: { participants: object[] } };
    const wrong = (await ask(simulator, match)).body as typeof right;
    expect(wrong).not.toEqual(right);
    expect(item(wrong.info.participants, 3)).toEqual({ ...right.info.participants[3], kills: 'unexpected' });
    const other = `/europe/lol/match/v5/matches/${item(ids, 1)}`;
    expect((await ask(simulator, other)).text).toBe((await ask(clean, other)).text);
  });

  it('has a value of the script', async () => {
    const fault = { kind: 'wrong-type', path: 'info.queueId', value: null } as const;
    expect((await ask(faulty({ fault }), match)).body).toMatchObject({ info: { queueId: null } });
  });

  it('lacks a field, in every participant', async () => {
    const reply = await ask(faulty({ fault: { kind: 'missing-field', path: 'info.participants.*.puuid' } }), match);
    const { info } = reply.body as { info: { participants: object[] } };
    expect(info.participants.filter((row) => 'puuid' in row)).toEqual([]);
    expect(info.participants.every((row) => 'kills' in row)).toBe(true);
  });
});

describe('a renamed player', () => {
  const index = clean.world.findByPuuid(puuid)?.index ?? -1;

  it.each([index, puuid])('has the new name from the moment on, in answers and in newer matches', async (who) => {
    const since = NOON - 10 * DAY_MS;
    const renamed = { gameName: 'Brand New', tagLine: 'NAME' };
    const simulator = faulty({ fault: { kind: 'rename', player: who, since, ...renamed } });
    expect((await ask(simulator, account)).body).toEqual({ puuid, ...renamed });
    const byName = (name: string, tag: string) =>
      ask(simulator, `/europe/riot/account/v1/accounts/by-riot-id/${encodeURIComponent(name)}/${tag}`);
    expect((await byName('brandnew', 'name')).body).toEqual({ puuid, ...renamed });
    expect((await byName(player.riotId.gameName, player.riotId.tagLine)).status).toBe(404);
    expect(simulator.truth().players[index]?.riotId).toBe('Brand New#NAME');
    for (const id of ids.slice(0, 25)) {
      const { info } = (await ask(simulator, `/europe/lol/match/v5/matches/${id}`)).body as {
        info: { gameCreation: number; participants: { puuid: string; riotIdGameName: string }[] };
      };
      const row = info.participants.find((one) => one.puuid === puuid);
      expect(row?.riotIdGameName).toBe(info.gameCreation >= since ? 'Brand New' : player.riotId.gameName);
    }
  });

  it('who is nobody cannot be renamed', () => {
    const fault = { kind: 'rename', player: 9999, since: 0, gameName: 'a', tagLine: 'b' } as const;
    expect(() => faulty({ fault })).toThrow(new RangeError('no player 9999 can be renamed'));
  });
});

describe('a transferred player', () => {
  const since = NOON - 10 * DAY_MS;
  const index = clean.world.findByPuuid(puuid)?.index ?? -1;
  const list = (route: string) => `/${route}/lol/match/v5/matches/by-puuid/${puuid}/ids?count=100`;

  it.each([index, puuid])('lives on the other platform, and the games since are there and only there', async (who) => {
    const simulator = faulty({ fault: { kind: 'transfer', player: who, since, platform: 'na1' } });
    const summoner = `/lol/summoner/v4/summoners/by-puuid/${puuid}`;
    expect((await ask(simulator, `/euw1${summoner}`)).status).toBe(404);
    expect((await ask(simulator, `/na1${summoner}`)).body).toMatchObject({ puuid });
    const region = await ask(simulator, `/europe/riot/account/v1/region/by-game/lol/by-puuid/${puuid}`);
    expect(region.body).toMatchObject({ region: 'na1' });
    const [old, later] = [(await ask(simulator, list('europe'))).body, (await ask(simulator, list('americas'))).body];
    const all = (await ask(clean, list('europe'))).body as string[];
    const told = [...(later as string[]), ...(old as string[])];
    expect(told.map((id) => id.split('_')[1])).toEqual(all.map((id) => id.split('_')[1]));
    expect(new Set(told.map((id) => id.split('_')[0]))).toEqual(new Set(['NA1', 'EUW1']));
    const [newest = ''] = later as string[];
    const there = (await ask(simulator, `/americas/lol/match/v5/matches/${newest}`)).body;
    expect(there).toMatchObject({ metadata: { matchId: newest }, info: { platformId: 'NA1' } });
    for (const path of [`/europe/lol/match/v5/matches/${newest}`, `/europe/lol/match/v5/matches/${all[0]}`]) {
      expect((await ask(simulator, path)).status).toBe(404);
    }
  });

  it('who is nobody cannot be transferred', () => {
    const fault = { kind: 'transfer', player: 9999, since: 0, platform: 'na1' } as const;
    expect(() => faulty({ fault })).toThrow(new RangeError('no player 9999 can be transferred'));
  });
});
