// Runs of the updater over an adversarial Riot: time that the test moves, and deaths between two commits.

import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { startJob } from '../../src/jobs/index.ts';
import { silentLogger } from '../../src/log.ts';
import type { Processes } from '../../src/processes.ts';
import type { RiotApi } from '../../src/riot/api.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';

const migrations = join(import.meta.dirname, '../../drizzle/sqlite');
let template: string | undefined;

/** A migrated database, as a file of its own. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-updater-'));
  if (template === undefined) {
    template = join(folder, 'template.db');
    void openStore({ path: template, migrations, create: true }).store.close();
  }
  const path = join(folder, 'test.db');
  copyFileSync(template, path);
  return path;
}

class Killed extends Error {
  override readonly name = 'Killed';
}

export interface Stage {
  readonly clock: VirtualClock;
  readonly store: Store;
  /** `commits` = the process dies in front of the next transaction after so many. Gives the status, or `killed`. */
  run(overrides: Readonly<Record<string, unknown>>, commits?: number): Promise<string>;
  rows(sql: string): Record<string, unknown>[];
  close(): Promise<void>;
}

/** `onStored` hears of each match whose transaction is through. */
export function createStage(startAt: number, riotAt: (clock: VirtualClock) => RiotApi, onStored: (id: string) => void) {
  const clock = new VirtualClock(startAt);
  const path = newFile();
  const { store } = openStore({ path, migrations, create: false });
  const file = new Sqlite(path);
  const riot = riotAt(clock);
  const run: Stage['run'] = async (overrides, commits = Number.POSITIVE_INFINITY) => {
    const mortal = mortalStore(store, commits, onStored);
    const dependencies = {
      store: mortal,
      riot: { for: () => riot },
      clock,
      log: silentLogger,
      processes,
      cliVersion: '',
    };
    const request = { phases: undefined, overrides, trigger: 'manual', signal: new AbortController().signal } as const;
    try {
      const { execution } = await startJob.updater(dependencies, request);
      return `${execution.status}/${execution.reason}`;
    } catch (error) {
      if (commits === Number.POSITIVE_INFINITY) throw error;
      return 'killed';
    }
  };
  const stage: Stage = {
    clock,
    store,
    run,
    rows: (sql) => file.prepare(sql).all() as Record<string, unknown>[],
    close: async () => {
      file.close();
      await store.close();
    },
  };
  return stage;
}

/** Whoever left a RUNNING row behind is dead. */
const processes: Processes = {
  self: () => ({ host: 'test', bootId: 'boot', pidNamespace: 'ns', pid: 1, pidStart: '1' }),
  stateOf: () => 'dead',
};

function isCommit(parameter: unknown): boolean {
  return typeof parameter === 'object' && parameter !== null && 'lease' in parameter;
}

type Operation = (...parameters: unknown[]) => Promise<unknown>;

/** After so many transactions nothing answers any more: that is what a dead process sees of its database. */
function mortalStore(store: Store, commits: number, onStored: (id: string) => void): Store {
  let left = commits;
  const watch = (group: string, name: string, operation: Operation): Operation => {
    return async (...parameters) => {
      if (left <= 0) throw new Killed();
      if (isCommit(parameters[0])) left -= 1;
      const result = await operation(...parameters);
      const saved = parameters[1] as { readonly fetched: { readonly match: { readonly matchId: string } } };
      if (group === 'matches' && name === 'save') onStored(saved.fetched.match.matchId);
      return result;
    };
  };
  const groups = Object.entries(store).filter(([, group]) => typeof group === 'object');
  const mortal = groups.map(([group, operations]) => {
    const watched = Object.entries(operations as object).map(([name, one]) => [name, watch(group, name, one)]);
    return [group, Object.fromEntries(watched)];
  });
  return { ...store, ...Object.fromEntries(mortal) };
}
