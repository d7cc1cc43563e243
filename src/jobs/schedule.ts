// PURE: the text of a schedule. Told apart before any arithmetic: a scheduler that is handed free text guesses.

export type Schedule = { readonly kind: 'interval'; readonly everyMs: number } | { readonly kind: 'manual' };

export const scheduleForms = 'seconds (60 or interval:60), 90s, 15m, 2h, 1d, manual';

const INTERVAL = /^(?:interval:)?(\d{1,9})([smhd]?)$/;
const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longer intervals are typing errors. */
const MAX_INTERVAL_MS = 366 * 86_400_000;

/** undefined = none of `scheduleForms`, or an interval of nothing or of more than a year. */
export function parseSchedule(text: string): Schedule | undefined {
  const normal = text.trim().toLowerCase();
  if (normal === 'manual') return { kind: 'manual' };
  const [, digits = '', unit = ''] = INTERVAL.exec(normal) ?? [];
  const everyMs = Number(digits) * (unitMs[unit] ?? 0);
  return everyMs > 0 && everyMs <= MAX_INTERVAL_MS ? { kind: 'interval', everyMs } : undefined;
}
