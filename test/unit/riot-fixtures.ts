// Answers of Riot in small, made by hand: the fields in use and a few others, no real player's.

/** 78 characters, different for every number. */
export function puuidOf(number: number): string {
  return `player-${number}_`.padEnd(78, 'x');
}

export type Json = Record<string, unknown>;

export function wireParticipant(number: number, fields: Json = {}): Json {
  return {
    puuid: puuidOf(number),
    participantId: number,
    teamId: number <= 5 ? 100 : 200,
    riotIdGameName: `Name ${number}`,
    riotIdTagline: 'TAG',
    summonerName: '',
    summonerId: 'of no use',
    summonerLevel: 30 + number,
    profileIcon: 500 + number,
    championId: 20 + number,
    championName: 'Nunu',
    champLevel: 16,
    teamPosition: 'JUNGLE',
    individualPosition: 'JUNGLE',
    lane: 'JUNGLE',
    role: 'NONE',
    win: number <= 5,
    gameEndedInEarlySurrender: false,
    gameEndedInSurrender: true,
    kills: 7,
    deaths: 2,
    assists: 8,
    goldEarned: 11_000,
    totalMinionsKilled: 30,
    neutralMinionsKilled: 150,
    visionScore: 25,
    totalDamageDealt: 150_000,
    totalDamageDealtToChampions: 15_000,
    totalDamageTaken: 25_000,
    totalHeal: 9000,
    timePlayed: 1800,
    challenges: { kda: 7.5, legendaryItemUsed: [3078] },
    ...fields,
  };
}

export const bot: Json = {
  puuid: 'BOT',
  summonerId: 'BOT',
  riotIdGameName: '',
  riotIdTagline: '',
  summonerName: 'Ashe bot',
};

export function wireParticipants(count: number, fields: Json = {}): Json[] {
  return Array.from({ length: count }, (_, index) => wireParticipant(index + 1, fields));
}

export function wireMatch({ matchId = 'EUW1_7000000001', ...info }: Json = {}): Json {
  const participants = Array.isArray(info['participants']) ? info['participants'] : wireParticipants(10);
  return {
    metadata: { dataVersion: '2', matchId, participants: [puuidOf(3), puuidOf(1)] },
    info: {
      endOfGameResult: 'GameComplete',
      gameCreation: 1_793_000_000_000,
      gameDuration: 1800,
      gameEndTimestamp: 1_793_001_900_000,
      gameId: 7_000_000_001,
      gameMode: 'CLASSIC',
      gameName: 'teambuilder-match-7000000001',
      gameStartTimestamp: 1_793_000_060_000,
      gameType: 'MATCHED_GAME',
      gameVersion: '16.21.700.1234',
      mapId: 11,
      platformId: 'EUW1',
      queueId: 420,
      teams: [{ teamId: 100, win: true, bans: [{ championId: -1, pickTurn: 1 }] }],
      tournamentCode: '',
      ...info,
      participants,
    },
  };
}

/** As Riot sends an aborted game: everything zero or empty but the ids and the end. */
export function abortedMatch(): Json {
  return wireMatch({
    endOfGameResult: 'Abort_Unexpected',
    gameCreation: 0,
    gameDuration: 0,
    gameMode: '',
    gameType: '',
    gameVersion: '',
    mapId: 0,
    platformId: '',
    queueId: 0,
    teams: [],
    participants: [],
  });
}

export function wireEntry(fields: Json = {}): Json {
  return {
    puuid: puuidOf(1),
    queueType: 'RANKED_SOLO_5x5',
    tier: 'GOLD',
    rank: 'II',
    leaguePoints: 42,
    wins: 20,
    losses: 18,
    veteran: false,
    inactive: false,
    freshBlood: true,
    hotStreak: false,
    leagueId: 'c0ffee00-0000-4000-8000-000000000000',
    ...fields,
  };
}
