// The commands in the order of the help; each is loaded when it is named, so that naming one costs no other.

import type { AddCommand } from '../options.ts';

type Load = () => Promise<AddCommand>;

const commands: Readonly<Record<string, Load>> = {
  run: async () => (await import('./run.ts')).addRun,
  watch: async () => (await import('./watch.ts')).addWatch,
  status: async () => (await import('./status.ts')).addStatus,
  jobs: async () => (await import('./jobs.ts')).addJobs,
  executions: async () => (await import('./executions.ts')).addExecutions,
  players: async () => (await import('./players.ts')).addPlayers,
  check: async () => (await import('./check.ts')).addCheck,
  analysis: async () => (await import('./analysis.ts')).addAnalysis,
  matches: async () => (await import('./matches.ts')).addMatches,
  schedule: async () => (await import('./schedule.ts')).addSchedule,
  metrics: async () => (await import('./metrics.ts')).addMetrics,
  limits: async () => (await import('./limits.ts')).addLimits,
  db: async () => (await import('./database.ts')).addDatabase,
  simulate: async () => (await import('./simulate.ts')).addSimulate,
  demo: async () => (await import('./demo.ts')).addDemo,
  help: async () => (await import('./help.ts')).addHelp,
};

/** What these arguments need: the command that they begin with, none for the version, and else all of them. */
export function loadCommands([first = '']: readonly string[]): Promise<AddCommand[]> {
  if (first === '--version') return Promise.resolve([]);
  const named = first !== 'help' && Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((named ? [named] : Object.values(commands)).map((load) => load()));
}
