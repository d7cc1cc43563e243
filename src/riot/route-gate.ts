// The gate of one route: a fair queue of this process in front of the state that all processes share.

import type { Clock } from '../clock.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { RateLimitError } from './errors.ts';
import type { GateAnswer, GateRequest, Permit } from './gate.ts';
import type { Change, GateMemory } from './gate-memory.ts';
import { limitedScope, retryAfterMs } from './limits.ts';
import {
  close,
  closeAbandoned,
  type Hold,
  holdOf,
  leave,
  type RouteState,
  reserve,
  type UnderWay,
} from './route-state.ts';

/** Receipt times are taken this much later: the clock that stamps them may be read a moment before the bytes came. */
const CLOCK_MARGIN_MS = 5;

/** The longest a timer can run; a longer one would fire at once. Source: Node's documentation of setTimeout. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** How soon to look again when only the answer to another process's request can tell. */
const LOOK_AGAIN_MS = 20;

/** A request of another process is over after this long whatever became of it: the longest attempt, and slack. */
const ATTEMPT_MS = 15_000;

interface Waiter {
  readonly id: string;
  readonly request: GateRequest;
  /** Of Clock.monotonic. */
  readonly since: number;
  grant(permit: Permit): void;
  refuse(reason: unknown): void;
}

interface Ended {
  readonly id: string;
  readonly answer: GateAnswer | undefined;
  readonly receivedAt: number;
}

interface Pumped {
  readonly granted: ReadonlySet<string>;
  /** By the id of the waiter. */
  readonly held: ReadonlyMap<string, Hold>;
  /** Others have requests under way whose answers may free what is held. */
  readonly hasForeign: boolean;
}

export interface GatePorts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly memory: GateMemory;
}

export class RouteGate {
  readonly #route: Route;
  readonly #ports: GatePorts;
  /** Requests asked for so far. */
  #count = 0;
  /** In order of arrival. */
  #waiters: Waiter[] = [];
  #timer: { readonly at: number; readonly controller: AbortController } | undefined;

  constructor(route: Route, ports: GatePorts) {
    this.#route = route;
    this.#ports = ports;
  }

  acquire(request: GateRequest): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const { signal } = request;
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(signal.reason);
        this.#pump();
      };
      const stay = () => signal.removeEventListener('abort', leave);
      this.#count += 1;
      const waiter: Waiter = {
        id: `${this.#ports.memory.owner}.${this.#count}`,
        request,
        since: this.#ports.clock.monotonic(),
        grant: (permit) => {
          stay();
          resolve(permit);
        },
        refuse: (reason) => {
          stay();
          reject(reason);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
      this.#pump();
    });
  }

  /** Closes what has ended, grants what is free in order of arrival, refuses what would last too long, and sleeps. */
  #pump(ended?: Ended): void {
    const { clock, memory } = this.#ports;
    const now = clock.monotonic();
    const waiters = this.#waiters;
    const pumped = memory.update(this.#route, (state) => pump(state, { memory, now, waiters, ended }));
    let next = Number.POSITIVE_INFINITY;
    this.#waiters = waiters.filter((waiter) => {
      if (pumped.granted.has(waiter.id)) waiter.grant(this.#permit(waiter, now));
      const hold = pumped.held.get(waiter.id);
      if (hold === undefined || this.#refuses(waiter, hold, now)) return false;
      next = Math.min(next, hold.until);
      return true;
    });
    const isBlind = next === Number.POSITIVE_INFINITY && this.#waiters.length > 0;
    this.#wakeAt(isBlind && pumped.hasForeign ? now + LOOK_AGAIN_MS : next);
  }

  #refuses(waiter: Waiter, { until, scope }: Hold, now: number): boolean {
    const { request, since } = waiter;
    if (until === Number.POSITIVE_INFINITY || until <= since + request.patienceMs) return false;
    const wallNow = this.#ports.clock.now();
    const { route, methodId } = request;
    waiter.refuse(
      new RateLimitError({ route, methodId, scope, retryAt: wallNow + Math.ceil(until - now), now: wallNow }),
    );
    return true;
  }

  #wakeAt(at: number): void {
    if (this.#timer?.at === at) return;
    this.#timer?.controller.abort();
    this.#timer = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const controller = new AbortController();
    this.#timer = { at, controller };
    const wake = () => {
      this.#timer = undefined;
      this.#pump();
    };
    const { clock } = this.#ports;
    // The sleep rejects only when another one has taken its place.
    clock.sleep(Math.min(Math.ceil(at - clock.monotonic()), MAX_TIMER_MS), controller.signal).then(wake, () => {});
  }

  #permit({ id, request, since }: Waiter, now: number): Permit {
    const { clock, log } = this.#ports;
    let isOpen = true;
    return {
      waitedMs: now - since,
      settle: (answer) => {
        if (!isOpen) return;
        isOpen = false;
        if (answer?.status === 429) log.warn('riot.limited', limitFields(request, answer));
        this.#pump({ id, answer, receivedAt: clock.monotonic() + CLOCK_MARGIN_MS });
      },
    };
  }
}

interface PumpInput {
  readonly memory: GateMemory;
  readonly now: number;
  readonly waiters: readonly Waiter[];
  readonly ended: Ended | undefined;
}

function end(state: RouteState, { id, answer, receivedAt }: Ended): RouteState {
  return answer === undefined ? leave(state, id, receivedAt) : close(state, id, { answer, receivedAt });
}

function pump(before: RouteState, { memory, now, waiters, ended }: PumpInput): Change<Pumped> {
  const isGone = goneIn(memory, now);
  let state = ended === undefined ? before : end(before, ended);
  const granted = new Set<string>();
  const held = new Map<string, Hold>();
  for (const { id, request } of waiters) {
    let hold = holdOf(state, request, now);
    if (hold.until > now) {
      state = closeAbandoned(state, { now, isGone });
      hold = holdOf(state, request, now);
    }
    if (hold.until > now) held.set(id, hold);
    else {
      state = reserve(state, request, { id, owner: memory.owner, now });
      granted.add(id);
    }
  }
  const hasForeign = Object.values(state.underWay).some(({ owner, overAt }) => owner !== memory.owner || overAt);
  const limited = ended?.answer?.status === 429 ? 1 : 0;
  return { state, result: { granted, held, hasForeign }, sent: granted.size, limited };
}

/** Whether the process that sent a request is there is asked once per process and look. */
function goneIn(memory: GateMemory, now: number): (one: UnderWay) => boolean {
  const gone = new Map<string, boolean>();
  return ({ owner, sentAt }) => {
    if (owner === memory.owner) return false;
    const isGone = gone.get(owner) ?? (now - sentAt > ATTEMPT_MS || memory.isGone(owner));
    gone.set(owner, isGone);
    return isGone;
  };
}

function limitFields({ route, methodId }: GateRequest, { headers }: GateAnswer) {
  return {
    route,
    methodId,
    scope: limitedScope(headers) ?? 'unknown',
    retryAfterMs: retryAfterMs(headers),
    applicationCount: headers.get('x-app-rate-limit-count') ?? undefined,
    methodCount: headers.get('x-method-rate-limit-count') ?? undefined,
  };
}
