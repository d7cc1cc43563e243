// Who may have how much of a window: classes of callers that wait for it, and requests that are set aside. Pure.

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

/** Requests of a method that a caller is sure of until a certain time. */
export interface SetAside {
  readonly methodId: string;
  readonly count: number;
  /** Of Clock.monotonic. */
  readonly until: number;
}

/** On what terms a caller may have a slot. */
export interface Terms {
  readonly cap: Cap | undefined;
  /** Set aside for others. */
  readonly aside: number;
}

export const freely: Terms = { cap: undefined, aside: 0 };

/** What others have set aside: of a method, or of all methods together. */
export function asideOf(
  all: Readonly<Record<string, SetAside>>,
  asked: { readonly now: number; readonly methodId: string | undefined; readonly own: string | undefined },
): number {
  const others = Object.entries(all).filter(
    ([id, { methodId, until }]) => id !== asked.own && until > asked.now && (asked.methodId ?? methodId) === methodId,
  );
  return others.reduce((sum, [, { count }]) => sum + count, 0);
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
