// The gate of one route: a fair queue of this process in front of the state that all processes share.

import type { Clock } from '../clock.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { RateLimitError, ServiceUnavailableError } from './errors.ts';
import type { Batch, GateAnswer, GateRequest, Permit } from './gate.ts';
import { type Change, type GateMemory, MemoryBusyError, unchanged } from './gate-memory.ts';
import { limitedScope, retryAfterMs } from './limits.ts';
import { type Hold, possibleAt } from './outlook.ts';
import { type Ended, type Pumped, pump, type Waiting } from './pump.ts';
import { type RouteState, setAside } from './route-state.ts';

/** Receipt times are taken this much later: the clock that stamps them may be read a moment before the bytes came. */
const CLOCK_MARGIN_MS = 5;

/** How soon to look again when only the answer to another process's request can tell. */
const LOOK_AGAIN_MS = 20;

/** How soon to look again whether callers of the other class still wait in another process. */
const SHARE_LOOK_MS = 100;

/** How soon to try again when the memory was busy. */
const BUSY_PAUSE_MS = 5;

/** Requests that are let go in the first turn of the event loop; in the next it is twice as many. */
const FIRST_GRANTS = 3;

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
  #ended: Ended[] = [];
  /** Allowed, and not told yet. */
  readonly #granted: (() => void)[] = [];
  #isScheduled = false;
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
        this.#schedule();
      };
      const stay = () => signal.removeEventListener('abort', leave);
      const waiter: Waiter = {
        id: this.#newId(),
        request,
        since: this.#ports.clock.monotonic(),
        grant: (permit) => {
          stay();
          // Whoever has left since it was let through sends nothing.
          if (signal.aborted) permit.settle(undefined);
          else resolve(permit);
        },
        refuse: (reason) => {
          stay();
          reject(reason);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
      this.#schedule();
    });
  }

  async possibleAt(batch: Batch): Promise<number | undefined> {
    const now = this.#ports.clock.monotonic();
    const at = await this.#update((state) => unchanged(state, possibleAt(state, batch, { ...batch, now })));
    return at === undefined ? undefined : this.#wall(at, now).retryAt;
  }

  async setAside(batch: Batch, before: number): Promise<string | undefined> {
    const { clock } = this.#ports;
    const now = clock.monotonic();
    const until = now + before - clock.now();
    const id = this.#newId();
    return this.#update((state) => {
      const at = possibleAt(state, batch, { ...batch, now });
      if (at === undefined || at > until) return unchanged(state, undefined);
      const { methodId, count } = batch;
      return { ...unchanged(state, id), state: setAside(state, id, { aside: { methodId, count, until }, now }) };
    });
  }

  async letGo(asideId: string): Promise<void> {
    const now = this.#ports.clock.monotonic();
    await this.#update((state) => ({
      ...unchanged(state, undefined),
      state: setAside(state, asideId, { aside: undefined, now }),
    }));
    this.#schedule();
  }

  /** Tells the memory what has ended since the last look. */
  flush(): void {
    if (this.#ended.length > 0) this.#pump();
  }

  /** As soon as no other process is at it. */
  async #update<Result>(change: (state: RouteState) => Change<Result>): Promise<Result> {
    this.flush();
    for (;;) {
      try {
        return this.#ports.memory.update(this.#route, change);
      } catch (error) {
        if (!(error instanceof MemoryBusyError)) throw error;
      }
      await this.#ports.clock.sleep(BUSY_PAUSE_MS);
    }
  }

  #newId(): string {
    this.#count += 1;
    return `${this.#ports.memory.owner}.${this.#count}`;
  }

  /** All that comes and ends in one turn of the event loop is one look at the memory. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump();
    });
  }

  /** Grants what is free, refuses what would last too long, and sleeps until the next instant to look again. */
  #pump(): void {
    const { clock, memory } = this.#ports;
    const [ended, waiting] = [this.#ended, this.#waiters];
    let now = clock.monotonic();
    try {
      const pumped = memory.update(this.#route, (state) => {
        // Not before the memory is ours: waiting for it takes time.
        now = clock.monotonic();
        return pump(state, { memory, now, waiting, ended });
      });
      this.#ended = [];
      this.#wakeAt(nextLook(this.#answerAll(pumped, now), pumped, now));
    } catch (error) {
      if (error instanceof MemoryBusyError) this.#wakeAt(now + BUSY_PAUSE_MS);
      else this.#refuseAll(error);
    }
  }

  /** What still holds the others. */
  #answerAll(pumped: Pumped, now: number): readonly Hold[] {
    const holds: Hold[] = [];
    this.#waiters = this.#waiters.filter((waiter) => {
      const hold = this.#answer(waiter, pumped, now);
      if (hold !== undefined) holds.push(hold);
      return hold !== undefined;
    });
    this.#release();
    return holds;
  }

  /** A few in a turn, then more and more: the first is on its way before the last has been prepared. */
  #release(count = FIRST_GRANTS): void {
    for (const grant of this.#granted.splice(0, count)) grant();
    if (this.#granted.length > 0) setImmediate(() => this.#release(2 * count));
  }

  #refuseAll(error: unknown): void {
    for (const { refuse } of this.#waiters.splice(0)) refuse(error);
  }

  /** What still holds the waiter; undefined when it has its answer. */
  #answer(waiter: Waiter, { granted, held, broken }: Pumped, now: number): Hold | undefined {
    const { id, request, since } = waiter;
    const hold = held.get(id);
    if (granted.has(id)) this.#granted.push(() => waiter.grant(this.#permit(waiter, now)));
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
    let heardAt: number | undefined;
    return {
      waitedMs: now - since,
      heard: () => {
        heardAt ??= clock.monotonic();
      },
      settle: (answer) => {
        if (!isOpen) return;
        isOpen = false;
        if (answer?.status === 429) log.warn('riot.limited', limitFields(request, answer));
        const receivedAt = (heardAt ?? clock.monotonic()) + CLOCK_MARGIN_MS;
        this.#ended.push({ id, methodId: request.methodId, answer, receivedAt });
        this.#schedule();
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
