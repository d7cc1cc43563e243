// Two crawls of a world: everything that there is, and what a development key brings in a day.

import type { JobName } from '../../src/jobs/index.ts';
import { parseSchedule } from '../../src/jobs/schedule.ts';
import type { Stage } from '../../test/integration/harness.ts';

export const DAY_MS = 86_400_000;
/** No limit of the configuration ends a run; the target stays what it is by default. */
const UNBOUNDED = {
  players_per_run: 400,
  matches_per_player: 50,
  analyses_per_run: 1000,
  max_discovery_depth: 20,
  timeout_seconds: 1_000_000,
};
const MAX_RUNS = 200;

/** Until everybody who was met has the target of countable games, or nothing is left of the list. */
export async function crawlEverything(stage: Stage): Promise<string> {
  await succeed(stage, 'updater', { max_tracked_players: 10_000, timeout_seconds: 1_000_000 });
  for (let run = 1; run <= MAX_RUNS; run++) {
    const { execution, isEmpty } = await succeed(stage, 'analyzer', UNBOUNDED);
    const { matchesFetched, playersAnalyzed } = execution;
    process.stderr.write(`analyzer ${run}: ${matchesFetched} matches fetched, ${playersAnalyzed} players judged\n`);
    if (isEmpty) return `no limits, until nothing was left to do: ${run} runs of the analyzer`;
  }
  throw new Error(`the analyzer did not come to rest in ${MAX_RUNS} runs`);
}

async function succeed(stage: Stage, job: JobName, overrides: Readonly<Record<string, unknown>>) {
  const result = await stage.run(job, { overrides });
  if (result.execution.status !== 'SUCCESS') throw new Error(`${job}: ${result.execution.status}`, { cause: result });
  return result;
}

/** A day of the two jobs on their schedules, one after the other where both are due. */
export async function crawlOneDay(stage: Stage): Promise<string> {
  const { clock } = stage;
  const start = clock.now();
  const every = { updater: await intervalOf(stage, 'updater'), analyzer: await intervalOf(stage, 'analyzer') };
  const next = { updater: start, analyzer: start };
  const runs = { updater: 0, analyzer: 0 };
  for (;;) {
    const job = next.updater <= next.analyzer ? 'updater' : 'analyzer';
    if (Math.max(next[job], clock.now()) >= start + DAY_MS) {
      clock.advance(Math.max(0, start + DAY_MS - clock.now()));
      return `a day on a development key: ${runs.updater} runs of the updater, ${runs.analyzer} of the analyzer`;
    }
    clock.advance(Math.max(0, next[job] - clock.now()));
    await stage.run(job);
    runs[job] += 1;
    if (job === 'analyzer' && runs.analyzer % 12 === 0)
      process.stderr.write(`day: ${runs.analyzer} runs of the analyzer\n`);
    next[job] = start + Math.ceil((clock.now() + 1 - start) / every[job]) * every[job];
  }
}

async function intervalOf({ store }: Stage, job: JobName): Promise<number> {
  const row = await store.executions.findJob(job);
  const schedule = parseSchedule(row?.schedule ?? '');
  if (schedule?.kind !== 'interval') throw new Error(`the job ${job} is not scheduled at an interval`);
  return schedule.everyMs;
}
