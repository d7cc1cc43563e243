// riotjobs executions rerun ID: the same again, with the configuration that it had.

import { jobSchemas } from '../../jobs/config.ts';
import type { JobName } from '../../jobs/index.ts';
import type { RunResult } from '../../jobs/run.ts';
import type { Execution } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { exitCodes, exitNameOfOutcome } from '../exit-codes.ts';
import type { NoticeOptions } from '../notices.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionJson, metricsTable, outcomeLine } from '../render/execution.ts';
import { skippedPuuids } from '../render/execution-errors.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, executing, reading } from '../wire.ts';
import { execute } from './execute.ts';
import { listItemErrors } from './executions-errors.ts';
import { overridesOf } from './overrides.ts';
import { getExecution, readExecutionId } from './stored-execution.ts';

export type ExecutionsRerunOptions = CommandOptions &
  NoticeOptions & {
    readonly onlyFailed?: boolean;
    readonly set: readonly string[];
  };

interface Repeated {
  readonly parent: Execution;
  /** undefined = those of the parent, if it was given any. */
  readonly players: readonly string[] | undefined;
}

export async function executionsRerun(
  terminal: Terminal,
  id: string,
  options: ExecutionsRerunOptions,
): Promise<number> {
  const prefix = readExecutionId(id);
  const { parent, players } = await reading(options, terminal, (store) => findRepeated(store, prefix, options));
  const request = {
    ...requestOf(parent, options),
    ...(players === undefined ? {} : { players }),
    trigger: 'retry' as const,
    parentExecutionId: parent.id,
    signal: terminal.signal,
  };
  const commission = { job: parent.jobName as JobName, request, options };
  return executing(options, terminal, (dependencies) =>
    execute(terminal, dependencies, { ...commission, tell: (result) => tell(terminal, result, options) }),
  );
}

async function findRepeated(store: Store, prefix: string, { onlyFailed }: ExecutionsRerunOptions): Promise<Repeated> {
  const parent = await getExecution(store, prefix);
  if (!(parent.jobName in jobSchemas)) {
    throw new NotFoundError(`this version has no job ${parent.jobName}`, { hint: 'riotjobs jobs list' });
  }
  return { parent, players: onlyFailed ? await failedPlayers(store, parent) : undefined };
}

async function failedPlayers(store: Store, parent: Execution): Promise<readonly string[]> {
  if (parent.itemsFailed === 0) {
    throw new NotFoundError(`execution ${parent.id} skipped no player`, {
      hint: `without --only-failed it is repeated as a whole: riotjobs executions rerun ${parent.id}`,
    });
  }
  const players = skippedPuuids(await listItemErrors(store, parent));
  if (players.length > 0) return players;
  throw new NotFoundError(`which ${parent.itemsFailed} players execution ${parent.id} skipped is not known any more`, {
    hint: 'its log lines are gone; without --only-failed it is repeated for whoever is due',
  });
}

interface Params extends Readonly<Record<string, unknown>> {
  readonly phases?: readonly string[];
  readonly players?: readonly string[];
  readonly timeout_seconds?: number;
  readonly max_requests?: number;
  readonly max_duration_seconds?: number;
}

/** Keys that this version does not know any more are left out: they would be refused. */
function requestOf({ jobName, paramsJson }: Execution, options: ExecutionsRerunOptions) {
  const { timeout_seconds: timeout, ...params } = JSON.parse(paramsJson) as Params;
  const { shape } = jobSchemas[jobName as JobName];
  const kept = Object.entries(params).filter(([key]) => key in shape);
  const set = overridesOf(options.set);
  return {
    phases: params.phases,
    players: params.players,
    timeoutMs: 'timeout_seconds' in set ? undefined : inMs(timeout),
    maxRequests: params.max_requests,
    maxDurationMs: inMs(params.max_duration_seconds),
    overrides: { ...Object.fromEntries(kept), ...set },
  };
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function tell(terminal: Terminal, result: RunResult, { json }: CommandOptions): number {
  const signalName = terminal.signal.aborted ? String(terminal.signal.reason) : undefined;
  if (json) printJson(terminal, { run: executionJson(result.execution) });
  else printTable(terminal, metricsTable(result.execution));
  if (!json || result.outcome.reason !== 'completed') printMessage(terminal, outcomeLine(result));
  return exitCodes[exitNameOfOutcome(result.outcome, signalName)];
}
