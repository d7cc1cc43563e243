// Riot's rate limits as the server applies them: fixed windows, opened by the first request that counts.

export type LimitProfile = 'dev' | 'prod' | 'none';

export interface Bucket {
  readonly limit: number;
  readonly seconds: number;
}

/** The methods that the simulator serves, by Riot's names. */
export const methodIds = [
  'account-v1.getByRiotId',
  'account-v1.getByPuuid',
  'account-v1.getActiveRegion',
  'summoner-v4.getByPUUID',
  'league-v4.getLeagueEntriesByPUUID',
  'match-v5.getMatchIdsByPUUID',
  'match-v5.getMatch',
] as const;
export type MethodId = (typeof methodIds)[number];

/** Application limits per key and route. Source: developer portal, development and default production keys. */
const applicationLimits: Readonly<Record<LimitProfile, string>> = {
  dev: '20:1,100:120',
  prod: '500:10,30000:600',
  none: '100000000:10',
};

/** Method limits per key and route. Source: a production key's portal page, 2025. */
const methodLimits: Readonly<Record<MethodId, string>> = {
  'account-v1.getByRiotId': '1000:60',
  'account-v1.getByPuuid': '1000:60',
  'account-v1.getActiveRegion': '20000:10,1200000:600',
  'summoner-v4.getByPUUID': '1600:60',
  'league-v4.getLeagueEntriesByPUUID': '20000:10,1200000:600',
  'match-v5.getMatchIdsByPUUID': '2000:10',
  'match-v5.getMatch': '2000:10',
};

export interface CountedRequest {
  readonly key: string;
  readonly route: string;
  readonly methodId: MethodId;
}

interface Exceeded {
  readonly scope: 'application' | 'method';
  readonly remainingMs: number;
  /** Rounded up. */
  readonly retryAfterSeconds: number;
}

/** Limits in place of the profile's, in Riot's notation: `20:1,100:120`. */
export interface OtherLimits {
  readonly application?: string;
  readonly method?: string;
}

export interface LimitVerdict {
  /** The four limit headers, this request included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The application limit is named before the method limit. */
  readonly exceeded?: Exceeded;
}

export interface Limiter {
  /** Counts a request, a rejected one too, in every window of its key. `now` in epoch ms. */
  count(request: CountedRequest, now: number, other?: OtherLimits): LimitVerdict;
}

interface Window extends Bucket {
  count: number;
  /** Epoch ms; a request at or after it opens the next window. */
  endsAt: number;
}

export function createLimiter(profile: LimitProfile): Limiter {
  const windows = new Map<string, { readonly limits: string; readonly windows: readonly Window[] }>();

  function windowsOf(name: string, limits: string): readonly Window[] {
    const known = windows.get(name);
    if (known?.limits === limits) return known.windows;
    const fresh = windowsFor(limits, known?.windows ?? []);
    windows.set(name, { limits, windows: fresh });
    return fresh;
  }

  return {
    count({ key, route, methodId }, now, other = {}) {
      const ofMethod = profile === 'none' ? applicationLimits.none : methodLimits[methodId];
      const application = windowsOf(`${key} ${route}`, other.application ?? applicationLimits[profile]);
      const method = windowsOf(`${key} ${route} ${methodId}`, other.method ?? ofMethod);
      for (const window of [...application, ...method]) countIn(window, now);
      return { headers: limitHeaders(application, method), ...exceededOf(application, method, now) };
    },
  };
}

/** A window that goes on under other limits keeps its count and its end. */
function windowsFor(limits: string, before: readonly Window[]): Window[] {
  return parseBuckets(limits).map((bucket) => {
    const { count, endsAt } = before.find(({ seconds }) => seconds === bucket.seconds) ?? CLOSED;
    return { ...bucket, count, endsAt };
  });
}

const CLOSED = { count: 0, endsAt: Number.NEGATIVE_INFINITY };

function countIn(window: Window, now: number): void {
  if (now >= window.endsAt) {
    window.count = 0;
    window.endsAt = now + 1000 * window.seconds;
  }
  window.count++;
}

function exceededOf(
  application: readonly Window[],
  method: readonly Window[],
  now: number,
): Pick<LimitVerdict, 'exceeded'> {
  for (const [scope, windows] of [['application', application] as const, ['method', method] as const]) {
    const full = windows.filter(({ count, limit }) => count > limit);
    if (full.length === 0) continue;
    const remainingMs = Math.max(...full.map(({ endsAt }) => endsAt - now));
    return { exceeded: { scope, remainingMs, retryAfterSeconds: Math.ceil(remainingMs / 1000) } };
  }
  return {};
}

function limitHeaders(application: readonly Window[], method: readonly Window[]): Record<string, string> {
  const limits = (windows: readonly Window[]) => windows.map(({ limit, seconds }) => `${limit}:${seconds}`).join(',');
  const counts = (windows: readonly Window[]) => windows.map(({ count, seconds }) => `${count}:${seconds}`).join(',');
  return {
    'X-App-Rate-Limit': limits(application),
    'X-App-Rate-Limit-Count': counts(application),
    'X-Method-Rate-Limit': limits(method),
    'X-Method-Rate-Limit-Count': counts(method),
  };
}

function parseBuckets(text: string): Bucket[] {
  return text.split(',').map((bucket) => {
    const [limit = 0, seconds = 0] = bucket.split(':').map(Number);
    return { limit, seconds };
  });
}
