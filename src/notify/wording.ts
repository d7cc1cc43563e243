// PURE: how an execution ended, as a sentence and as a few lines.

import { type CounterName, counterNames, type Execution } from '../store/records.ts';

/** Longer messages of errors are cut in sentences. */
const MAX_MESSAGE = 300;

/** "updater failed after 3.2 s (auth): Riot refused the API key" */
export function sentenceOf(execution: Execution): string {
  const { jobName, status, reason, errorMessage } = execution;
  const end = status === 'SUCCESS' ? 'succeeded' : 'failed';
  const why = errorMessage === null ? '' : `: ${cut(oneLine(errorMessage))}`;
  return `${jobName} ${end} after ${secondsOf(execution)} s (${reason ?? 'no reason'})${why}`;
}

/** What a person wants to see of a run without opening a terminal. */
export function summaryOf(execution: Execution): string {
  const counters = counterNames.flatMap((name) => {
    const value = counterOf(execution, name);
    return value === 0 ? [] : [`${name}: ${value}`];
  });
  const id = `execution: ${execution.id}`;
  const trail = execution.status === 'SUCCESS' ? [] : [`riotjobs executions show ${execution.id}`];
  return [sentenceOf(execution), id, `trigger: ${execution.trigger}`, ...counters, ...trail].join('\n');
}

export function durationOf({ startedAt, completedAt }: Execution): number {
  return Math.max(0, (completedAt ?? startedAt) - startedAt);
}

function counterOf(execution: Execution, name: CounterName): number {
  return name === 'apiRequests' ? execution.apiRequestsMade : execution[name];
}

function secondsOf(execution: Execution): string {
  return (durationOf(execution) / 1000).toFixed(1);
}

/** Control characters and line ends become blanks. */
function oneLine(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').trim();
}

function cut(text: string): string {
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}...`;
}
