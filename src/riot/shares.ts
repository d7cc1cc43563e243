// Who may have how much of a window while two classes of callers wait for it. Pure.

/** Who waits in one process. */
export interface Demand {
  /** The guaranteed share of preferred callers; undefined when none waits. */
  readonly share: number | undefined;
  readonly hasOthers: boolean;
}

/** What one class is held to while the other one waits. */
export interface Cap {
  readonly isPreferred: boolean;
  /** Of the preferred class: 0..1. */
  readonly share: number;
}

/** undefined: nobody of the other class waits, and all that is left may be borrowed. */
export function capFor(share: number | undefined, demands: readonly Demand[]): Cap | undefined {
  if (share !== undefined) return demands.some(({ hasOthers }) => hasOthers) ? { isPreferred: true, share } : undefined;
  const theirs = demands.flatMap((demand) => demand.share ?? []);
  return theirs.length === 0 ? undefined : { isPreferred: false, share: Math.max(...theirs) };
}

/** Requests of a window for one class. Each gets at least one, where there are two. */
export function quotaOf(limit: number, { isPreferred, share }: Cap): number {
  const preferred = Math.min(Math.max(1, Math.round(limit * share)), Math.max(1, limit - 1));
  return isPreferred ? preferred : Math.max(1, limit - preferred);
}
