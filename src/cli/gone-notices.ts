// Telling how executions ended whose processes are gone: they could not do it themselves.

import { systemClock } from '../clock.ts';
import type { Notices } from '../notify/notices.ts';
import { previousOf } from '../notify/webhook.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import type { Execution } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { listRecent, type NoticeOptions, openNotices } from './notices.ts';
import type { Terminal } from './terminal.ts';
import { type CommandOptions, openLog } from './wire.ts';

type GoneOptions = NoticeOptions & CommandOptions;

interface Gone {
  readonly store: Store;
  /** As they were before somebody else ended them. */
  readonly executions: readonly Execution[];
}

/** As `run` would have told. Never fails. */
export async function tellGone(
  terminal: Pick<Terminal, 'stderr' | 'env' | 'signal'>,
  options: GoneOptions,
  { store, executions }: Gone,
): Promise<void> {
  // One that was still waiting has told nobody of a start.
  const begun = executions.filter(({ status }) => status === 'RUNNING');
  if (begun.length === 0) return;
  const log = await openLog(terminal, options);
  try {
    const notices = await openNotices(terminal, options, { store, log, clock: systemClock });
    for (const execution of begun) await announce(notices, store.executions, execution);
  } catch (error) {
    log.warn('end of an execution not told', { error });
  }
}

async function announce(notices: Notices, executions: ExecutionsStore, { id, jobName }: Execution): Promise<void> {
  const newestFirst = await listRecent(executions, jobName);
  const kept = newestFirst.find((row) => row.id === id);
  if (kept === undefined) return;
  // Nobody knows when it ended: its last sign of life counts.
  const execution = kept.reason === 'abandoned' ? { ...kept, completedAt: kept.heartbeatAt } : kept;
  await notices.ended({ execution, previous: previousOf(kept, newestFirst), hasPaused: false });
}
