// Migrations: the generated SQL, applied by name and hash in one immediate transaction, with foreign keys off
// around it (a table rebuild would delete children otherwise) and a backup before it.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError, StoreStateError } from './errors.ts';
import { APPLICATION_ID, copyInto, IN_MEMORY, type SqliteFile, translate } from './sqlite.ts';

export interface Migration {
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

interface Applied {
  readonly name: string;
  readonly hash: string;
}

export interface MigrationResult {
  readonly applied: readonly string[];
  /** Path of the copy made before an existing database was changed. */
  readonly backup: string | undefined;
}

const nothingDone: MigrationResult = { applied: [], backup: undefined };

const LEDGER = 'create table if not exists schema_migrations (name text primary key, hash text not null) strict';

/** Reads the folder that drizzle-kit writes. */
export function readMigrations(folder: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly tag: string }[];
  };
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    return { name: tag, hash, statements: text.split('--> statement-breakpoint') };
  });
}

/** Brings the file up to date; refuses one that a newer or another build of the program has changed. */
export function migrate(file: SqliteFile, migrations: readonly Migration[]): MigrationResult {
  if (pendingOf(readLedger(file), migrations).length === 0) return nothingDone;
  try {
    return applyPending(file, migrations);
  } catch (error) {
    throw translate('migrate', error);
  }
}

function applyPending(file: SqliteFile, migrations: readonly Migration[]): MigrationResult {
  file.pragma('foreign_keys = OFF');
  file.pragma('synchronous = FULL');
  try {
    return file.transaction(() => applyInTransaction(file, migrations)).immediate();
  } finally {
    file.pragma('synchronous = NORMAL');
    file.pragma('foreign_keys = ON');
  }
}

/** Reads the ledger again: another process may have migrated while we waited for the lock. */
function applyInTransaction(file: SqliteFile, migrations: readonly Migration[]): MigrationResult {
  const before = readLedger(file);
  const pending = pendingOf(before, migrations);
  if (pending.length === 0) return nothingDone;
  const backup = before.length > 0 ? backUp(file) : undefined;
  const rowsBefore = countRows(file);
  file.exec(LEDGER);
  const record = file.prepare('insert into schema_migrations (name, hash) values (?, ?)');
  for (const { name, hash, statements } of pending) {
    for (const statement of statements) file.exec(statement);
    record.run(name, hash);
  }
  assertNothingLost(file, rowsBefore);
  file.pragma(`application_id = ${APPLICATION_ID}`);
  file.pragma(`user_version = ${migrations.length}`);
  return { applied: pending.map(({ name }) => name), backup };
}

function readLedger(file: SqliteFile): Applied[] {
  const exists = file.prepare("select 1 from sqlite_schema where name = 'schema_migrations'").get();
  if (!exists) return [];
  return file.prepare('select name, hash from schema_migrations order by name').all() as Applied[];
}

function pendingOf(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const { name, hash } of applied) {
    if (!known.has(name)) throw newerDatabase(applied, migrations);
    if (known.get(name) !== hash) throw otherBuild(name);
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

function otherBuild(name: string): StoreStateError {
  return new StoreStateError(`the database was made by another build of riotjobs, whose migration ${name} differs`, {
    hint: 'use the build that made it, or name another database with --database',
  });
}

function newerDatabase(applied: readonly Applied[], migrations: readonly Migration[]): StoreStateError {
  const [theirs, ours] = [applied.at(-1)?.name, migrations.at(-1)?.name];
  return new StoreStateError(`the database is at schema ${theirs}, which this version (schema ${ours}) does not know`, {
    hint: 'install the newer riotjobs that wrote it, or name another database with --database',
  });
}

/** A copy beside the database; the name carries the time, so an older copy is never written over. */
function backUp(file: SqliteFile): string | undefined {
  if (file.name === IN_MEMORY) return undefined;
  const stamp = file.prepare("select strftime('%Y%m%dT%H%M%S', 'now')").pluck().get();
  const copy = `${file.name}.before-migration-${stamp}`;
  copyInto(file, copy);
  return copy;
}

/** SQLite's own tables hold statistics and counters of ids, which go with a table that is built anew. */
function countRows(file: SqliteFile): Map<string, number> {
  const tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'";
  const names = file.prepare(tables).pluck().all() as string[];
  return new Map(names.map((name) => [name, Number(file.prepare(`select count(*) from "${name}"`).pluck().get())]));
}

function assertNothingLost(file: SqliteFile, before: ReadonlyMap<string, number>): void {
  const after = countRows(file);
  for (const [name, rows] of before) {
    const left = after.get(name);
    if (left !== undefined && left < rows) throw new StoreError('migrate', `${name} would lose ${rows - left} rows`);
  }
  const broken = file.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new StoreError('migrate', `${broken.length} rows would lose their parent`);
}
