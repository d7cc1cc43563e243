// From the wire through rows of a real database and back: nothing that is used is changed on the way.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchedMatch } from '../../src/league/match.ts';
import { leagueEntriesSchema } from '../../src/riot/schemas/league-entries.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { openStore } from '../../src/store/open.ts';
import { ourMigrations } from '../store/folders.ts';
import { createWorld, NOW, type World } from '../store/world.ts';
import { puuidOf } from '../unit/riot-fixtures.ts';
import { matchText, type WireEntry, wireEntries } from './wire-arbitraries.ts';

/** What happens in a database of its own, in memory. */
async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  const { store } = openStore({ path: ':memory:', migrations: ourMigrations, create: true });
  const sql = () => Promise.reject(new Error('a database in memory has no second connection'));
  try {
    await work(await createWorld({ store, sql, close: () => store.close() }));
  } finally {
    await store.close();
  }
}

type Fields = Readonly<Record<string, unknown>>;
interface Wire {
  readonly metadata: { readonly matchId: string };
  readonly info: Fields & { readonly participants: readonly Fields[] };
}

function fetchedFrom(text: string): FetchedMatch {
  return { ...readJson('match-v5.getMatch', matchSchema, text), payload: text };
}

/** Columns that carry the wire's value under the wire's name. */
const matchColumns = ['queueId', 'gameCreation', 'gameVersion', 'mapId', 'gameMode', 'gameType'];
const participantColumns = [
  ...['puuid', 'participantId', 'teamId', 'championId', 'championName', 'champLevel'],
  ...['teamPosition', 'individualPosition', 'lane', 'role', 'win', 'kills', 'deaths', 'assists'],
  ...['goldEarned', 'visionScore', 'totalDamageDealt', 'totalDamageDealtToChampions', 'totalDamageTaken', 'totalHeal'],
];

const only = (fields: Fields, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));
const orNull = (value: unknown) => value || null;

function expectMatch(stored: Fields, { info, metadata }: Wire): void {
  expect(only(stored, matchColumns)).toEqual(only(info, matchColumns));
  const { gameDuration, gameEndTimestamp = null, tournamentCode, participants } = info;
  const seconds = gameEndTimestamp === null ? Math.floor(Number(gameDuration) / 1000) : gameDuration;
  const isRemake = participants.some((row) => row['gameEndedInEarlySurrender'] === true);
  expect(stored).toMatchObject({
    matchId: metadata.matchId,
    platformId: metadata.matchId
      .split('_')[0]
      ?.toLowerCase()
      .replace(/^(?:ph|th)2$/, 'sg2'),
    gameEndTimestamp,
    gameDuration: participants.length === 0 ? 0 : seconds,
    tournamentId: orNull(tournamentCode),
    botCount: participants.filter(({ puuid }) => puuid === 'BOT').length,
    isCountable: participants.length > 0 && !isRemake,
  });
}

function expectParticipant(stored: Fields, wire: Fields): void {
  expect(only(stored, participantColumns)).toEqual(only(wire, participantColumns));
  const { kills, deaths, assists, totalMinionsKilled, neutralMinionsKilled } = wire;
  expect(stored).toMatchObject({
    summonerName: orNull(wire['riotIdGameName'] || wire['riotIdName'] || wire['summonerName']),
    tagLine: orNull(wire['riotIdTagline']),
    summonerLevel: orNull(wire['summonerLevel']),
    profileIconId: wire['profileIcon'] ?? null,
    cs: Number(totalMinionsKilled) + Number(neutralMinionsKilled),
    kda: (Number(kills) + Number(assists)) / Math.max(1, Number(deaths)),
  });
}

describe('a match', () => {
  it('comes back from the database as it was read, and as Riot wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(matchText, (text) =>
        inWorld(async (world) => {
          const fetched = fetchedFrom(text);
          const { matchId } = fetched.match;
          await world.save({ fetched });
          const { matches } = world.store;
          const stored = await matches.find(matchId);
          expect(stored).toEqual({ ...fetched.match, createdAt: NOW });
          const rows = await matches.listParticipants(matchId);
          const byPlace = (all: FetchedMatch['participants']) =>
            all.toSorted((a, b) => a.participantId - b.participantId);
          expect(byPlace(rows)).toEqual(byPlace(fetched.participants));
          expect(await matches.readPayload(matchId)).toBe(text);

          const wire: Wire = JSON.parse(text);
          expectMatch({ ...stored }, wire);
          const humans = wire.info.participants.filter(({ puuid }) => puuid !== 'BOT');
          expect(rows).toHaveLength(humans.length);
          for (const [index, row] of byPlace(rows).entries()) expectParticipant({ ...row }, humans[index] ?? {});
        }),
      ),
    );
  });

  it('has given its players the name, the level and the platform that it knows', async () => {
    await fc.assert(
      fc.asyncProperty(matchText, (text) =>
        inWorld(async (world) => {
          const fetched = fetchedFrom(text);
          const { platformId, gameCreation } = fetched.match;
          await world.save({ fetched });
          for (const { puuid, summonerName, tagLine, summonerLevel, profileIconId } of fetched.participants) {
            expect(await world.player(puuid)).toMatchObject({
              ...{ platform: platformId, summonerName, tagLine, profileIconId, accountLevel: summonerLevel },
              lastSeen: gameCreation,
            });
          }
          expect(await world.store.players.find({ puuid: 'BOT' })).toBeUndefined();
        }),
      ),
    );
  });
});

/** What a player's rank is, according to the wire: ladders of the league, with a tier. */
function ranksOf(entries: readonly WireEntry[]): object[] {
  return entries
    .filter(({ queueType, tier }) => ['RANKED_SOLO_5x5', 'RANKED_FLEX_SR'].includes(queueType) && tier)
    .toSorted((a, b) => (a.queueType < b.queueType ? -1 : 1))
    .map(({ rank, leagueId, veteran = false, inactive = false, freshBlood = false, hotStreak = false, ...entry }) => ({
      ...{ ...entry, rank: orNull(rank), leagueId: orNull(leagueId), veteran, inactive, freshBlood, hotStreak },
      isCurrent: true,
    }));
}

describe('league entries', () => {
  it('come back as the current ranks, whatever they were before, and once more without a change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wireEntries, { minLength: 1, maxLength: 3 }), (answers) =>
        inWorld(async (world) => {
          const puuid = puuidOf(1);
          const { players } = world.store;
          await players.track({ account: { puuid, gameName: null, tagLine: null }, platform: 'euw1', now: NOW });
          for (const [index, answer] of answers.entries()) {
            const entries = readJson('league-v4', leagueEntriesSchema, JSON.stringify(answer));
            await players.saveRanks(world.commit(NOW + index), { puuid, entries });
            const current = await players.listCurrentRanks(puuid);
            expect(current).toMatchObject(ranksOf(answer));
            expect(current).toHaveLength(ranksOf(answer).length);
            await players.saveRanks(world.commit(NOW + index + 1), { puuid, entries });
            expect(await players.listCurrentRanks(puuid)).toEqual(current);
          }
        }),
      ),
    );
  });
});
