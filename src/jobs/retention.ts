// How long executions are kept, and the pruning that follows each of them.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { ExecutionsStore, Pruned, Retention } from '../store/executions-store.ts';

const DAY_MS = 86_400_000;
/** Nobody waits longer for the end of a command because there is much to prune: the next one goes on. */
const MOST_MS = 1000;

/** How long what is left behind stays. */
const EXECUTIONS_MS = 90 * DAY_MS;
const EVENTS_MS = 90 * DAY_MS;
/** Most of what there is. */
const LINES_MS = 7 * DAY_MS;
const KEEP_LAST = 100;

export interface RetentionWish {
  /** Of executions. */
  readonly olderThanMs?: number | undefined;
  readonly keepFailedMs?: number | undefined;
  readonly keepLast?: number | undefined;
}

/** The usual one, but for what is wished for. Who keeps executions for longer keeps all of theirs. `now` = epoch ms. */
export function retentionAt(now: number, { olderThanMs, keepFailedMs, keepLast }: RetentionWish = {}): Retention {
  const atLeast = (usualMs: number) => now - Math.max(usualMs, olderThanMs ?? 0);
  return {
    executionsBefore: now - (olderThanMs ?? EXECUTIONS_MS),
    failedBefore: keepFailedMs === undefined ? atLeast(EXECUTIONS_MS) : now - keepFailedMs,
    linesBefore: atLeast(LINES_MS),
    eventsBefore: atLeast(EVENTS_MS),
    keepLast: keepLast ?? KEEP_LAST,
  };
}

export interface PrunePorts {
  readonly store: { readonly executions: Pick<ExecutionsStore, 'prune'> };
  readonly clock: Clock;
  readonly log: Logger;
}

/** Until nothing is left or a second has passed. Never fails. */
export async function pruneSome({ store, clock, log }: PrunePorts): Promise<void> {
  const retention = retentionAt(clock.now());
  const until = clock.monotonic() + MOST_MS;
  try {
    while (clock.monotonic() < until) {
      const pruned = await store.executions.prune(retention);
      if (isNothing(pruned)) return;
      log.debug('pruned', { ...pruned });
    }
  } catch (error) {
    log.warn('old executions not pruned', { error });
  }
}

function isNothing({ executions, logLines, events }: Pruned): boolean {
  return executions + logLines + events === 0;
}
