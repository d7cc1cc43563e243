// Odd games: one of each kind by its id, and mixed into histories by a script.

import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../src/simulator/fault-script.ts';
import { type OddKind, oddKindNames } from '../../src/simulator/odd-kinds.ts';
import { ask, item, manualClock, NOON, smallSimulator } from '../unit/simulator-manual-clock.ts';

type Row = Readonly<Record<string, unknown>>;

interface WireMatch {
  readonly metadata: { readonly matchId: string; readonly participants: readonly string[] };
  readonly info: Row & { readonly participants: readonly Row[]; readonly teams: readonly Row[] };
}

const simulator = smallSimulator();
const ids = simulator.oddMatchIds();

async function matchOf(matchId: string | undefined, from = simulator): Promise<WireMatch> {
  const { status, body } = await ask(from, `/europe/lol/match/v5/matches/${matchId}`);
  expect(status).toBe(200);
  return body as WireMatch;
}

const of = (kind: OddKind) => matchOf(ids[kind]);
const column = ({ info }: WireMatch, name: string) => info.participants.map((row) => row[name]);
const all = (value: unknown, length = 10) => new Array(length).fill(value);

describe('the odd game of a kind', () => {
  it('is served by an id that nobody lists', async () => {
    expect(Object.keys(ids)).toEqual(oddKindNames);
    for (const id of Object.values(ids)) expect((await matchOf(id)).metadata.matchId).toBe(id);
    expect(new Set(Object.values(ids)).size).toBe(oddKindNames.length);
  });

  it('is 404 on another route', async () => {
    expect((await ask(simulator, `/asia/lol/match/v5/matches/${ids.remake}`)).status).toBe(404);
  });

  it('remake: no positions, one team surrendered early', async () => {
    const match = await of('remake');
    expect(match.info['gameDuration']).toBe(150);
    expect(column(match, 'gameEndedInEarlySurrender')).toEqual(all(true));
    expect(column(match, 'teamEarlySurrendered').filter(Boolean)).toHaveLength(5);
    expect(column(match, 'teamPosition')).toEqual(all(''));
  });

  it('short-surrender: under 300 seconds and a result', async () => {
    const match = await of('short-surrender');
    expect(match.info['gameDuration']).toBe(240);
    expect(column(match, 'gameEndedInEarlySurrender')).toEqual(all(false));
    expect(column(match, 'gameEndedInSurrender')).toEqual(all(true));
  });

  it('aborted: ten in metadata, nothing else but the time of its end', async () => {
    const { metadata, info } = await of('aborted');
    expect(new Set(metadata.participants).size).toBe(10);
    expect(info).toMatchObject({ endOfGameResult: 'Abort_Unexpected', participants: [], teams: [], platformId: '' });
    expect([info['gameCreation'], info['gameId'], info['queueId'], info['mapId']]).toEqual([0, 0, 0, 0]);
    expect(info['gameEndTimestamp']).toBeGreaterThan(0);
  });

  it('empty: nobody in metadata, a moment for a duration', async () => {
    const { metadata, info } = await of('empty');
    expect([metadata.participants, info.participants]).toEqual([[], []]);
    expect(info['gameDuration']).toBeGreaterThan(1e12);
    expect(info).not.toHaveProperty('gameEndTimestamp');
  });

  it('abort-unexpected: says so of an ordinary game', async () => {
    const match = await of('abort-unexpected');
    expect(match.info).toMatchObject({ endOfGameResult: 'Abort_Unexpected', queueId: 420, gameDuration: 1700 });
    expect(column(match, 'gameEndedInEarlySurrender')).toEqual(all(false));
  });

  it('aram: no positions', async () => {
    const match = await of('aram');
    expect(match.info).toMatchObject({ gameMode: 'ARAM', mapId: 12, queueId: 450 });
    expect(column(match, 'individualPosition')).toEqual(all('Invalid'));
  });

  it('bots: five humans, and five of one puuid whom metadata does not list', async () => {
    const match = await of('bots');
    expect(match.metadata.participants).toEqual(column(match, 'puuid').slice(0, 5));
    expect(column(match, 'puuid').slice(5)).toEqual(all('BOT', 5));
    expect(column(match, 'participantId')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(column(match, 'challenges').map((one) => one === undefined)).toEqual([...all(false, 5), ...all(true, 5)]);
    expect(String(item(match.info.participants, 9)['summonerName'])).toMatch(/^\w+ bot$/);
    expect(column(match, 'win').slice(5)).toEqual(all(column(match, 'win')[0] !== true, 5));
  });

  it.each([
    ['arena-8', 8, 2],
    ['arena-16', 16, 2],
    ['arena-18', 18, 3],
  ] as const)('%s: %i players in subteams of %i, places, teams 100 and 0', async (kind, players, size) => {
    const match = await of(kind);
    expect(match.info).toMatchObject({ gameMode: 'CHERRY', mapId: 30, queueId: kind === 'arena-18' ? 1750 : 1700 });
    expect(new Set(column(match, 'puuid')).size).toBe(players);
    expect(match.info.teams.map(({ teamId }) => teamId)).toEqual([100, 0]);
    const places = new Map<unknown, unknown[]>();
    for (const row of match.info.participants) {
      places.set(row['playerSubteamId'], [...(places.get(row['playerSubteamId']) ?? []), row['placement']]);
      expect(row['win']).toBe(Number(row['placement']) <= players / size / 2);
      expect([row['teamPosition'], row['subteamPlacement']]).toEqual(['', row['placement']]);
    }
    const firsts = [...places.values()].map(([first, ...rest]) => {
      expect(rest).toEqual(all(first, size - 1));
      return Number(first);
    });
    expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: players / size }, (_, i) => i + 1));
  });

  it.each([1, 2, 3, 4] as const)('swarm-%i: so many players in one team', async (players) => {
    const match = await of(`swarm-${players}`);
    expect(match.info).toMatchObject({ gameMode: 'STRAWBERRY', mapId: 33, queueId: 1800 + 10 * players });
    expect(column(match, 'teamId')).toEqual(all(100, players));
    expect(match.metadata.participants).toHaveLength(players);
    expect(match.info.teams).toHaveLength(1);
  });

  it('practice-tool: one player; custom and tutorial: types of their own', async () => {
    expect((await of('practice-tool')).info.participants).toHaveLength(1);
    expect((await of('practice-tool')).info).toMatchObject({ gameMode: 'PRACTICETOOL', queueId: 3140 });
    expect((await of('custom')).info).toMatchObject({ gameType: 'CUSTOM_GAME', queueId: 0 });
    expect((await of('custom')).info['tournamentCode']).not.toBe('');
    expect((await of('tutorial')).info).toMatchObject({ gameType: 'TUTORIAL_GAME', queueId: 2000 });
  });

  it('hidden: nine whom metadata names, and one without a puuid', async () => {
    const match = await of('hidden');
    expect(column(match, 'puuid').slice(0, 9)).toEqual(match.metadata.participants);
    expect(item(match.info.participants, 9)).toMatchObject({
      puuid: '',
      riotIdGameName: '',
      participantId: 10,
      teamId: 200,
    });
    expect(column(match, 'teamPosition').slice(5)).toEqual(['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY']);
  });

  it('swiftplay: a game of the Rift', async () => {
    const match = await of('swiftplay');
    expect(match.info).toMatchObject({ gameMode: 'SWIFTPLAY', mapId: 11, queueId: 480 });
    expect(column(match, 'teamPosition').slice(0, 5)).toEqual(['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY']);
  });

  it('old-duration: milliseconds, no gameEndTimestamp, no challenges, a summoner name', async () => {
    const { info } = await of('old-duration');
    expect(info['gameDuration']).toBe(1_800_000);
    expect(info).not.toHaveProperty('gameEndTimestamp');
    expect(info['gameVersion']).toMatch(/^11\.19\./);
    for (const row of info.participants) {
      expect([row['riotIdName'], row['riotIdTagline'], row['timePlayed']]).toEqual(['', '', 1800]);
      expect(row).not.toHaveProperty('challenges');
      expect(row).not.toHaveProperty('riotIdGameName');
      expect(row['summonerName']).not.toBe('');
    }
  });

  it('no-challenges: none, in seconds', async () => {
    const match = await of('no-challenges');
    expect([match.info['gameDuration'], column(match, 'challenges')]).toEqual([1800, all(undefined)]);
  });

  it('riot-id-name: the name under its old key', async () => {
    const row = item((await of('riot-id-name')).info.participants);
    const player = simulator.world.findByPuuid(String(row['puuid']));
    expect([row['riotIdName'], row['riotIdTagline']]).toEqual([player?.riotId.gameName, player?.riotId.tagLine]);
    expect(row).not.toHaveProperty('riotIdGameName');
  });

  it('metadata-order: the same players in another order', async () => {
    const match = await of('metadata-order');
    expect(match.metadata.participants).not.toEqual(column(match, 'puuid'));
    expect([...match.metadata.participants].sort()).toEqual(column(match, 'puuid').sort());
  });

  it('large-id: above 2 to the power of 32', async () => {
    expect((await of('large-id')).info['gameId']).toBe(2 ** 32 + 1);
  });
});

describe('odd games in histories', () => {
  const faults: FaultScript = [{ fault: { kind: 'odd-games', rate: 0.25 } }];
  const mixed = smallSimulator({ faults });
  const listOf = async (puuid: string, query: string, from = mixed) =>
    (await ask(from, `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids?${query}`)).body as string[];
  const { puuid } = item(mixed.world.suggestTracked(3), 1);

  it('come beside the others, which stay as they are', async () => {
    const plain = await listOf(puuid, 'count=100', simulator);
    const odd = (await listOf(puuid, 'count=100')).filter((id) => !plain.includes(id));
    expect(odd.length).toBeGreaterThan(plain.length / 12);
    expect((await listOf(puuid, 'count=100')).filter((id) => plain.includes(id))).toEqual(
      plain.slice(0, 100 - odd.length),
    );
    const first = `/europe/lol/match/v5/matches/${item(plain)}`;
    expect((await ask(mixed, first)).text).toBe((await ask(simulator, first)).text);
  });

  it('are of every kind, hold the player, and are in the order of creation', async () => {
    const kinds = new Set<unknown>();
    for (const player of mixed.world.players.slice(0, 60)) {
      const list = await listOf(player.puuid, 'count=100');
      const created = await Promise.all(
        list.map(async (id) => {
          const { metadata, info } = await matchOf(id, mixed);
          if (info.participants.length > 0) expect(metadata.participants).toContain(player.puuid);
          kinds.add(`${info['queueId']} ${info.participants.length}`);
          return Number(info['gameCreation']);
        }),
      );
      const known = created.filter((at) => at > 0);
      expect(known).toEqual([...known].sort((a, b) => b - a));
    }
    const others = ['0 0', '870 10', '1700 8', '1700 16', '1750 18', '2000 1', '1840 4', '480 10'];
    expect([...kinds]).toEqual(expect.arrayContaining(others));
  });

  it('are listed by everybody who was there', async () => {
    const arenas: FaultScript = [{ fault: { kind: 'odd-games', rate: 0.5, kinds: ['arena-18', 'bots'] } }];
    const crowd = smallSimulator({ faults: arenas });
    for (const queue of [1750, 870]) {
      const matchId = item(await listOf(puuid, `queue=${queue}`, crowd));
      const { metadata, info } = await matchOf(matchId, crowd);
      const second = Math.floor(Number(info['gameCreation']) / 1000);
      for (const one of metadata.participants) {
        expect(await listOf(one, `startTime=${second}&endTime=${second}`, crowd)).toEqual([matchId]);
      }
    }
  });

  it('of one kind are in its queue, and come to light when they end', async () => {
    const only: FaultScript = [{ fault: { kind: 'odd-games', rate: 1, kinds: ['aborted'] } }];
    const whole = smallSimulator({ faults: only, clock: manualClock(NOON) });
    const list = await listOf(puuid, 'queue=420&count=100', whole);
    const odd = await Promise.all(list.map(async (id) => (await matchOf(id, whole)).info.participants.length === 0));
    expect(odd.filter(Boolean).length).toBeGreaterThan(20);
    const newest = list[odd.indexOf(true)];
    const { info } = await matchOf(newest, whole);
    const endedAt = Number(info['gameEndTimestamp']);
    const before = smallSimulator({ faults: only, epochAt: NOON, clock: manualClock(endedAt - 1) });
    expect((await listOf(puuid, 'queue=420', before)).includes(String(newest))).toBe(false);
    expect((await ask(before, `/europe/lol/match/v5/matches/${newest}`)).status).toBe(404);
    const then = smallSimulator({ faults: only, epochAt: NOON, clock: manualClock(endedAt) });
    expect(await listOf(puuid, 'queue=420', then)).toContain(newest);
  });

  it('are none without a script', async () => {
    const gameIds = (await listOf(puuid, 'count=100', simulator)).map((id) => Number(id.split('_')[1]));
    expect(gameIds.every((gameId) => simulator.world.log.indexOf(gameId) !== undefined)).toBe(true);
  });
});
