// The SQLite driver: opening a file safely, batches, and the translation of its errors.

import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { createPrivateFile } from '../private-file.ts';
import type { Batch, Rows, Step } from './batch.ts';
import { StoreBusyError, StoreError } from './errors.ts';

export type SqliteFile = Sqlite.Database;
export type Db = BetterSQLite3Database;

/** Marks a file as ours in its header: "rjob". */
export const APPLICATION_ID = 0x726a6f62;
const BUSY_TIMEOUT_MS = 5000;
const BATCH_ATTEMPTS = 6;
const JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024;
/** A judgement reads the same pages several times; SQLite's own 2 MiB do not keep them. */
const CACHE_KIB = 16 * 1024;
/** Two processes that create a file together meet in the switch to WAL, where SQLite does not wait by itself. */
const WAL_ATTEMPTS = 50;
const WAL_PAUSE_MS = 20;

export const IN_MEMORY = ':memory:';

/** Opens the file, creating it where it is missing; the schema is the migrator's business. */
export function openFile(path: string): SqliteFile {
  try {
    // Before SQLite opens it: -wal and -shm inherit its mode.
    if (path !== IN_MEMORY && !existsSync(path)) createPrivateFile(path);
    return prepared(new Sqlite(path, { timeout: BUSY_TIMEOUT_MS }), path);
  } catch (error) {
    throw translate(`open ${path}`, error);
  }
}

function prepared(file: SqliteFile, path: string): SqliteFile {
  try {
    refuseForeignFile(file, path);
    configure(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * Statistics for the query planner are gathered when nobody else writes; when that is impossible, whatever the reason,
 * they wait for another day: closing never fails and never waits.
 */
export function closeFile(file: SqliteFile): void {
  try {
    file.pragma('busy_timeout = 0');
    file.pragma('optimize');
  } catch {
  } finally {
    file.close();
  }
}

/** A private copy as of the last commit, also while a transaction of `file` holds the lock. */
export function copyInto(file: SqliteFile, path: string): void {
  createPrivateFile(path);
  const reader = new Sqlite(file.name, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    reader.pragma('synchronous = FULL');
    reader.prepare('vacuum into ?').run(path);
  } finally {
    reader.close();
  }
}

/** The tables are counted before the mark is read: another process may commit both between the two. */
function refuseForeignFile(file: SqliteFile, path: string): void {
  const tables = file.prepare("select count(*) from sqlite_schema where type = 'table'").pluck().get();
  const id = file.pragma('application_id', { simple: true });
  if (id === APPLICATION_ID || (id === 0 && tables === 0)) return;
  throw new StoreError('open', `${path} is the SQLite database of another program`, {
    hint: 'name another file with --database or RIOTJOBS_DATABASE',
  });
}

function configure(file: SqliteFile): void {
  file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // On a database that has it already SQLite would write it again: opening must not need the lock.
  if (file.pragma('auto_vacuum', { simple: true }) === 0) file.pragma('auto_vacuum = INCREMENTAL');
  switchToWal(file);
  file.pragma('foreign_keys = ON');
  file.pragma('synchronous = NORMAL');
  file.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT}`);
  file.pragma(`cache_size = -${CACHE_KIB}`);
}

function switchToWal(file: SqliteFile): void {
  for (let attempt = 1; ; attempt++) {
    try {
      const mode = file.pragma('journal_mode = WAL', { simple: true });
      if (mode === 'wal' || mode === 'memory') return;
      throw new StoreError('open', `the file system of ${file.name} does not support SQLite's write-ahead log`, {
        hint: 'keep the database on a local disk',
      });
    } catch (error) {
      if (!isBusy(error) || attempt === WAL_ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_PAUSE_MS);
    }
  }
}

export function drizzleOver(file: SqliteFile): Db {
  return drizzle({ client: file, casing: 'snake_case' });
}

/**
 * A lock that another process holds for longer than one attempt waits is waited for in several: signals are heard in
 * between, and half a minute is more than anybody of ours holds one.
 */
export function batchOver(file: SqliteFile): Batch {
  const runOnce = batchOnce(file);
  return async (steps) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return runOnce(steps);
      } catch (error) {
        if (!isBusy(error) || attempt === BATCH_ATTEMPTS) throw error;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

function batchOnce(file: SqliteFile): (steps: readonly Step[]) => Rows {
  return (steps) => {
    const run = file.transaction((): Rows => {
      const rows: unknown[][] = [];
      for (const step of steps) rows.push(step(rows)?.all() ?? []);
      return rows;
    });
    return run.immediate();
  };
}

/** A driver's error as the store's own; the store's own and everything that is not the driver's pass unchanged. */
export function translate(operation: string, error: unknown): unknown {
  const cause = driverError(error);
  if (cause === undefined) return error;
  if (isBusy(cause)) {
    return new StoreBusyError(operation, `the database is locked by another process (${operation})`, {
      cause,
      hint: 'try again when the other process has finished',
    });
  }
  return new StoreError(operation, `database error in ${operation}: ${cause.message}`, { cause, hint: hintFor(cause) });
}

interface DriverError extends Error {
  readonly code: string;
}

/** The SQLite or file-system error in a chain of causes (drizzle wraps them). */
function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Error) || error instanceof StoreError) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(SQLITE_|E[A-Z]+$)/.test(code)) return error as DriverError;
  return driverError(error.cause);
}

function isBusy(error: unknown): boolean {
  return driverError(error)?.code.startsWith('SQLITE_BUSY') ?? false;
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_NOTADB/, 'the file is not a SQLite database; name another one with --database or RIOTJOBS_DATABASE'],
  [/^SQLITE_CORRUPT/, 'the file is damaged; restore a backup'],
  [/^SQLITE_FULL|^ENOSPC/, 'the disk is full; make room and run the command again'],
  [/^SQLITE_READONLY|^EROFS/, 'the file cannot be written; check its permissions'],
  [/^SQLITE_CANTOPEN|^EISDIR/, 'the path must name a file, not a folder, in a folder that can be written'],
  [/^EACCES|^EPERM|^ENOTDIR|^ENOENT|^EEXIST/, 'the folder cannot be written; name another path with --database'],
];

function hintFor({ code }: DriverError): string {
  return hints.find(([pattern]) => pattern.test(code))?.[1] ?? 'nothing of this step was kept; run the command again';
}
