// The shape of each kind of odd game, as steps from an ordinary match. Source: captured matches of those kinds.

import { mix } from './hash.ts';
import type { Fields, MatchDto } from './match-dto.ts';
import type { OddKind } from './odd-kinds.ts';

/** From an ordinary match of the roster to one of the kind. */
type Shape = (match: MatchDto) => MatchDto;

const withInfo =
  (info: Fields): Shape =>
  (match) => ({ ...match, info: { ...match.info, ...info } });

const withRows =
  (change: (row: Fields, place: number) => Fields): Shape =>
  (match) => ({ ...match, info: { ...match.info, participants: match.info.participants.map(change) } });

const inTurn =
  (...steps: readonly Shape[]): Shape =>
  (match) =>
    steps.reduce((shaped, step) => step(shaped), match);

function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

const noPosition = withRows((row) => ({
  ...row,
  teamPosition: '',
  individualPosition: 'Invalid',
  lane: 'NONE',
  role: 'SUPPORT',
}));
const noChallenges = withRows((row) => without(row, 'challenges'));
/** Before 13.22: a summoner name, and the Riot ID under another name and empty. */
const summonerNames = withRows((row) => ({
  ...without(row, 'riotIdGameName'),
  riotIdName: '',
  riotIdTagline: '',
  summonerName: row['riotIdGameName'],
}));
/** Before 14.5, sometimes: the Riot ID under the old name. */
const riotIdNames = withRows((row) => ({
  ...without(row, 'riotIdGameName'),
  riotIdName: row['riotIdGameName'],
  summonerName: row['riotIdGameName'],
}));
const oneTeam: Shape = (match) =>
  withInfo({ teams: match.info.teams.slice(0, 1) })(withRows((row) => ({ ...row, teamId: 100 }))(match));

const EMPTY = {
  kills: 0,
  deaths: 0,
  assists: 0,
  totalMinionsKilled: 0,
  neutralMinionsKilled: 0,
  visionScore: 0,
  goldEarned: 500,
};

const remake = inTurn(
  noPosition,
  withRows((row) => ({
    ...row,
    ...EMPTY,
    gameEndedInEarlySurrender: true,
    gameEndedInSurrender: false,
    teamEarlySurrendered: row['win'] !== true,
  })),
);

const NOTHING = {
  gameCreation: 0,
  gameDuration: 0,
  gameId: 0,
  gameMode: '',
  gameName: '',
  gameStartTimestamp: 0,
  gameType: '',
  gameVersion: '',
  mapId: 0,
  participants: [],
  platformId: '',
  queueId: 0,
  teams: [],
  tournamentCode: '',
};

/** The form of 2024: metadata intact, everything else empty, with the time of the abort in gameEndTimestamp. */
const aborted: Shape = ({ metadata, info }) => {
  const gameEndTimestamp = info['gameEndTimestamp'];
  return { metadata, info: { ...NOTHING, endOfGameResult: 'Abort_Unexpected', gameEndTimestamp } };
};

/** The form of 2021: metadata lists nobody, and a moment stands where the duration should. */
const empty: Shape = ({ metadata, info }) => ({
  metadata: { ...metadata, participants: [] },
  info: { ...NOTHING, gameDuration: info['gameCreation'] },
});

/** Five humans against five bots, whom metadata does not list. */
const withBots: Shape = (match) => {
  const bots = match.info.participants.map((row, place) => {
    const summonerName = `${row['championName']} bot`;
    const nobody = { puuid: 'BOT', riotIdGameName: '', riotIdTagline: '', summonerName, summonerId: 'BOT' };
    const bot = { ...row, ...nobody, summonerLevel: 1, profileIcon: 0, teamId: 200, participantId: place + 6 };
    return without({ ...bot, win: row['win'] !== true }, 'challenges');
  });
  const humans = match.info.participants;
  return { ...match, info: { ...match.info, participants: [...humans, ...bots] } };
};

/** Nine players, and one whose identity Riot does not give away. */
const withHidden: Shape = (match) => {
  const { participants } = match.info;
  const nobody = { puuid: '', riotIdGameName: '', riotIdTagline: '', summonerName: '', summonerId: '', profileIcon: 0 };
  const [base = {}] = participants.slice(4);
  const last = { ...base, ...nobody, win: base['win'] !== true, teamId: 200, participantId: 10, summonerLevel: 0 };
  return { ...match, info: { ...match.info, participants: [...participants, last] } };
};

/** Subteams of equal size; the better half has won; `teams` knows one real team and one numbered 0. */
function arena(size: number): Shape {
  return (match) => {
    const subteams = match.info.participants.length / size;
    const salt = Number(match.info['gameId']);
    const order = Array.from({ length: subteams }, (_, i) => i).sort((a, b) => mix(salt, a) - mix(salt, b));
    const rows = match.info.participants.map((row, place) => {
      const subteam = Math.floor(place / size);
      const placement = order.indexOf(subteam) + 1;
      const teamId = subteam < subteams / 2 ? 100 : 200;
      const places = { placement, subteamPlacement: placement, playerSubteamId: subteam + 1 };
      return { ...row, ...places, teamId, win: placement <= subteams / 2, visionScore: 0 };
    });
    const teams = match.info.teams.map((team, i) => ({
      ...team,
      teamId: i === 0 ? 100 : 0,
      win: i === 0,
      bans: i === 0 ? team['bans'] : [],
    }));
    const info = { ...match.info, gameMode: 'CHERRY', mapId: 30, participants: rows, teams };
    return noPosition({ ...match, info });
  };
}

const swarm = inTurn(
  noPosition,
  oneTeam,
  withRows((row) => ({ ...row, championName: `Strawberry_${row['championName']}` })),
  withInfo({ gameMode: 'STRAWBERRY', mapId: 33 }),
);

/** Before 11.20: milliseconds, and no gameEndTimestamp. */
const old: Shape = ({ metadata, info }) => {
  const { participants, teams } = info;
  const rest = without(info, 'gameEndTimestamp', 'endOfGameResult');
  const gameDuration = 1000 * Number(info['gameDuration']);
  return { metadata, info: { ...rest, participants, teams, gameDuration, gameVersion: '11.19.398.9466' } };
};

export const oddShapes: Readonly<Record<OddKind, Shape>> = {
  remake,
  'short-surrender': withRows((row) => ({ ...row, gameEndedInSurrender: true })),
  aborted,
  empty,
  'abort-unexpected': withInfo({ endOfGameResult: 'Abort_Unexpected' }),
  aram: inTurn(noPosition, withInfo({ gameMode: 'ARAM', mapId: 12 })),
  bots: withBots,
  'arena-8': arena(2),
  'arena-16': arena(2),
  'arena-18': arena(3),
  'swarm-1': swarm,
  'swarm-2': swarm,
  'swarm-3': swarm,
  'swarm-4': swarm,
  'practice-tool': inTurn(
    oneTeam,
    noChallenges,
    withInfo({ gameMode: 'PRACTICETOOL', endOfGameResult: 'Abort_TooFewPlayers' }),
  ),
  custom: withInfo({ gameType: 'CUSTOM_GAME', tournamentCode: 'EUW0000-00000000-0000-0000-0000-000000000000' }),
  tutorial: inTurn(oneTeam, withInfo({ gameMode: 'TUTORIAL_MODULE_1', gameType: 'TUTORIAL_GAME' })),
  swiftplay: withInfo({ gameMode: 'SWIFTPLAY' }),
  'old-duration': inTurn(noChallenges, summonerNames, old),
  'no-challenges': inTurn(noChallenges, summonerNames, withInfo({ gameVersion: '12.2.419.1399' })),
  'riot-id-name': inTurn(riotIdNames, withInfo({ gameVersion: '14.4.561.9656' })),
  'metadata-order': ({ metadata, info }) => ({
    metadata: { ...metadata, participants: [...metadata.participants].reverse() },
    info,
  }),
  hidden: withHidden,
  'large-id': (match) => match,
};
