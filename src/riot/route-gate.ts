// The gate of one route: a fair queue of this process in front of the state that all processes share.

import type { Clock } from '../clock.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { RateLimitError, ServiceUnavailableError } from './errors.ts';
import type { Batch, GateAnswer, GateRequest, Permit } from './gate.ts';
import { type GateMemory, unchanged } from './gate-memory.ts';
import { limitedScope, retryAfterMs } from './limits.ts';
import { type Hold, possibleAt } from './outlook.ts';
import { type Ended, type Pumped, pump, type Waiting } from './pump.ts';
import { setAside } from './route-state.ts';

/** Receipt times are taken this much later: the clock that stamps them may be read a moment before the bytes came. */
const CLOCK_MARGIN_MS = 5;

/** How soon to look again when only the answer to another process's request can tell. */
const LOOK_AGAIN_MS = 20;

/** How soon to look again whether callers of the other class still wait in another process. */
const SHARE_LOOK_MS = 100;

interface Waiter extends Waiting {
  /** Of Clock.monotonic. */
  readonly since: number;
  grant(permit: Permit): void;
  refuse(reason: unknown): void;
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

  possibleAt(batch: Batch): number | undefined {
    const { clock, memory } = this.#ports;
    const now = clock.monotonic();
    const at = memory.update(this.#route, (state) => unchanged(state, possibleAt(state, batch, { ...batch, now })));
    return at === undefined ? undefined : this.#wall(at, now).retryAt;
  }

  setAside(batch: Batch, before: number): string | undefined {
    const { clock, memory } = this.#ports;
    const now = clock.monotonic();
    const until = now + before - clock.now();
    this.#count += 1;
    const id = `${memory.owner}.${this.#count}`;
    return memory.update(this.#route, (state) => {
      const at = possibleAt(state, batch, { ...batch, now });
      if (at === undefined || at > until) return unchanged(state, undefined);
      const { methodId, count } = batch;
      return { ...unchanged(state, id), state: setAside(state, id, { aside: { methodId, count, until }, now }) };
    });
  }

  letGo(asideId: string): void {
    const { clock, memory } = this.#ports;
    const now = clock.monotonic();
    memory.update(this.#route, (state) => ({
      ...unchanged(state, undefined),
      state: setAside(state, asideId, { aside: undefined, now }),
    }));
    this.#pump();
  }

  /** Grants what is free, refuses what would last too long, and sleeps until the next instant to look again. */
  #pump(ended?: Ended): void {
    const { clock, memory } = this.#ports;
    const now = clock.monotonic();
    const waiting = this.#waiters;
    const pumped = memory.update(this.#route, (state) => pump(state, { memory, now, waiting, ended }));
    const holds: Hold[] = [];
    this.#waiters = waiting.filter((waiter) => {
      const hold = this.#answer(waiter, pumped, now);
      if (hold !== undefined) holds.push(hold);
      return hold !== undefined;
    });
    this.#wakeAt(nextLook(holds, pumped, now));
  }

  /** What still holds the waiter; undefined when it has its answer. */
  #answer(waiter: Waiter, { granted, held, broken }: Pumped, now: number): Hold | undefined {
    const { id, request, since } = waiter;
    const hold = held.get(id);
    if (granted.has(id)) waiter.grant(this.#permit(waiter, now));
    if (broken.has(id)) waiter.refuse(new ServiceUnavailableError({ ...request, ...this.#wall(broken.get(id), now) }));
    if (hold === undefined) return undefined;
    if (hold.until === Number.POSITIVE_INFINITY || hold.until <= since + request.patienceMs) return hold;
    waiter.refuse(new RateLimitError({ ...request, scope: hold.scope, ...this.#wall(hold.until, now) }));
    return undefined;
  }

  /** An instant of the steady clock on the wall clock, for people. */
  #wall(at = 0, now: number): { readonly retryAt: number; readonly now: number } {
    const wallNow = this.#ports.clock.now();
    return { retryAt: wallNow + Math.ceil(at - now), now: wallNow };
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
    const ms = Math.max(0, Math.ceil(at - clock.monotonic()));
    // The sleep rejects only when another one has taken its place.
    clock.sleep(ms, controller.signal).then(wake, () => {});
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
        this.#pump({ id, methodId: request.methodId, answer, receivedAt: clock.monotonic() + CLOCK_MARGIN_MS });
      },
    };
  }
}

/** The next instant at which something may have become free; Infinity: nobody waits, or an answer of our own tells. */
function nextLook(holds: readonly Hold[], { hasForeign }: Pumped, now: number): number {
  const next = Math.min(...holds.map(({ until }) => until));
  if (holds.some(({ isShare }) => isShare)) return Math.min(next, now + SHARE_LOOK_MS);
  return next === Number.POSITIVE_INFINITY && holds.length > 0 && hasForeign ? now + LOOK_AGAIN_MS : next;
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
