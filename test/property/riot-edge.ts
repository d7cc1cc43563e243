// A model of the rate limits of Riot's edge, written from the documented semantics and without the code under test.

interface EdgeBucket {
  limit: number;
  ms: number;
  openedAt: number | undefined;
  count: number;
}

/** limit and seconds, as in Riot's headers. */
export type EdgeLimits = readonly (readonly [limit: number, seconds: number])[];

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Headers;
}

export class Edge {
  /** Requests answered with 429. */
  violations = 0;
  served = 0;
  /** Arrivals in order: when, and whether served. */
  readonly arrivals: { readonly at: number; readonly route: string; readonly isServed: boolean }[] = [];
  readonly #application: Map<string, EdgeBucket[]> = new Map();
  readonly #method: Map<string, EdgeBucket[]> = new Map();
  #limits: { readonly application: EdgeLimits; readonly method: (methodId: string) => EdgeLimits };

  constructor(limits: { readonly application: EdgeLimits; readonly method: (methodId: string) => EdgeLimits }) {
    this.#limits = limits;
  }

  /** From now on; buckets of the same length keep their windows. */
  changeLimits(limits: { readonly application: EdgeLimits; readonly method: (methodId: string) => EdgeLimits }): void {
    this.#limits = limits;
    for (const buckets of this.#application.values()) change(buckets, limits.application);
    for (const [key, buckets] of this.#method) change(buckets, limits.method(key.split(' ')[1] ?? ''));
  }

  receive(route: string, methodId: string, now: number): EdgeAnswer {
    const application = this.#bucketsOf(this.#application, route, this.#limits.application);
    const method = this.#bucketsOf(this.#method, `${route} ${methodId}`, this.#limits.method(methodId));
    for (const bucket of [...application, ...method]) count(bucket, now);
    const headers = new Headers();
    headers.set('X-App-Rate-Limit', application.map(({ limit, ms }) => `${limit}:${ms / 1000}`).join());
    headers.set('X-App-Rate-Limit-Count', application.map(({ count, ms }) => `${count}:${ms / 1000}`).join());
    headers.set('X-Method-Rate-Limit', method.map(({ limit, ms }) => `${limit}:${ms / 1000}`).join());
    headers.set('X-Method-Rate-Limit-Count', method.map(({ count, ms }) => `${count}:${ms / 1000}`).join());
    const over = [application, method].map((buckets) => buckets.filter(isOver));
    const guilty = over.find((buckets) => buckets.length > 0);
    this.arrivals.push({ at: now, route, isServed: guilty === undefined });
    if (guilty === undefined) {
      this.served += 1;
      return { status: 200, headers };
    }
    this.violations += 1;
    headers.set('X-Rate-Limit-Type', guilty === over[0] ? 'application' : 'method');
    const remaining = Math.max(...guilty.map(({ openedAt = now, ms }) => openedAt + ms - now));
    headers.set('Retry-After', String(Math.ceil(remaining / 1000)));
    return { status: 429, headers };
  }

  /** Whether one more request would be served wherever it goes. */
  hasRoomEverywhere(now: number): boolean {
    const buckets = [...this.#application.values(), ...this.#method.values()].flat();
    return buckets.every(({ openedAt, ms, count, limit }) => {
      const isOpen = openedAt !== undefined && now < openedAt + ms;
      return !isOpen || count < limit;
    });
  }

  #bucketsOf(all: Map<string, EdgeBucket[]>, key: string, limits: EdgeLimits): EdgeBucket[] {
    const known = all.get(key) ?? limits.map(([limit, seconds]) => newBucket(limit, seconds));
    all.set(key, known);
    return known;
  }
}

function newBucket(limit: number, seconds: number): EdgeBucket {
  return { limit, ms: seconds * 1000, openedAt: undefined, count: 0 };
}

function count(bucket: EdgeBucket, now: number): void {
  if (bucket.openedAt === undefined || now >= bucket.openedAt + bucket.ms) {
    bucket.openedAt = now;
    bucket.count = 0;
  }
  bucket.count += 1;
}

function isOver({ count, limit }: EdgeBucket): boolean {
  return count > limit;
}

function change(buckets: EdgeBucket[], limits: EdgeLimits): void {
  const before = buckets.splice(0);
  for (const [limit, seconds] of limits) {
    const same = before.find(({ ms }) => ms === seconds * 1000);
    buckets.push(same === undefined ? newBucket(limit, seconds) : { ...same, limit });
  }
}
