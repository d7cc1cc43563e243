// What every driver of the store has to do, as one list of cases over the port. A driver's test file runs it.

import { describe, it } from 'vitest';
import { backlog } from './cases/backlog.ts';
import { bans } from './cases/bans.ts';
import { baselines } from './cases/baselines.ts';
import { calibratedVerdicts } from './cases/calibrated-verdicts.ts';
import { claiming } from './cases/claiming.ts';
import { cursor } from './cases/cursor.ts';
import { evidence } from './cases/evidence.ts';
import { executionLogs } from './cases/execution-logs.ts';
import { executions } from './cases/executions.ts';
import { fence } from './cases/fence.ts';
import { jobs } from './cases/jobs.ts';
import { keys } from './cases/keys.ts';
import { labels } from './cases/labels.ts';
import { matchLists } from './cases/match-lists.ts';
import { matches } from './cases/matches.ts';
import { needingMatches } from './cases/needing-matches.ts';
import { playerLists } from './cases/player-lists.ts';
import { playerStatus } from './cases/player-status.ts';
import { profiles } from './cases/profiles.ts';
import { queue } from './cases/queue.ts';
import { ranks } from './cases/ranks.ts';
import { recovery } from './cases/recovery.ts';
import { retention } from './cases/retention.ts';
import { riotIds } from './cases/riot-ids.ts';
import { selection } from './cases/selection.ts';
import { slots } from './cases/slots.ts';
import { tracking } from './cases/tracking.ts';
import { unavailable } from './cases/unavailable.ts';
import { verdicts } from './cases/verdicts.ts';
import { type Cases, createWorld, type TestDatabase } from './world.ts';

const groups: Readonly<Record<string, Cases>> = {
  tracking,
  riotIds,
  playerStatus,
  profiles,
  selection,
  needingMatches,
  playerLists,
  matches,
  matchLists,
  cursor,
  unavailable,
  ranks,
  bans,
  backlog,
  evidence,
  verdicts,
  calibratedVerdicts,
  baselines,
  labels,
  claiming,
  queue,
  slots,
  executions,
  executionLogs,
  recovery,
  retention,
  jobs,
  keys,
  fence,
};

/** `open` gives a fresh, migrated database for each case. */
export function describeStore(driver: string, open: () => Promise<TestDatabase>): void {
  describe.each(Object.entries(groups))(`${driver}: %s`, (_, group) => {
    it.each(Object.entries(group))('%s', async (_title, run) => {
      const database = await open();
      try {
        await run(await createWorld(database));
      } finally {
        await database.close();
      }
    });
  });
}
