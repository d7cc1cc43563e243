// What a log of arrivals says about a client: computed from the edge's side alone, without asking the gate. Pure.

export interface Bucket {
  readonly limit: number;
  readonly durationMs: number;
}

/** All instants are those of Clock.monotonic. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Arrived {
  readonly at: number;
  readonly status: number;
}

/** A fixed window as the edge had it: opened by the first arrival after the previous one expired. */
export interface EdgeWindow {
  readonly openedAt: number;
  readonly endsAt: number;
  /** Rejected ones included, as the edge counts. */
  readonly arrived: number;
  readonly granted: number;
  /** When the last request came that it allows. */
  readonly filledAt: number | undefined;
  /** The first arrival after the end. */
  readonly nextAt: number | undefined;
}

export interface Figures {
  readonly bucket: Bucket;
  /** Windows that opened and expired in the scenario while work was waiting. */
  readonly windows: number;
  /** Windows that expired in the scenario, but without work for a part that matters. */
  readonly leftOut: number;
  /** Granted of allowed in the windows that count. */
  readonly utilisation: number;
  readonly limited: number;
  /** From each expiry of the tightest bucket to the next arrival, less the time in which nobody had work. */
  readonly idleMs: readonly number[];
  /** The same for the full windows of the other buckets, where the tightest one was not full. */
  readonly otherIdleMs: readonly number[];
}

/** A window counts when work was waiting for at least this part of it. */
const WORKING_PART = 0.75;

/** `20:1,100:120`. */
export function bucketsOf(limits: string): readonly Bucket[] {
  return limits.split(',').map((part) => {
    const [limit = Number.NaN, seconds = Number.NaN] = part.split(':').map(Number);
    return { limit, durationMs: seconds * 1000 };
  });
}

/** The one with the fewest requests per time; of two such the shorter one, which closes more often. */
export function tightestOf(buckets: readonly Bucket[]): Bucket {
  const perMs = ({ limit, durationMs }: Bucket) => limit / durationMs;
  const sorted = buckets.toSorted((a, b) => perMs(a) - perMs(b) || a.durationMs - b.durationMs);
  return sorted[0] ?? { limit: Number.NaN, durationMs: Number.NaN };
}

/** The most that so long a time allows: every window full, and the next one opened at its end. */
export function bestOf(durationMs: number, buckets: readonly Bucket[]): number {
  if (durationMs <= 0) return 0;
  const [longest, ...others] = buckets.toSorted((a, b) => b.durationMs - a.durationMs);
  if (longest === undefined) return Number.POSITIVE_INFINITY;
  const inWindow = (ms: number) => Math.min(longest.limit, bestOf(ms, others));
  const full = Math.floor(durationMs / longest.durationMs);
  return full * inWindow(longest.durationMs) + inWindow(durationMs % longest.durationMs);
}

/** `arrivals` in order of time. */
export function windowsOf(arrivals: readonly Arrived[], bucket: Bucket): readonly EdgeWindow[] {
  const windows: EdgeWindow[] = [];
  for (const arrival of arrivals) {
    const last = windows.at(-1);
    if (last !== undefined && arrival.at < last.endsAt) {
      windows[windows.length - 1] = withArrival(last, arrival, bucket);
      continue;
    }
    if (last !== undefined) windows[windows.length - 1] = { ...last, nextAt: arrival.at };
    windows.push(withArrival(openedAt(arrival.at, bucket), arrival, bucket));
  }
  return windows;
}

function openedAt(at: number, { durationMs }: Bucket): EdgeWindow {
  return { openedAt: at, endsAt: at + durationMs, arrived: 0, granted: 0, filledAt: undefined, nextAt: undefined };
}

function withArrival(window: EdgeWindow, { at, status }: Arrived, { limit }: Bucket): EdgeWindow {
  const arrived = window.arrived + 1;
  const granted = window.granted + (status === 429 ? 0 : 1);
  return { ...window, arrived, granted, filledAt: arrived === limit ? at : window.filledAt };
}

/** How much of a span is covered by others, which may overlap. */
export function coveredMs(span: Span, others: readonly Span[]): number {
  let covered = 0;
  let reached = span.from;
  for (const { from, to } of others.toSorted((a, b) => a.from - b.from)) {
    const end = Math.min(to, span.to);
    covered += Math.max(0, end - Math.max(from, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

export interface Observed {
  readonly arrivals: readonly Arrived[];
  readonly buckets: readonly Bucket[];
  /** When somebody had work waiting. */
  readonly working: readonly Span[];
  readonly endedAt: number;
}

export function figuresOf({ arrivals, buckets, working, endedAt }: Observed): Figures {
  const bucket = tightestOf(buckets);
  const tight = windowsOf(arrivals, bucket).filter(({ endsAt }) => endsAt <= endedAt);
  const counting = tight.filter((window) => isWorked(window, working));
  const granted = counting.reduce((sum, window) => sum + window.granted, 0);
  const others = buckets.filter((other) => other !== bucket).flatMap((other) => windowsOf(arrivals, other));
  const isFree = ({ endsAt }: EdgeWindow) => !tight.some((one) => holds(one, endsAt));
  return {
    bucket,
    windows: counting.length,
    leftOut: tight.length - counting.length,
    utilisation: granted / (bucket.limit * counting.length),
    limited: arrivals.filter(({ status }) => status === 429).length,
    idleMs: idleAfter(counting, working),
    otherIdleMs: idleAfter(
      others.filter((other) => other.filledAt !== undefined && isFree(other)),
      working,
    ),
  };
}

/** Full at that moment. */
function holds({ filledAt, endsAt }: EdgeWindow, at: number): boolean {
  return filledAt !== undefined && filledAt <= at && at < endsAt;
}

function isWorked({ openedAt, endsAt }: EdgeWindow, working: readonly Span[]): boolean {
  return coveredMs({ from: openedAt, to: endsAt }, working) >= WORKING_PART * (endsAt - openedAt);
}

function idleAfter(windows: readonly EdgeWindow[], working: readonly Span[]): readonly number[] {
  return windows.flatMap(({ endsAt, nextAt }) =>
    nextAt === undefined ? [] : [coveredMs({ from: endsAt, to: nextAt }, working)],
  );
}

/** Between two values in proportion; NaN for no values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
