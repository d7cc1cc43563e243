// The two jobs and the five ways to run them, and the check of one player. Start reading here, then run.ts.

import type { PhaseForecast } from './forecast.ts';
import type { ForecastPorts, ForecastRequest } from './forecast-phases.ts';
import type { RunDependencies, RunRequest, RunResult } from './run.ts';

export type JobName = 'updater' | 'analyzer' | 'check';

/** `check` is started by a person who wants to know something now, and by nobody else. */
export type ScheduledJob = Exclude<JobName, 'check'>;

export interface Runnable {
  readonly job: ScheduledJob;
  /** undefined = all phases of the job, in their order. */
  readonly phases: readonly string[] | undefined;
  readonly summary: string;
}

/** What `riotjobs run NAME` understands. A phase alone is an execution of its job, so the two never overlap. */
export const runnables = {
  updater: {
    job: 'updater',
    phases: undefined,
    summary: 'keep match history and rank of tracked players current',
  },
  analyzer: {
    job: 'analyzer',
    phases: undefined,
    summary: 'the three phases below, one after the other',
  },
  'fetch-matches': {
    job: 'analyzer',
    phases: ['fetch-matches'],
    summary: 'analyzer, phase 1: fetch matches of discovered players',
  },
  'analyze-players': {
    job: 'analyzer',
    phases: ['analyze-players'],
    summary: 'analyzer, phase 2: judge discovered players with enough matches',
  },
  'check-bans': {
    job: 'analyzer',
    phases: ['check-bans'],
    summary: 'analyzer, phase 3: are flagged accounts still there?',
  },
} as const satisfies Record<string, Runnable>;

export type RunnableName = keyof typeof runnables;

/** Starts one execution. What a job needs is loaded only here, so that other commands start fast. */
export const startJob: Record<JobName, (dependencies: RunDependencies, request: RunRequest) => Promise<RunResult>> = {
  updater: async (dependencies, request) => {
    const [{ runJob }, { updater }] = await Promise.all([import('./run.ts'), import('./updater.ts')]);
    return runJob(dependencies, updater, request);
  },
  analyzer: async (dependencies, request) => {
    const [{ runJob }, { analyzer }] = await Promise.all([import('./run.ts'), import('./analyzer/index.ts')]);
    return runJob(dependencies, analyzer, request);
  },
  check: async (dependencies, request) => {
    const [{ runJob }, { check }] = await Promise.all([import('./run.ts'), import('./check.ts')]);
    return runJob(dependencies, check, request);
  },
};

/** What an execution would do. */
export const forecastJob: Record<
  ScheduledJob,
  (ports: ForecastPorts, request: ForecastRequest) => Promise<PhaseForecast[]>
> = {
  updater: async (ports, request) => {
    const [{ forecastPhases }, { updater }] = await Promise.all([
      import('./forecast-phases.ts'),
      import('./updater.ts'),
    ]);
    return forecastPhases(ports, updater, request);
  },
  analyzer: async (ports, request) => {
    const [{ forecastPhases }, { analyzer }] = await Promise.all([
      import('./forecast-phases.ts'),
      import('./analyzer/index.ts'),
    ]);
    return forecastPhases(ports, analyzer, request);
  },
};
