// How long executions are kept, and the pruning that follows each of them.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { ExecutionsStore, Pruned, Retention } from '../store/executions-store.ts';

const DAY_MS = 86_400_000;
/** Nobody waits longer for the end of a command because there is much to prune: the next one goes on. */
const MOST_MS = 1000;

/** `now` = epoch ms. */
export function defaultRetention(now: number): Retention {
  return {
    executionsBefore: now - 90 * DAY_MS,
    failedBefore: now - 90 * DAY_MS,
    linesBefore: now - 7 * DAY_MS,
    eventsBefore: now - 90 * DAY_MS,
    keepLast: 100,
  };
}

export interface PrunePorts {
  readonly store: { readonly executions: Pick<ExecutionsStore, 'prune'> };
  readonly clock: Clock;
  readonly log: Logger;
}

/** Until nothing is left or a second has passed. Never fails. */
export async function pruneSome({ store, clock, log }: PrunePorts): Promise<void> {
  const retention = defaultRetention(clock.now());
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
