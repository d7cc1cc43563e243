// Is a job paused? Both the transaction that pauses it and everybody who would start it ask here.

import type { JobConfiguration } from './records.ts';

/** By hand or by refused keys; switched off is something else. A pause that has run out leaves its reason behind. */
export function isPaused({ pauseReason, pausedUntil }: JobConfiguration, now: number): boolean {
  return pauseReason !== null && (pausedUntil === null || now < pausedUntil);
}
