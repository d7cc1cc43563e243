// What each method of the API answers, once key, limits and faults have let a request through.

import type { Answer } from './answer.ts';
import type { MethodId } from './limits.ts';
import type { Question } from './question.ts';
import { accountByPuuid, accountByRiotId, activeRegionByPuuid } from './routes/accounts.ts';
import { matchById, matchIdsByPuuid } from './routes/matches.ts';
import { foreignPuuid, leagueEntriesByPuuid, summonerByPuuid } from './routes/summoners.ts';

type Method = (question: Question, param: string) => Answer;

const methods: Readonly<Record<MethodId, Method>> = {
  'account-v1.getByRiotId': ({ world, call: { params } }, gameName) =>
    accountByRiotId(world, gameName, params[1] ?? ''),
  'account-v1.getByPuuid': ({ world }, puuid) => accountByPuuid(world, puuid),
  'account-v1.getActiveRegion': ({ world }, puuid) => activeRegionByPuuid(world, puuid),
  'summoner-v4.getByPUUID': ({ world, call: { route } }, puuid) => summonerByPuuid(world, route, puuid),
  'league-v4.getLeagueEntriesByPUUID': ({ world, call: { route } }, puuid) => leagueEntriesByPuuid(world, route, puuid),
  'match-v5.getMatchIdsByPUUID': matchIdsByPuuid,
  'match-v5.getMatch': matchById,
};

const BY_PUUID: readonly MethodId[] = [
  'account-v1.getByPuuid',
  'account-v1.getActiveRegion',
  'summoner-v4.getByPUUID',
  'league-v4.getLeagueEntriesByPUUID',
  'match-v5.getMatchIdsByPUUID',
];

/** A puuid that nobody has is quoted as it was sent. */
export function answerMethod(question: Question): Answer {
  const { world, call, asIs, faults } = question;
  const [param = ''] = call.params;
  const sent = asIs[0] ?? '';
  if (BY_PUUID.includes(call.methodId)) {
    if (world.findByPuuid(param) === undefined) return foreignPuuid(sent);
    if (faults.play('foreign-puuid') !== undefined) return foreignPuuid(sent);
  }
  return methods[call.methodId](question, param);
}
