// The gate of one route: a fair queue in front of the scopes that its requests are counted in.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { RateLimitError, type RateLimitScope } from './errors.ts';
import type { GateAnswer, GateRequest, Permit } from './gate.ts';
import { limitedScope, limitsOf, retryAfterMs } from './limits.ts';
import { block, type Charge, charge, freeAt, openScope, type Scope, settle, unknownScope } from './scope.ts';

/** Receipt times are taken this much later: Date.now() cuts off fractions, and two clocks drift by some ms in minutes. */
const CLOCK_MARGIN_MS = 5;

/** The longest a timer can run; a longer one would fire at once. Source: Node's documentation of setTimeout. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface ScopeCell {
  readonly name: RateLimitScope;
  state: Scope;
}

interface Waiter {
  readonly request: GateRequest;
  readonly cells: readonly ScopeCell[];
  readonly since: number;
  grant(permit: Permit): void;
  refuse(reason: unknown): void;
}

export class RouteGate {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #cells = new Map<string, ScopeCell>();
  /** In order of arrival. */
  #waiters: Waiter[] = [];
  #timer: { readonly at: number; readonly controller: AbortController } | undefined;

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
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
      const waiter: Waiter = {
        request,
        cells: this.#cellsOf(request),
        since: this.#clock.now(),
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

  /** Grants what is free in order of arrival, refuses what would last too long, and sleeps until the next instant. */
  #pump(): void {
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    this.#waiters = this.#waiters.filter((waiter) => {
      const hold = holdOf(waiter.cells, now);
      if (hold.until <= now) {
        waiter.grant(this.#permit(waiter, now));
        return false;
      }
      if (isTooLong(hold.until, waiter)) {
        const { route, methodId } = waiter.request;
        waiter.refuse(new RateLimitError({ route, methodId, scope: hold.scope, retryAt: hold.until, now }));
        return false;
      }
      next = Math.min(next, hold.until);
      return true;
    });
    this.#wakeAt(next);
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
    // The sleep rejects only when another one has taken its place.
    this.#clock.sleep(Math.min(at - this.#clock.now(), MAX_TIMER_MS), controller.signal).then(wake, () => {});
  }

  #permit({ cells, request, since }: Waiter, now: number): Permit {
    const bookings = cells.map((cell) => book(cell, now));
    let isOpen = true;
    return {
      waitedMs: now - since,
      settle: (answer) => {
        if (!isOpen) return;
        isOpen = false;
        learn(bookings, answer, this.#clock.now() + CLOCK_MARGIN_MS);
        if (answer?.status === 429) this.#log.warn('riot.limited', limitFields(request, answer));
        this.#pump();
      },
    };
  }

  #cellsOf({ methodId, service }: GateRequest): readonly ScopeCell[] {
    return [
      this.#cell('application', { name: 'application', state: unknownScope }),
      this.#cell(`service ${service}`, { name: 'service', state: openScope }),
      this.#cell(`method ${methodId}`, { name: 'method', state: unknownScope }),
    ];
  }

  #cell(key: string, initial: ScopeCell): ScopeCell {
    const cell = this.#cells.get(key) ?? initial;
    this.#cells.set(key, cell);
    return cell;
  }
}

/** The scope that keeps a request waiting longest. */
function holdOf(cells: readonly ScopeCell[], now: number): { until: number; scope: RateLimitScope } {
  const holds = cells.map((cell) => ({ until: freeAt(cell.state, now), scope: cell.name }));
  return holds.reduce((longest, hold) => (hold.until > longest.until ? hold : longest));
}

function isTooLong(until: number, { since, request }: Waiter): boolean {
  return until !== Number.POSITIVE_INFINITY && until > since + request.patienceMs;
}

interface Booking {
  readonly cell: ScopeCell;
  readonly charge: Charge;
}

function book(cell: ScopeCell, now: number): Booking {
  const booked = charge(cell.state, now);
  cell.state = booked.scope;
  return { cell, charge: booked.charge };
}

function learn(bookings: readonly Booking[], answer: GateAnswer | undefined, receivedAt: number): void {
  const limits = answer === undefined ? undefined : limitsOf(answer.headers);
  const isConclusive = answer !== undefined && isConclusiveStatus(answer.status);
  const limited = answer?.status === 429 ? limitedScope(answer.headers) : undefined;
  for (const { cell, charge } of bookings) {
    const told = cell.name === 'service' ? undefined : limits?.[cell.name];
    cell.state = settle(cell.state, charge, { receivedAt, limits: told, isConclusive });
    if (answer !== undefined && cell.name === limited) {
      cell.state = block(cell.state, receivedAt, retryAfterMs(answer.headers));
    }
  }
}

/** Refused keys, 429s of an overloaded service and the edge's own 5xx carry no limits even where there are some. */
function isConclusiveStatus(status: number): boolean {
  return (status >= 200 && status < 300) || status === 400 || status === 404;
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
