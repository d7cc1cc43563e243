// PURE: the text of a schedule. Told apart before any arithmetic: a scheduler that is handed free text guesses.

import { readCronFields } from './cron-fields.ts';
import { comes } from './cron-runs.ts';

/** `fields`: five in digits, as readCronFields writes them. */
export type Schedule =
  | { readonly kind: 'interval'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly fields: string }
  | { readonly kind: 'manual' };

export const scheduleForms =
  'seconds (60 or interval:60), 90s, 15m, 2h, 1d, five cron fields (*/5 * * * *), @hourly, @daily, @weekly, @monthly, ' +
  '@yearly, manual';

const INTERVAL = /^(?:interval:)?(\d{1,9})([smhd]?)$/;
const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longer intervals are typing errors. */
const MAX_INTERVAL_MS = 366 * 86_400_000;

/** Source: crontab(5). */
const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** undefined = none of `scheduleForms`, an interval of nothing or of more than a year, or a day that never comes. */
export function parseSchedule(text: string): Schedule | undefined {
  const normal = normalSchedule(text);
  if (normal === 'manual') return { kind: 'manual' };
  return parseInterval(normal) ?? parseCron(normal);
}

/** As it is kept: small letters, one blank between fields. */
export function normalSchedule(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/** What parseSchedule reads as the same schedule again. */
export function formatSchedule(schedule: Schedule): string {
  if (schedule.kind === 'cron') return schedule.fields;
  if (schedule.kind === 'manual') return 'manual';
  const { everyMs } = schedule;
  const unit = ['d', 'h', 'm'].find((one) => everyMs % (unitMs[one] ?? 0) === 0) ?? 's';
  return `${everyMs / (unitMs[unit] ?? 1)}${unit}`;
}

/** Why parseSchedule refuses it. */
export function scheduleProblem(text: string): string {
  return readFields(normalSchedule(text)) === undefined ? `is none of: ${scheduleForms}` : 'never comes: no such day';
}

function parseInterval(text: string): Schedule | undefined {
  const [, digits = '', unit = ''] = INTERVAL.exec(text) ?? [];
  const everyMs = Number(digits) * (unitMs[unit] ?? 0);
  return everyMs > 0 && everyMs <= MAX_INTERVAL_MS ? { kind: 'interval', everyMs } : undefined;
}

function parseCron(text: string): Schedule | undefined {
  const fields = readFields(text);
  return fields !== undefined && comes(fields) ? { kind: 'cron', fields } : undefined;
}

function readFields(text: string): string | undefined {
  return readCronFields(nicknames[text] ?? text.replace(/^cron: ?/, ''));
}
