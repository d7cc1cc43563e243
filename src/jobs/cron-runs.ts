// PURE: when a cron expression comes. croner does the arithmetic, and sees nothing but five fields that were read before.
//
// Expressions follow the clocks of their time zone. Where these are put forward, a fixed time in the gap comes at its
// end (02:30 at 03:00), and one with a star or a step in its minute or hour is left out, as is one whose gap ends with
// the day; where they are put back, a fixed time comes once, at its first occurrence, and one with a star or a step at
// both.

import { Cron } from 'croner';

/** Later than `after`, not later than `upTo`; epoch ms. */
export interface Span {
  readonly after: number;
  readonly upTo: number;
}

export interface CronRuns {
  /** The first one later than `after`; undefined: never. */
  next(after: number): number | undefined;
  /** The last one not later than `upTo`. */
  previous(upTo: number): number | undefined;
  count(span: Span): number;
}

/** `fields` as readCronFields writes them; `timezone` is one that Intl knows. */
export function cronRuns(fields: string, timezone: string): CronRuns {
  const cron = cronOf(fields, timezone);
  return {
    next: (after) => nextOf(cron, after),
    // croner's answer is earlier than the moment it is asked for.
    previous: (upTo) => cron.previousRuns(1, new Date(upTo + 1))[0]?.getTime(),
    count: (span) => countByDay(cron, cronOf('0 0 * * *', timezone), span),
  };
}

/** 31 February never comes. */
export function comes(fields: string): boolean {
  return nextOf(cronOf(fields, 'UTC'), 0) !== undefined;
}

function cronOf(fields: string, timezone: string): Cron {
  const [, , dayOfMonth = '', , dayOfWeek = ''] = fields.split(' ');
  // Two restricted days are alternatives, unless one of them starts with a star. Source: crontab(5), NOTES.
  const domAndDow = dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*');
  return new Cron(fields, { timezone, mode: '5-part', fixedTimeRule: 'no-wildcard', domAndDow });
}

function nextOf(cron: Cron, after: number): number | undefined {
  return cron.nextRun(new Date(after))?.getTime();
}

const DAY_MS = 86_400_000;

/** One day of 24 hours is like the other: an expression for every minute has half a million slots in a year. */
function countByDay(cron: Cron, midnight: Cron, span: Span): number {
  let count = 0;
  let perDay = 0;
  for (const day of localDays(midnight, span)) {
    const found = day.isOrdinary && perDay > 0 && hasAny(cron, day) ? perDay : countOneByOne(cron, day);
    if (day.isOrdinary && found > 0) perDay = found;
    count += found;
  }
  return count;
}

interface LocalDay extends Span {
  /** Whole, and as long as others. */
  readonly isOrdinary: boolean;
}

/** The span cut at each midnight: what ends just before one, and what begins with it. */
function* localDays(midnight: Cron, { after, upTo }: Span): Generator<LocalDay> {
  for (let from = after; from < upTo; ) {
    const end = (nextOf(midnight, from + 1) ?? Number.POSITIVE_INFINITY) - 1;
    const to = Math.min(upTo, end);
    yield { after: from, upTo: to, isOrdinary: from > after && end <= upTo && end - from === DAY_MS };
    from = to;
  }
}

function hasAny(cron: Cron, { after, upTo }: Span): boolean {
  const first = nextOf(cron, after);
  return first !== undefined && first <= upTo;
}

function countOneByOne(cron: Cron, { after, upTo }: Span): number {
  let count = 0;
  for (let at = nextOf(cron, after); at !== undefined && at <= upTo; at = nextOf(cron, at)) count += 1;
  return count;
}
