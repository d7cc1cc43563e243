// Opening what is not ours, not there, or not to be written; and who may read what we create.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { StoreBusyError, StoreError, StoreStateError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { ourMigrations, temporaryFolder } from './folders.ts';
import { claimOf } from './world.ts';

function open(path: string, create = true) {
  return openStore({ path, migrations: ourMigrations, create });
}

function errorOf(path: string, create = true): unknown {
  try {
    void open(path, create).store.close();
  } catch (error) {
    return error;
  }
  throw new Error(`${path} could be opened`);
}

function codeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof Sqlite.SqliteError ? error.code : error;
  }
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('a new database', () => {
  it('and its companions are for its owner alone, also where the folder is open to all', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    const path = join(folder, 'riotjobs.db');
    const { store } = open(path);
    const names = readdirSync(folder).toSorted();
    expect(names).toEqual(['riotjobs.db', 'riotjobs.db-shm', 'riotjobs.db-wal']);
    expect(names.map((name) => modeOf(join(folder, name)))).toEqual(['600', '600', '600']);
    await store.close();
    expect(readdirSync(folder)).toEqual(['riotjobs.db']);
  });

  it('comes with the folders that lead to it', async () => {
    const path = join(temporaryFolder(), 'a', 'b', 'riotjobs.db');
    await open(path).store.close();
    expect(modeOf(dirname(path))).toBe('700');
  });

  it('may grow out of an empty file', async () => {
    const path = join(temporaryFolder(), 'empty.db');
    writeFileSync(path, '');
    const { store, migration } = open(path);
    expect(migration.applied).not.toEqual([]);
    await store.close();
  });

  it('is not made by those who only read', () => {
    const path = join(temporaryFolder(), 'a', 'riotjobs.db');
    const error = errorOf(path, false);
    expect(error).toBeInstanceOf(StoreStateError);
    expect(error).toMatchObject({ message: `there is no database at ${path}` });
    expect(error).toHaveProperty('hint', expect.stringContaining(`riotjobs db migrate --database "${path}"`));
    expect(existsSync(dirname(path))).toBe(false);
  });
});

describe('refused, with words and a way out, is', () => {
  function refusal(path: string): StoreError {
    const error = errorOf(path);
    if (error instanceof StoreError) return error;
    throw error;
  }

  it.each(['DELETE', 'WAL'])('the database of another program (journal %s), which stays as it is', (journal) => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new Sqlite(path);
    other.pragma(`journal_mode = ${journal}`);
    other.exec('create table theirs (id integer); insert into theirs values (1)');
    other.close();
    const bytes = readFileSync(path);
    const { message, hint } = refusal(path);
    expect(message).toBe(`${path} is the SQLite database of another program`);
    expect(hint).toContain('--database');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['other.db']);
  });

  it('an empty database that another program has marked', () => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new Sqlite(path);
    other.pragma('application_id = 252006675');
    other.close();
    expect(refusal(path).message).toContain('another program');
  });

  it.each([
    ['short', 'hello'],
    ['long', 'a text of some length\n'.repeat(1000)],
  ])('a %s text, which stays as it is', (_, text) => {
    const path = join(temporaryFolder(), 'notes.txt');
    writeFileSync(path, text);
    const { message, hint } = refusal(path);
    expect(message).toContain('file is not a database');
    expect(message).toContain(path);
    expect(hint).toContain('not a SQLite database');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(dirname(path))).toEqual(['notes.txt']);
  });

  it.each([true, false])('a folder (create: %s)', (create) => {
    const path = temporaryFolder();
    const error = errorOf(path, create);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ message: `${path} is a folder, not a database file` });
    expect(readdirSync(path)).toEqual([]);
  });

  it('a path below a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'x');
    const { hint, operation } = refusal(join(file, 'riotjobs.db'));
    expect(operation).toBe(`open ${join(file, 'riotjobs.db')}`);
    expect(hint).toBe('the folder cannot be written; name another path with --database');
    expect(refusal(join(file, 'a', 'riotjobs.db')).hint).toBe(hint);
  });

  it.runIf(process.platform === 'linux')('a path below a folder that can have no children', () => {
    expect(refusal('/proc/riotjobs/nowhere/riotjobs.db').hint).toContain('name another path with --database');
  });

  it('a damaged database', async () => {
    const path = join(temporaryFolder(), 'riotjobs.db');
    await open(path).store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, 200, bytes.length));
    expect(refusal(path).hint).toBe('the file is damaged; restore a backup');
  });
});

describe('a transaction', () => {
  it('holds the lock from its first statement on, so that what it has read stays true', async () => {
    const path = join(temporaryFolder(), 'riotjobs.db');
    const { store } = open(path);
    await store.executions.claim(claimOf(1));
    const other = new Sqlite(path, { timeout: 0 });
    const attempts: unknown[] = [];
    const stateOf = () => {
      attempts.push(codeOf(() => other.exec('begin immediate')));
      return 'alive' as const;
    };
    expect((await store.executions.claim(claimOf(2, { stateOf }))).kind).toBe('held');
    expect(attempts).toEqual(['SQLITE_BUSY']);
    other.close();
    await store.close();
  });
});

describe('a database that another process holds', () => {
  it('can be opened, read and closed without waiting for the lock', async () => {
    const path = join(temporaryFolder(), 'riotjobs.db');
    await open(path).store.close();
    const other = new Sqlite(path);
    other.exec('begin immediate');
    const { store } = open(path, false);
    expect(await store.executions.list({ limit: 9 })).toEqual([]);
    expect(await store.players.list({ limit: 9 })).toEqual([]);
    expect(await store.analyses.countAnalyzed()).toEqual({ analyzed: 0, flagged: 0 });
    await store.close();
    other.exec('rollback');
    other.close();
  });

  it('makes a write fail with a busy error that names the operation', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    const path = join(folder, 'a', 'riotjobs.db');
    const { store } = open(path);
    const other = new Sqlite(path);
    other.exec('begin immediate');
    const write = store.players.track({
      account: { puuid: 'a', gameName: null, tagLine: null },
      platform: 'kr',
      now: 1,
    });
    await expect(write).rejects.toThrow(StoreBusyError);
    await expect(write).rejects.toMatchObject({ operation: 'players.track' });
    expect(await store.players.find({ puuid: 'a' })).toBeUndefined();
    other.exec('rollback');
    other.close();
    await store.close();
  });
});
