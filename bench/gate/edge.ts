// Riot's edge on loopback: the simulator with its own limiter, a way of 20-60 ms there and back, a log of arrivals.

import { systemClock } from '../../src/clock.ts';
import { diceOf } from '../../src/simulator/hash.ts';
import { matchIdOf } from '../../src/simulator/match-json.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { Arrived } from './figures.ts';

export interface Arrival extends Arrived {
  readonly path: string;
  readonly sender: string;
  /** When the sender handed it to its HTTP client; undefined when it does not tell. */
  readonly sentAt: number | undefined;
  /** The way there and back. */
  readonly roundTripMs: number;
  /** The edge's count of the application limit. */
  readonly count: string;
}

export interface Edge {
  /** With `/{route}`. */
  readonly apiUrl: string;
  readonly port: number;
  /** In order of time. */
  readonly arrivals: readonly Arrival[];
  readonly puuids: readonly string[];
  readonly matchIds: readonly string[];
  close(): Promise<void>;
}

/** One way. Source: riot-api.md, rules for the simulator. */
const WAY_MS = { from: 20, to: 60 };

/** The header in which the bench's own workers say when they sent a request. */
export const SENT_AT = 'x-sent-at';

const FROZEN_AT = Date.parse('2026-11-01T12:00:00Z');

/** `limits` of the application in Riot's notation; those of the methods are a production key's. */
export async function startEdge({ limits, seed }: { limits: string; seed: number }): Promise<Edge> {
  const arrivals: Arrival[] = [];
  let now = systemClock.monotonic();
  const simulator = createSimulator({
    seed,
    players: 60,
    historyDays: 40,
    limits: 'prod',
    // Windows are counted at the very instant that the log names.
    clock: { ...systemClock, now: () => now },
    frozenAt: FROZEN_AT,
    faults: [{ fault: { kind: 'limits', application: limits } }],
  });
  const puuids = simulator.truth().players.map(({ puuid }) => puuid);
  const matchIds = matchIdsOf(simulator);
  const dice = diceOf(seed);
  const way = () => WAY_MS.from + dice.next() * (WAY_MS.to - WAY_MS.from);
  const handle = async (request: Request): Promise<Response> => {
    const [there, back] = [way(), way()];
    await systemClock.sleep(there);
    now = systemClock.monotonic();
    const at = now;
    const response = await simulator.handle(routed(request));
    arrivals.push({ ...arrivalOf(request, response), at, roundTripMs: there + back });
    await systemClock.sleep(back);
    return response;
  };
  const { url, port, close } = await serve({ ...simulator, handle }, { port: 0 });
  return { apiUrl: `${url}/{route}`, port, arrivals, puuids, matchIds, close };
}

/** A client with a fixed host names the route there, as for Riot itself. */
function routed(request: Request): Request {
  const route = /^(\w+)\.api\.riotgames\.com$/.exec(request.headers.get('host') ?? '')?.[1];
  if (route === undefined) return request;
  const { origin, pathname, search } = new URL(request.url);
  return new Request(`${origin}/${route}${pathname}${search}`, request);
}

function arrivalOf(request: Request, response: Response): Omit<Arrival, 'at' | 'roundTripMs'> {
  const sentAt = request.headers.get(SENT_AT);
  return {
    status: response.status,
    path: new URL(request.url).pathname,
    sender: request.headers.get('user-agent') ?? '',
    sentAt: sentAt === null ? undefined : Number(sentAt),
    count: response.headers.get('x-app-rate-limit-count') ?? '',
  };
}

/** Some of each player's matches. */
function matchIdsOf({ world }: Simulator): readonly string[] {
  world.now();
  const indexes = new Set(world.players.flatMap((player) => world.historyOf(player).slice(-20)));
  return [...indexes].map((index) => matchIdOf(world.platform.toUpperCase(), world.log.at(index).gameId));
}
