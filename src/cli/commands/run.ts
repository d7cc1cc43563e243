// riotjobs run NAME: one execution, its metrics, and an exit code.

import { parseValue } from '../../jobs/config-keys.ts';
import { LeaseHeldError } from '../../jobs/errors.ts';
import { type RunnableName, runnables, startJob } from '../../jobs/index.ts';
import type { RunDependencies, RunResult } from '../../jobs/run.ts';
import { type ExitName, exitCodes, exitNameOfOutcome } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { executionJson, metricsTable, outcomeLine } from '../render/execution.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, working } from '../wire.ts';

export type RunOptions = CommandOptions & { readonly set: readonly string[] };

export async function runCommand(terminal: Terminal, name: RunnableName, options: RunOptions): Promise<number> {
  const exitName = await working(options, terminal, (dependencies) => start(terminal, dependencies, { name, options }));
  return exitCodes[exitName];
}

interface Start {
  readonly name: RunnableName;
  readonly options: RunOptions;
}

async function start(terminal: Terminal, dependencies: RunDependencies, { name, options }: Start): Promise<ExitName> {
  const { job, phases } = runnables[name];
  const isScheduled = options.scheduled ?? false;
  const configuration = await dependencies.store.executions.findJob(job);
  if (isScheduled && configuration && !configuration.isActive) return skip(terminal, options, `${job} is switched off`);
  try {
    const result = await startJob[job](dependencies, {
      phases,
      overrides: Object.fromEntries(options.set.map(parseOverride)),
      trigger: isScheduled ? 'schedule' : 'manual',
      signal: terminal.signal,
    });
    return tell(terminal, result, options);
  } catch (error) {
    if (error instanceof LeaseHeldError && isScheduled) return skip(terminal, options, error.message);
    throw error;
  }
}

function parseOverride(text: string): [string, unknown] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), parseValue(text.slice(equals + 1))];
}

function skip(terminal: Terminal, { json, verbose }: RunOptions, why: string): ExitName {
  if (json) printJson(terminal, { run: null, skipped: why });
  else if (verbose) printMessage(terminal, `skipped: ${why}`);
  return 'OK';
}

function tell(terminal: Terminal, result: RunResult, options: RunOptions): ExitName {
  const signalName = terminal.signal.aborted ? String(terminal.signal.reason) : undefined;
  const exact = exitNameOfOutcome(result.outcome, signalName);
  const exitName = options.scheduled && exact === 'PARTIAL' ? 'OK' : exact;
  const isClean = result.outcome.reason === 'completed';
  if (options.json) printJson(terminal, { run: executionJson(result.execution) });
  else if (!options.scheduled) printTable(terminal, metricsTable(result.execution));
  if (!isClean || (!options.json && !options.scheduled)) printMessage(terminal, outcomeLine(result));
  return exitName;
}
