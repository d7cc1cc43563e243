// PURE: what is known of rate limits as lines, as a table and as JSON.

import type { BucketReport, HolderReport, RouteReport, ScopeReport } from '../../riot/limits-report.ts';
import type { Column } from './table.ts';
import { duration, fullTime, relativeTime, safeText } from './text.ts';

export interface KeyLimits {
  /** The beginning of the key's fingerprint. */
  readonly key: string;
  readonly path: string;
  readonly problem: string | null;
  readonly routes: readonly RouteReport[];
}

export interface LimitRow {
  readonly key: string;
  readonly route: RouteReport;
  readonly scope: ScopeReport;
  /** null: the scope is blocked, or asks for its limits, and has no bucket. */
  readonly bucket: BucketReport | null;
}

export interface LimitView {
  readonly now: number;
  /** Nobody needs to be told which key is meant. */
  readonly isOne: boolean;
}

/** A row for each bucket. A service has none, and is shown while it is blocked. */
export function limitRows(keys: readonly KeyLimits[]): LimitRow[] {
  return keys.flatMap(({ key, routes }) =>
    routes.flatMap((route) =>
      route.scopes.flatMap((scope): LimitRow[] => {
        if (scope.buckets.length > 0) return scope.buckets.map((bucket) => ({ key, route, scope, bucket }));
        return scope.block === null && scope.isKnown ? [] : [{ key, route, scope, bucket: null }];
      }),
    ),
  );
}

export function limitColumns(rows: readonly LimitRow[], { now, isOne }: LimitView): readonly Column<LimitRow>[] {
  const isBlocked = rows.some(({ scope }) => scope.block !== null);
  return [
    { title: 'key', value: ({ key }) => key, ...(isOne ? { optional: 6 } : {}) },
    { title: 'route', value: ({ route }) => route.route },
    // With a blank instead of the dot, at which a narrow column may wrap.
    { title: 'scope', value: nameOf, short: (row) => nameOf(row).replace('.', ' '), flexible: true },
    { title: 'limit', value: ({ bucket }) => bucket && notation(bucket), short: shortLimit, align: 'right' },
    { title: 'used', value: ({ bucket }) => bucket?.used ?? null, align: 'right' },
    { title: 'left', value: ({ bucket }) => bucket?.left ?? null, align: 'right', tone: leftTone },
    timeLeft({ title: 'ends', now, at: ({ bucket }) => bucket?.endsAt, optional: 1 }),
    {
      ...timeLeft({ title: 'blocked', now, at: ({ scope }) => scope.block?.until, optional: isBlocked ? 0 : 3 }),
      tone: ({ scope }) => (scope.block === null ? undefined : 'bad'),
    },
    openedColumn('opened', 'openedEarliest', { now, optional: 2 }),
    openedColumn('opened by', 'openedLatest', { now, optional: 4 }),
    { title: 'sent in 1 h', value: ({ route }) => route.sentLastHour, align: 'right', optional: 7 },
    { title: 'utilisation', value: ({ route }) => route.utilisation, short: shortShare, align: 'right', optional: 9 },
    { title: '429s in 1 h', value: ({ route }) => route.limitedLastHour, align: 'right', optional: 8 },
  ];
}

function nameOf({ scope }: LimitRow): string {
  return scope.name ?? scope.scope;
}

/** As Riot writes it. */
function notation({ limit, durationMs }: BucketReport): string {
  return `${limit}:${durationMs / 1000}`;
}

function shortLimit({ scope, bucket }: LimitRow): string {
  if (bucket !== null) return notation(bucket);
  return scope.isKnown ? '-' : 'unknown';
}

function shortShare({ route }: LimitRow): string {
  return route.utilisation === null ? '-' : percent(route.utilisation);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function leftTone({ bucket }: LimitRow) {
  return bucket?.left === 0 ? 'doubtful' : undefined;
}

interface Ending {
  readonly title: string;
  readonly now: number;
  at(row: LimitRow): number | null | undefined;
  readonly optional: number;
}

/** A moment that comes; for people how long it takes. */
function timeLeft({ title, now, at, optional }: Ending): Column<LimitRow> {
  const short = (row: LimitRow) => {
    const until = at(row) ?? undefined;
    return until === undefined ? '-' : duration(Math.max(0, until - now));
  };
  return { title, value: (row) => fullTime(at(row)) || null, short, align: 'right', optional };
}

function openedColumn(
  title: string,
  bound: 'openedEarliest' | 'openedLatest',
  { now, optional }: { readonly now: number; readonly optional: number },
): Column<LimitRow> {
  const at = ({ bucket }: LimitRow) => bucket?.[bound];
  return { title, value: (row) => fullTime(at(row)) || null, short: (row) => relativeTime(at(row), now), optional };
}

export function problemLine({ path, problem }: KeyLimits): string {
  return `${safeText(path)} cannot be used: ${safeText(problem ?? '')}`;
}

/** What a route did in the last hour, who has requests under way, and who has some set aside. */
export function routeLines({ key, routes }: KeyLimits, { now, isOne }: LimitView): string[] {
  const prefix = isOne ? '' : `${key} `;
  return routes.flatMap(({ route, underWay, setAside, ...hour }) => {
    const lines = [
      hourOf(hour),
      ...underWay.map((one) => {
        const since = duration(Math.max(0, now - one.since));
        return `${counted(one.requests, 'request')} under way, the oldest for ${since}: ${holderOf(one)}`;
      }),
      ...setAside.map((one) => {
        const rest = duration(Math.max(0, one.until - now));
        return `${counted(one.requests, 'request')} of ${one.methodId} set aside for another ${rest}: ${holderOf(one)}`;
      }),
    ];
    return lines.map((line) => `${prefix}${route}: ${line}`);
  });
}

type Hour = Pick<RouteReport, 'sentLastHour' | 'limitedLastHour' | 'allowedPerHour' | 'utilisation'>;

function hourOf({ sentLastHour, limitedLastHour, allowedPerHour, utilisation }: Hour): string {
  const share = utilisation === null ? '' : `, ${percent(utilisation)} of the ${allowedPerHour} allowed`;
  return `${counted(sentLastHour, 'request')} in the last hour${share}; ${counted(limitedLastHour, 'answer')} of 429`;
}

const states = { alive: '', dead: ', which is gone', unknown: ', which cannot be seen from here' } as const;

function holderOf({ pid, host, state }: HolderReport): string {
  return pid === null ? 'a process that is not known' : `process ${pid} of ${safeText(host ?? '')}${states[state]}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The shape that scripts rely on: it only ever grows. */
export function limitsJson({ key, path, problem, routes }: KeyLimits): object {
  return { key, file: path, problem, routes: routes.map(routeJson) };
}

function routeJson({ scopes, underWay, setAside, ...hour }: RouteReport): object {
  return {
    ...hour,
    scopes: scopes.map(({ block, buckets, ...scope }) => ({
      ...scope,
      block: block && { ...block, until: fullTime(block.until) },
      buckets: buckets.map(bucketJson),
    })),
    underWay: underWay.map((one) => ({ ...one, since: fullTime(one.since) })),
    setAside: setAside.map((one) => ({ ...one, until: fullTime(one.until) })),
  };
}

function bucketJson({ openedEarliest, openedLatest, endsAt, ...bucket }: BucketReport): object {
  const time = (at: number | null) => (at === null ? null : fullTime(at));
  return {
    ...bucket,
    openedEarliest: time(openedEarliest),
    openedLatest: time(openedLatest),
    endsAt: time(endsAt),
  };
}
