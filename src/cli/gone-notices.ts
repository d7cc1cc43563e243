// Telling how executions ended whose processes are gone: they could not do it themselves.

import { systemClock } from '../clock.ts';
import type { Notices } from '../notify/notices.ts';
import { previousOf } from '../notify/webhook.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import type { Execution } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { type NoticeOptions, openNotices } from './notices.ts';
import type { Terminal } from './terminal.ts';
import type { CommandOptions } from './wire.ts';

type GoneOptions = NoticeOptions & CommandOptions;

interface Gone {
  readonly store: Store;
  /** As they were before somebody else ended them. */
  readonly executions: readonly Execution[];
}

/** Among so many is one that ended by itself. */
const LOOK_BACK = 20;

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

async function openLog({ stderr }: Pick<Terminal, 'stderr'>, { verbose, scheduled, logFormat, json }: GoneOptions) {
  const { createLogger } = await import('./logger.ts');
  const usual = scheduled ? 'silent' : 'warn';
  const format = logFormat ?? (json ? 'json' : 'text');
  return createLogger({ stderr, level: verbose ? 'debug' : usual, format });
}

async function announce(notices: Notices, executions: ExecutionsStore, { id, jobName }: Execution): Promise<void> {
  const newestFirst = await executions.list({ jobName, limit: LOOK_BACK });
  const kept = newestFirst.find((row) => row.id === id);
  if (kept === undefined) return;
  // Nobody knows when it ended: its last sign of life counts.
  const execution = kept.reason === 'abandoned' ? { ...kept, completedAt: kept.heartbeatAt } : kept;
  await notices.ended({ execution, previous: previousOf(kept, newestFirst), hasPaused: false });
}
