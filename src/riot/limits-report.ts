// What is known of a key's limits, for people: windows on the wall clock, blocks, reservations, the last hour. Pure.

import type { Route } from '../league/routing.ts';
import type { OwnerState, ProcessIdentity } from '../processes.ts';
import { allowedAt } from './breaker.ts';
import type { Bucket } from './bucket.ts';
import type { RateLimitScope } from './errors.ts';
import { ownerOf, type RouteState } from './route-state.ts';
import type { Scope } from './scope.ts';

/** What the file of a key holds. */
export interface KeptGate {
  /** Why it cannot be used, where there is a file that cannot. */
  readonly problem: string | null;
  /** In the order of their names. */
  readonly routes: ReadonlyMap<Route, RouteState>;
  /** By the names with which requests are signed. */
  readonly owners: ReadonlyMap<string, ProcessIdentity>;
  /** Of the last hour: requests allowed, and answers of 429. */
  readonly lastHour: ReadonlyMap<Route, { readonly sent: number; readonly limited: number }>;
}

export const emptyGate: KeptGate = { problem: null, routes: new Map(), owners: new Map(), lastHour: new Map() };

/** All times are epoch ms. */
export interface RouteReport {
  readonly route: Route;
  readonly sentLastHour: number;
  readonly limitedLastHour: number;
  /** By the tightest of the route's own buckets; null while they are unknown. */
  readonly allowedPerHour: number | null;
  /** 0..1: sent of allowed. */
  readonly utilisation: number | null;
  readonly scopes: readonly ScopeReport[];
  readonly underWay: readonly UnderWayReport[];
  readonly setAside: readonly SetAsideReport[];
}

export interface ScopeReport {
  readonly scope: RateLimitScope;
  /** The method or the service; null for the whole route. */
  readonly name: string | null;
  /** False: one request at a time asks what the limits are. */
  readonly isKnown: boolean;
  readonly inFlight: number;
  readonly block: BlockReport | null;
  readonly buckets: readonly BucketReport[];
}

export interface BlockReport {
  readonly until: number;
  /** A 429 with Retry-After, or failure after failure. */
  readonly reason: 'limited' | 'failing';
}

export interface BucketReport {
  readonly limit: number;
  readonly durationMs: number;
  readonly used: number;
  readonly left: number;
  /** Riot opened the window between these two; null while none is open, `latest` also until an answer tells. */
  readonly openedEarliest: number | null;
  readonly openedLatest: number | null;
  /** When it has certainly ended. */
  readonly endsAt: number | null;
}

/** All null where the process is not known any more. */
export interface HolderReport {
  readonly pid: number | null;
  readonly host: string | null;
  readonly state: OwnerState;
}

/** What one process has sent and not heard of yet. */
export interface UnderWayReport extends HolderReport {
  readonly requests: number;
  /** When the oldest of them was sent. */
  readonly since: number;
  readonly methodIds: readonly string[];
}

/** What one process is sure of until a certain time. */
export interface SetAsideReport extends HolderReport {
  readonly requests: number;
  readonly methodId: string;
  readonly until: number;
}

export interface ReportedAt {
  readonly monotonic: number;
  /** Epoch ms. */
  readonly wall: number;
  stateOf(owner: ProcessIdentity): OwnerState;
}

const HOUR_MS = 3_600_000;

export function reportLimits(kept: KeptGate, at: ReportedAt): RouteReport[] {
  return [...kept.routes].map(([route, state]) => {
    const { sent, limited } = kept.lastHour.get(route) ?? { sent: 0, limited: 0 };
    const allowedPerHour = perHour(state.scopes['application']);
    return {
      route,
      sentLastHour: sent,
      limitedLastHour: limited,
      allowedPerHour,
      utilisation: allowedPerHour === null ? null : sent / allowedPerHour,
      scopes: Object.keys(state.scopes)
        .toSorted(byKind)
        .map((key) => scopeReport(state, key, at)),
      underWay: underWayOf(state, kept.owners, at),
      setAside: setAsideOf(state, kept.owners, at),
    };
  });
}

function perHour(scope: Scope | undefined): number | null {
  if (scope === undefined || scope.buckets.length === 0) return null;
  return Math.min(...scope.buckets.map(({ limit, durationMs }) => (limit * HOUR_MS) / durationMs));
}

const kinds: readonly string[] = ['application', 'method', 'service'] satisfies RateLimitScope[];

/** The keys of a route's scopes: `application`, `method match-v5.getMatch`, `service match-v5`. */
function partsOf(key: string): readonly [scope: RateLimitScope, name: string | null] {
  const [kind = '', name = null] = key.split(' ');
  return [kind as RateLimitScope, name];
}

function byKind(a: string, b: string): number {
  return kinds.indexOf(partsOf(a)[0]) - kinds.indexOf(partsOf(b)[0]) || a.localeCompare(b);
}

function scopeReport(state: RouteState, key: string, at: ReportedAt): ScopeReport {
  const [scope, name] = partsOf(key);
  const { isKnown, inFlight, buckets, blockedUntil } = state.scopes[key] as Scope;
  const failingUntil = scope === 'method' ? allowedAt(state.breakers[name ?? ''], at.monotonic) : 0;
  const until = Math.max(blockedUntil, failingUntil);
  const reason = failingUntil > blockedUntil ? 'failing' : 'limited';
  return {
    scope,
    name,
    isKnown,
    inFlight,
    block: until > at.monotonic ? { until: onWall(until, at), reason } : null,
    buckets: buckets.map((bucket) => bucketReport(bucket, inFlight, at)),
  };
}

function bucketReport({ limit, durationMs, window }: Bucket, inFlight: number, at: ReportedAt): BucketReport {
  const size = { limit, durationMs };
  if (window === undefined || window.startLatest + durationMs <= at.monotonic) {
    // What is under way may open the next window.
    const closed = { openedEarliest: null, openedLatest: null, endsAt: null };
    return { ...size, used: inFlight, left: Math.max(0, limit - inFlight), ...closed };
  }
  const { used, startEarliest, startLatest } = window;
  const isTold = startLatest !== Number.POSITIVE_INFINITY;
  return {
    ...size,
    used,
    left: Math.max(0, limit - used),
    openedEarliest: onWall(startEarliest, at),
    openedLatest: isTold ? onWall(startLatest, at) : null,
    endsAt: isTold ? onWall(startLatest + durationMs, at) : null,
  };
}

type Owners = KeptGate['owners'];

function underWayOf({ underWay }: RouteState, owners: Owners, at: ReportedAt): UnderWayReport[] {
  const all = Object.values(underWay);
  return [...new Set(all.map(({ owner }) => owner))].map((owner) => {
    const ours = all.filter((one) => one.owner === owner);
    return {
      requests: ours.length,
      since: onWall(Math.min(...ours.map(({ sentAt }) => sentAt)), at),
      methodIds: [...new Set(ours.map(({ methodId }) => methodId))],
      ...holderOf(owner, owners, at),
    };
  });
}

function setAsideOf({ aside }: RouteState, owners: Owners, at: ReportedAt): SetAsideReport[] {
  const inForce = Object.entries(aside).filter(([, { count, until }]) => count > 0 && until > at.monotonic);
  return inForce.map(([id, { count, methodId, until }]) => {
    // Ids are those of the owner, a dot and a number.
    const owner = ownerOf(id);
    return { requests: count, methodId, until: onWall(until, at), ...holderOf(owner, owners, at) };
  });
}

function holderOf(name: string, owners: Owners, { stateOf }: ReportedAt): HolderReport {
  const owner = owners.get(name);
  if (owner === undefined) return { pid: null, host: null, state: 'unknown' };
  return { pid: owner.pid, host: owner.host, state: stateOf(owner) };
}

function onWall(instant: number, { monotonic, wall }: ReportedAt): number {
  return Math.round(wall + instant - monotonic);
}
