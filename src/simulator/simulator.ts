// A local Riot API over a deterministic world that knows who the smurfs are.

import type { Clock } from '../clock.ts';
import { formatRiotId } from '../league/riot-id.ts';
import type { PlatformRoute } from '../league/routing.ts';
import { createApi } from './api.ts';
import { createBlacklist } from './blacklist.ts';
import type { FaultKind, FaultOf, FaultScript } from './fault-script.ts';
import { createFaults } from './faults.ts';
import { createLimiter, type LimitProfile } from './limits.ts';
import { matchIdOf } from './match-json.ts';
import { createOddGames, type OddGames } from './odd-games.ts';
import type { OddKind } from './odd-kinds.ts';
import { type ClassShares, DEFAULT_SHARES, type PlayerClass } from './player-classes.ts';
import { createRequestLog, type Stats } from './request-log.ts';
import { DAY_MS } from './timeline.ts';
import { createWorld, type World } from './world.ts';

export interface SimulatorOptions {
  readonly seed: number;
  /** Size of the world. */
  readonly players: number;
  /** Days of history before `epochAt`. */
  readonly historyDays: number;
  /** `none` answers with limits that nobody reaches. */
  readonly limits: LimitProfile;
  /** Rate-limit windows follow it; without `frozenAt` the world does too, and new games appear as it passes. */
  readonly clock: Clock;
  /** Epoch ms: the moment of the world stays there. */
  readonly frozenAt?: number;
  /**
   * Epoch ms, rounded down to the day (UTC), at which the history is complete. Default: `frozenAt`, or the clock at the start.
   * Give it to look at one and the same world at different moments.
   */
  readonly epochAt?: number;
  /** Default euw1. */
  readonly platform?: PlatformRoute;
  /** Mean number of ranked solo games of an established player per day. Default 1. */
  readonly gamesPerDay?: number;
  /** Shares of the classes of players, regular ones take the rest. Default: DEFAULT_SHARES, 5 % smurfs. */
  readonly classShares?: ClassShares;
  /** Factor on the levels of established accounts, which differ between servers. Default 1. */
  readonly levelFactor?: number;
  /** What goes wrong, and what odd games there are. Default: nothing. */
  readonly faults?: FaultScript;
}

export interface TruthPlayer {
  readonly puuid: string;
  /** `Name#TAG`. */
  readonly riotId: string;
  readonly isSmurf: boolean;
  /** At the moment of the world. */
  readonly isBanned: boolean;
  readonly class: PlayerClass;
}

export interface Truth {
  readonly schemaVersion: 1;
  readonly players: readonly TruthPlayer[];
}

export interface Simulator {
  /** Usable as a fetch implementation under a virtual clock. */
  handle(request: Request): Promise<Response>;
  readonly world: World;
  /** The same as GET /__truth. */
  truth(): Truth;
  /** The same as GET /__stats. */
  stats(): Stats;
  /** Match ids of one odd game of each kind: never listed, always served. Empty before the world's first ranked game. */
  oddMatchIds(): Readonly<Partial<Record<OddKind, string>>>;
}

export function createSimulator(options: SimulatorOptions): Simulator {
  const world = worldOf(options);
  const requestLog = createRequestLog();
  const script = options.faults ?? [];
  const oddGames = createOddGames(world, worldFaults(script, 'odd-games'));
  const api = createApi({
    world,
    oddGames,
    clock: options.clock,
    limiter: createLimiter(options.limits),
    requestLog,
    faults: createFaults(script, requestLog.recordFault),
    blacklist: createBlacklist(),
  });
  const truth = () => truthOf(world);
  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/__truth') return Response.json(truth());
      if (pathname === '/__stats') return Response.json(requestLog.stats());
      return api(request);
    },
    world,
    truth,
    stats: requestLog.stats,
    oddMatchIds: () => oddMatchIdsOf(world, oddGames),
  };
}

function worldFaults<Kind extends FaultKind>(script: FaultScript, kind: Kind): FaultOf<Kind>[] {
  return script.flatMap(({ fault }) => (fault.kind === kind ? [fault as FaultOf<Kind>] : []));
}

function oddMatchIdsOf(world: World, oddGames: OddGames): Partial<Record<OddKind, string>> {
  world.now();
  const ids = Object.entries(oddGames.fixed());
  return Object.fromEntries(ids.map(([kind, gameId]) => [kind, matchIdOf(world.platform.toUpperCase(), gameId)]));
}

function worldOf(options: SimulatorOptions): World {
  const { seed, players, historyDays, clock, frozenAt, platform = 'euw1', gamesPerDay = 1 } = options;
  const { classShares = DEFAULT_SHARES, levelFactor = 1 } = options;
  const epoch = options.epochAt ?? frozenAt ?? clock.now();
  return createWorld({
    frame: { seed, players, historyDays, gamesPerDay, classShares, levelFactor },
    platform,
    epochAt: Math.floor(epoch / DAY_MS) * DAY_MS,
    now: () => frozenAt ?? clock.now(),
    renames: worldFaults(options.faults ?? [], 'rename'),
    transfers: worldFaults(options.faults ?? [], 'transfer'),
  });
}

function truthOf(world: World): Truth {
  const players = world.players.map((player) => ({
    puuid: player.puuid,
    riotId: formatRiotId(world.riotIdAt(player, world.now())),
    isSmurf: player.isSmurf,
    isBanned: world.isBanned(player),
    class: player.playerClass,
  }));
  return { schemaVersion: 1, players };
}
