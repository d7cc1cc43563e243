// Arbitrary answers of Riot that are valid: any values, any script, keys that are there or not, bots among humans.

import fc from 'fast-check';
import { bot, type Json, puuidOf, wireMatch, wireParticipant } from '../unit/riot-fixtures.ts';

/** Columns of counts have 32 bits in databases other than SQLite. */
const count = fc.nat({ max: 2 ** 31 - 1 });
/** Up to year 2200. */
const moment = fc.integer({ min: 0, max: 7_300_000_000_000 });
/** Any script, also marks, spaces and what is outside the first plane; a key may also hold "" or null. */
const name = fc.string({ unit: 'binary', maxLength: 20 });
const nameOrNone = fc.oneof(name, fc.constantFrom(null, ''));
const position = fc.constantFrom('TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY', '', 'Invalid', 'NONE');

const platforms = ['EUW1', 'KR', 'SG2', 'PH2', 'TH2', 'RU', 'ME1', 'PBE1'];
const matchId = fc
  .tuple(fc.constantFrom(...platforms), fc.integer({ min: 1, max: 999_999_999_999_999 }))
  .map(([platform, gameId]) => `${platform}_${gameId}`);

/** Keys that Riot leaves out at times: absent, or one of these. */
const optionalOfParticipant = {
  riotIdGameName: nameOrNone,
  riotIdName: nameOrNone,
  riotIdTagline: nameOrNone,
  summonerName: nameOrNone,
  summonerLevel: fc.option(count),
  profileIcon: fc.option(count),
  gameEndedInEarlySurrender: fc.boolean(),
  challenges: fc.dictionary(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), { maxKeys: 3 }),
};

const figures = fc.record({
  teamId: fc.constantFrom(0, 100, 200),
  championId: fc.integer({ min: -1, max: 3000 }),
  championName: name,
  champLevel: count,
  teamPosition: position,
  individualPosition: position,
  lane: position,
  role: fc.string({ maxLength: 12 }),
  win: fc.boolean(),
  kills: count,
  deaths: count,
  assists: count,
  goldEarned: count,
  totalMinionsKilled: fc.nat({ max: 2 ** 30 }),
  neutralMinionsKilled: fc.nat({ max: 2 ** 30 - 1 }),
  visionScore: count,
  totalDamageDealt: count,
  totalDamageDealtToChampions: count,
  totalDamageTaken: count,
  totalHeal: count,
});
const optional = fc.record(optionalOfParticipant, { requiredKeys: [] });

const optionalNames = Object.keys(optionalOfParticipant);
const without = (fields: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !names.includes(key)));

function participantOf(place: number, { isBot, given }: { readonly isBot: boolean; readonly given: Json }): Json {
  const plain = without(wireParticipant(place), optionalNames);
  return { ...plain, ...given, ...(isBot ? bot : { puuid: puuidOf(place) }) };
}

const participants = fc
  .array(
    fc.record({
      isBot: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      given: fc.tuple(figures, optional).map(([must, may]): Json => ({ ...must, ...may })),
    }),
    { maxLength: 18 },
  )
  .map((rows) => rows.map((row, index) => participantOf(index + 1, row)));

const info = fc.record(
  {
    gameCreation: moment,
    gameDuration: moment,
    gameEndTimestamp: fc.option(moment),
    gameVersion: fc.string(),
    gameMode: fc.string(),
    gameType: fc.string(),
    mapId: count,
    queueId: count,
    tournamentCode: nameOrNone,
    aKeyOfTomorrow: fc.jsonValue(),
  },
  { requiredKeys: ['gameCreation', 'gameDuration', 'gameVersion', 'gameMode', 'gameType', 'mapId', 'queueId'] },
);

/** The text of a match, as compact or as spread out as a server may write it. */
export const matchText = fc
  .record({ matchId, info, participants, indent: fc.constantFrom(0, 1, 2) })
  .map(({ matchId, info, participants, indent }) => {
    const { metadata, info: plain } = wireMatch({ matchId, participants }) as Record<string, Json>;
    const optionalOfInfo = ['gameEndTimestamp', 'tournamentCode'];
    const wire = { metadata, info: { ...without(plain ?? {}, optionalOfInfo), ...info, participants } };
    return JSON.stringify(wire, undefined, indent);
  });

export interface WireEntry {
  readonly queueType: string;
  readonly tier?: string | null;
  readonly rank?: string | null;
  readonly leaguePoints: number;
  readonly wins: number;
  readonly losses: number;
  readonly veteran?: boolean;
  readonly inactive?: boolean;
  readonly freshBlood?: boolean;
  readonly hotStreak?: boolean;
  readonly leagueId?: string | null;
}

const wireEntry: fc.Arbitrary<WireEntry> = fc.record(
  {
    queueType: fc.constantFrom('RANKED_SOLO_5x5', 'RANKED_FLEX_SR', 'CHERRY', 'RANKED_TFT', 'RANKED_OF_TOMORROW'),
    tier: fc.constantFrom('IRON', 'GOLD', 'CHALLENGER', 'A_TIER_OF_TOMORROW', '', null),
    rank: fc.constantFrom('IV', 'I', '', null),
    leaguePoints: fc.integer({ min: -100, max: 5000 }),
    wins: count,
    losses: count,
    veteran: fc.boolean(),
    inactive: fc.boolean(),
    freshBlood: fc.boolean(),
    hotStreak: fc.boolean(),
    leagueId: fc.option(fc.uuid()),
  },
  { requiredKeys: ['queueType', 'leaguePoints', 'wins', 'losses'] },
);

/** One entry per ladder, as Riot answers. */
export const wireEntries = fc.uniqueArray(wireEntry, { selector: ({ queueType }) => queueType, maxLength: 5 });
