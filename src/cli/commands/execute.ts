// One execution that a command starts: who is told of its start and its end, and what is tidied up behind it.

import { type JobName, startJob } from '../../jobs/index.ts';
import { pruneSome } from '../../jobs/retention.ts';
import type { RunDependencies, RunRequest, RunResult } from '../../jobs/run.ts';
import type { Notices } from '../../notify/notices.ts';
import { previousOf } from '../../notify/webhook.ts';
import { listRecent, type NoticeOptions, openNotices } from '../notices.ts';
import type { Terminal } from '../terminal.ts';

export interface Commission<Told> {
  readonly job: JobName;
  readonly request: Omit<RunRequest, 'onStarted' | 'onRecovered'>;
  readonly options: NoticeOptions;
  /** The person at the terminal comes first. */
  tell(result: RunResult): Told;
}

/** Gives what `tell` gave. Throws what starting the job throws; nothing that comes after its end does. */
export async function execute<Told>(
  terminal: Terminal,
  dependencies: RunDependencies,
  { job, request, options, tell }: Commission<Told>,
): Promise<Told> {
  const notices = await openNotices(terminal, options, dependencies);
  try {
    const result = await startJob[job](dependencies, {
      ...request,
      onStarted: (run) => notices.started(run),
      onRecovered: (executions) => executions.forEach(notices.abandoned),
    });
    const told = tell(result);
    await announce(dependencies, notices, result);
    return told;
  } catch (error) {
    await notices.notRun();
    throw error;
  } finally {
    await pruneSome(dependencies);
  }
}

async function announce(
  dependencies: RunDependencies,
  notices: Notices,
  { execution, hasPaused }: Pick<RunResult, 'execution' | 'hasPaused'>,
): Promise<void> {
  const { store, log } = dependencies;
  try {
    const newestFirst = await listRecent(store.executions, execution.jobName);
    await notices.ended({ execution, previous: previousOf(execution, newestFirst), hasPaused });
  } catch (error) {
    log.warn('end of the execution not told', { executionId: execution.id, error });
  }
}
