// A client whose key may be renewed while it is in use: development keys expire every 24 hours.

import type { Caller, RiotApi, RiotClient } from './api.ts';
import { ApiKeyError } from './errors.ts';

/** `renew` is asked when the key is refused: a client with another key, or undefined when there is none. */
export function renewingClient(first: RiotClient, renew: () => RiotClient | undefined): RiotClient {
  let current = first;
  /** Of several requests that are refused together the first one renews, and all of them ask again. */
  const successorOf = (refused: RiotClient) => {
    if (current === refused) current = renew() ?? refused;
    return current === refused ? undefined : current;
  };
  const ask = async <Result>(caller: Caller, question: (riot: RiotApi) => Promise<Result>): Promise<Result> => {
    const client = current;
    try {
      return await question(client.for(caller));
    } catch (error) {
      const successor = error instanceof ApiKeyError ? successorOf(client) : undefined;
      if (successor === undefined) throw error;
      return question(successor.for(caller));
    }
  };
  return { for: (caller) => apiOver((question) => ask(caller, question)) };
}

function apiOver(ask: <Result>(question: (riot: RiotApi) => Promise<Result>) => Promise<Result>): RiotApi {
  return {
    listMatchIds: (query) => ask((riot) => riot.listMatchIds(query)),
    findMatch: (matchId) => ask((riot) => riot.findMatch(matchId)),
    findSummoner: (platform, puuid) => ask((riot) => riot.findSummoner(platform, puuid)),
    listLeagueEntries: (platform, puuid) => ask((riot) => riot.listLeagueEntries(platform, puuid)),
    findAccountByRiotId: (platform, riotId) => ask((riot) => riot.findAccountByRiotId(platform, riotId)),
    findActivePlatform: (platform, puuid) => ask((riot) => riot.findActivePlatform(platform, puuid)),
    findAccountByPuuid: (platform, puuid) => ask((riot) => riot.findAccountByPuuid(platform, puuid)),
  };
}
