// From a path to a store: open, migrate, and wrap every operation so that no driver error escapes.

import { existsSync, statSync } from 'node:fs';
import { sqliteKit } from './columns.ts';
import type { StoreContext } from './context.ts';
import { StoreError, StoreStateError } from './errors.ts';
import { type MigrationResult, migrate, readMigrations } from './migrate.ts';
import { analysesStore } from './queries/analyses.ts';
import { executionsStore } from './queries/executions.ts';
import { keysStore } from './queries/keys.ts';
import { matchesStore } from './queries/matches.ts';
import { playersStore } from './queries/players.ts';
import { batchOver, closeFile, drizzleOver, IN_MEMORY, openFile, type SqliteFile, translate } from './sqlite.ts';
import type { Store } from './store.ts';
import { defineTables } from './tables/index.ts';

export interface OpenOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** Folder of the generated migrations. */
  readonly migrations: string;
  /** Reading commands do not create a database. */
  readonly create: boolean;
}

export interface OpenedStore {
  readonly store: Store;
  readonly migration: MigrationResult;
}

export function openStore({ path, migrations, create }: OpenOptions): OpenedStore {
  if (path !== IN_MEMORY) checkPath(path, create);
  const file = openFile(path);
  try {
    const migration = migrate(file, readMigrations(migrations));
    return { store: storeOver(file), migration };
  } catch (error) {
    file.close();
    throw error;
  }
}

function checkPath(path: string, create: boolean): void {
  const exists = existsSync(path);
  if (exists && statSync(path).isDirectory()) {
    throw new StoreError('open', `${path} is a folder, not a database file`, {
      hint: 'name a file with --database or RIOTJOBS_DATABASE',
    });
  }
  if (exists || create) return;
  throw new StoreStateError(`there is no database at ${path}`, {
    hint: `create it with: riotjobs db migrate --database "${path}"`,
  });
}

function storeOver(file: SqliteFile): Store {
  const context: StoreContext = { db: drizzleOver(file), batch: batchOver(file), tables: defineTables(sqliteKit) };
  return {
    players: translating('players', playersStore(context)),
    matches: translating('matches', matchesStore(context)),
    analyses: translating('analyses', analysesStore(context)),
    executions: translating('executions', executionsStore(context)),
    keys: translating('keys', keysStore(context)),
    close: async () => closeFile(file),
  };
}

type Operation = (...parameters: never[]) => Promise<unknown>;

/** The same operations, with the driver's errors as StoreErrors that name the operation. */
function translating<Group extends object>(name: string, group: Group): Group {
  const wrap = ([key, operation]: [string, Operation]) => [
    key,
    (...parameters: never[]) =>
      operation(...parameters).catch((error: unknown) => {
        throw translate(`${name}.${key}`, error);
      }),
  ];
  return Object.fromEntries(Object.entries(group).map(wrap)) as Group;
}
