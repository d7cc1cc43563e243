// Other clients of the Riot API on npm: how each is installed, pointed at a local edge, and asked for match ids.

import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { bucketsOf } from './figures.ts';

export interface PeerTarget {
  /** Where the package was installed. */
  readonly folder: string;
  /** The edge with the route: `http://127.0.0.1:8080/europe`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Of the application, for clients that do not learn them. */
  readonly limits: string;
}

/** Asks for a player's match ids; rejects when the client gives up. */
export type Ask = (puuid: string) => Promise<unknown>;

interface PeerClient {
  /** Name and version on npm. */
  readonly spec: string;
  /** What is not the client's own default. */
  readonly settings: string;
  connect(target: PeerTarget): Ask;
}

/** How many requests a client may have under way, where it has such an option. */
const CONCURRENCY = 10;

const COUNT = 5;

const RIOT_HOST = /^https:\/\/\w+\.api\.riotgames\.com/;

function loaderIn(folder: string): NodeJS.Require {
  return createRequire(join(folder, 'index.js'));
}

const pathOf = (puuid: string) => `/lol/match/v5/matches/by-puuid/${puuid}/ids`;

interface TwistedModule {
  LolApi: new (
    options: object,
  ) => { MatchV5: { list(puuid: string, region: string, query: object): Promise<unknown> } };
}

function connectTwisted({ folder, baseUrl, apiKey }: PeerTarget): Ask {
  const { LolApi }: TwistedModule = loaderIn(folder)('twisted');
  const api = new LolApi({
    key: apiKey,
    concurrency: CONCURRENCY,
    baseURL: `${new URL(baseUrl).origin}/$(region)/:game`,
  });
  return (puuid) => api.MatchV5.list(puuid, 'europe', { count: COUNT });
}

interface GaleforceList {
  region(region: string): GaleforceList;
  puuid(puuid: string): GaleforceList;
  query(query: object): GaleforceList;
  exec(): Promise<unknown>;
}

type Galeforce = new (options: object) => { lol: { match: { list(): GaleforceList } } };

interface Axios {
  interceptors: { request: { use(change: (config: { url: string }) => object): void } };
}

function connectGaleforce({ folder, baseUrl, apiKey, limits }: PeerTarget): Ask {
  const load = loaderIn(folder);
  const home = dirname(dirname(load.resolve('galeforce')));
  // Its install script, which is not run, would fetch this certificate of the game client; the module reads it.
  mkdirSync(join(home, 'resource'), { recursive: true });
  writeFileSync(join(home, 'resource', 'riotgames.pem'), '');
  const axios: Axios = createRequire(load.resolve('galeforce'))('axios');
  axios.interceptors.request.use((config) => ({ ...config, url: config.url.replace(RIOT_HOST, baseUrl) }));
  const intervals = Object.fromEntries(bucketsOf(limits).map(({ limit, durationMs }) => [durationMs / 1000, limit]));
  const GaleforceModule: Galeforce = load('galeforce');
  const cache = { type: 'internal' };
  const api = new GaleforceModule({
    'riot-api': { key: apiKey },
    'rate-limit': { type: 'bottleneck', cache, options: { intervals } },
  });
  return (puuid) => api.lol.match.list().region('europe').puuid(puuid).query({ count: COUNT }).exec();
}

interface FightmeggModule {
  RiotRateLimiter: new (options: object) => { execute(request: object, jobOptions: object): Promise<unknown> };
}

function connectFightmegg({ folder, baseUrl, apiKey }: PeerTarget): Ask {
  const { RiotRateLimiter }: FightmeggModule = loaderIn(folder)('@fightmegg/riot-rate-limiter');
  const limiter = new RiotRateLimiter({ concurrency: CONCURRENCY });
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => connect(Number(new URL(baseUrl).port), '127.0.0.1');
  const options = { headers: { 'X-Riot-Token': apiKey }, agent };
  let turn = 0;
  return (puuid) => {
    turn += 1;
    const url = `http://europe.api.riotgames.com${pathOf(puuid)}?count=${COUNT}`;
    // The default id is the millisecond, and a second job with the same id is refused.
    return limiter.execute({ url, options }, { id: String(turn) });
  };
}

interface ShieldbowUtil {
  regionalURLs: { euw: string };
  MemoryCache: new () => object;
}

interface ShieldbowLimiter {
  RateLimiter: new (
    client: object,
    options: object,
    apiKey: string,
  ) => { request(path: string, options: object): Promise<unknown> };
}

function connectShieldbow({ folder, baseUrl, apiKey }: PeerTarget): Ask {
  const load = loaderIn(folder);
  const { regionalURLs, MemoryCache }: ShieldbowUtil = load('shieldbow/dist/util');
  const { RateLimiter }: ShieldbowLimiter = load('shieldbow/dist/ratelimiter');
  regionalURLs.euw = baseUrl;
  const limiter = new RateLimiter({ cache: new MemoryCache() }, {}, apiKey);
  const call = { api: 'MATCH', method: 'getMatchIdsByPUUID', params: '', region: 'euw', regional: true };
  return (puuid) => limiter.request(`${pathOf(puuid)}?count=${COUNT}`, call);
}

interface WhisperModule {
  createClient(options: object): object;
}

interface WhisperLol {
  matchV5: { getMatchIdsByPuuid(client: object, route: string, puuid: string, query: object): Promise<unknown> };
}

function connectWhisper({ folder, baseUrl, apiKey }: PeerTarget): Ask {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => realFetch(String(input).replace(RIOT_HOST, baseUrl), init);
  const load = loaderIn(folder);
  const { createClient }: WhisperModule = load('@wardbox/whisper/core');
  const { matchV5 }: WhisperLol = load('@wardbox/whisper/lol');
  const client = createClient({ apiKey, rateLimiter: { maxQueueSize: 1e6, requestTimeout: 1e9 } });
  return (puuid) => matchV5.getMatchIdsByPuuid(client, 'europe', puuid, { count: COUNT });
}

export const peerClients = {
  twisted: { spec: 'twisted@1.83.0', settings: `concurrency ${CONCURRENCY}`, connect: connectTwisted },
  galeforce: { spec: 'galeforce@0.6.1', settings: 'told the limits, which it cannot learn', connect: connectGaleforce },
  fightmegg: {
    spec: '@fightmegg/riot-rate-limiter@0.0.23',
    settings: `concurrency ${CONCURRENCY}, a job id for each call`,
    connect: connectFightmegg,
  },
  shieldbow: {
    spec: 'shieldbow@2.3.1',
    settings: 'its rate limiter alone, with its defaults: calls are rejected while it is limited',
    connect: connectShieldbow,
  },
  whisper: {
    spec: '@wardbox/whisper@0.4.0',
    settings: 'a queue and a timeout without bounds, which would refuse calls that wait',
    connect: connectWhisper,
  },
} as const satisfies Readonly<Record<string, PeerClient>>;

export type PeerName = keyof typeof peerClients;
