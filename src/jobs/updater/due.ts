// PURE: whether something that was done once is due again.

/** A time that is still to come was written under a clock that was ahead, and says nothing. */
export function isDue(
  last: number | null,
  { now, restMs }: { readonly now: number; readonly restMs: number },
): boolean {
  return last === null || last <= now - restMs || last > now;
}
