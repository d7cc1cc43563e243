// Migrations on real files: from nothing, twice, back and forth, and never with a loss.

import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { parseAnalyzerConfig, parseCheckConfig, parseUpdaterConfig } from '../../src/jobs/config.ts';
import { StoreError, StoreStateError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { migrationsOf, ourMigrations, ourMigrationsUntil, root, temporaryFolder } from './folders.ts';

const ours = [
  '0000_initial',
  '0001_seed_jobs',
  '0002_cursor_per_queue',
  '0003_matches_by_time',
  '0004_execution_engine',
  '0005_calibrated_verdicts',
  '0006_two_jobs',
  '0007_exhausted_at',
  '0008_seed_check',
];

const family = {
  '0000_family': `create table parent (id integer primary key autoincrement, name text);--> statement-breakpoint
create table child (id integer primary key, parent_id integer references parent (id) on delete cascade)`,
};

/** What the generator writes when a column changes: a new table, a copy, and a drop that cascades. */
const rebuild = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
create table __new_parent (id integer primary key autoincrement, name text not null);--> statement-breakpoint
insert into __new_parent select id, name from parent;--> statement-breakpoint
drop table parent;--> statement-breakpoint
alter table __new_parent rename to parent;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;

function newPath(): string {
  return join(temporaryFolder(), 'riotjobs.db');
}

async function migrateTo(path: string, migrations: string) {
  const { store, migration } = openStore({ path, migrations, create: true });
  await store.close();
  return migration;
}

/** Runs the statements and gives the rows of the last one. */
function onFile(path: string, ...statements: readonly string[]): unknown[] {
  const file = new Sqlite(path);
  try {
    for (const statement of statements.slice(0, -1)) file.exec(statement);
    const last = file.prepare(statements.at(-1) ?? '');
    return last.reader ? last.all() : [last.run()];
  } finally {
    file.close();
  }
}

/** A database of one parent with two children, as the program left it. */
async function familyDatabase(): Promise<string> {
  const path = newPath();
  await migrateTo(path, migrationsOf(family));
  onFile(path, "insert into parent values (1, 'a')", 'insert into child values (1, 1), (2, 1)');
  return path;
}

const modeOf = (path: string) => statSync(path).mode & 0o777;
const besides = (path: string) => readdirSync(dirname(path)).filter((name) => name !== basename(path));

describe('migrating', () => {
  it('creates everything from nothing, without a backup', async () => {
    const path = newPath();
    expect(await migrateTo(path, ourMigrations)).toEqual({ applied: ours, backup: undefined });
    expect(onFile(path, 'select name from schema_migrations order by name')).toEqual(ours.map((name) => ({ name })));
    expect(onFile(path, 'pragma application_id')).toEqual([{ application_id: 0x726a6f62 }]);
    expect(onFile(path, 'pragma user_version')).toEqual([{ user_version: ours.length }]);
    expect(onFile(path, 'pragma auto_vacuum')).toEqual([{ auto_vacuum: 2 }]);
    expect(onFile(path, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  it('twice does nothing', async () => {
    const path = newPath();
    await migrateTo(path, ourMigrations);
    const bytes = readFileSync(path);
    expect(await migrateTo(path, ourMigrations)).toEqual({ applied: [], backup: undefined });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(besides(path)).toEqual([]);
  });

  it('works in memory', async () => {
    expect(await migrateTo(':memory:', ourMigrations)).toEqual({ applied: ours, backup: undefined });
  });

  it('applies by name what is missing, also when it is older than what is there', async () => {
    const path = newPath();
    const late = { '0002_late': 'create table late (id integer)' };
    const between = { '0001_between': 'create table between_both (id integer)' };
    await migrateTo(path, migrationsOf({ ...family, ...late }));
    const { applied } = await migrateTo(path, migrationsOf({ ...family, ...between, ...late }));
    expect(applied).toEqual(['0001_between']);
  });

  it('leaves a connection that enforces foreign keys, as every later one does', async () => {
    const path = newPath();
    const commit = { lease: { executionId: 'x', token: 'y' }, counters: {}, now: 1 };
    const missed = { matchId: 'EUW1_1', puuid: 'nobody', reason: 'not_found' } as const;
    for (const _ of ['migrating', 'later']) {
      const { store } = openStore({ path, migrations: ourMigrations, create: true });
      await expect(store.matches.recordUnavailable(commit, missed)).rejects.toThrow('FOREIGN KEY');
      await store.close();
    }
  });

  it('seeds each job with the defaults of its configuration', async () => {
    const { store } = openStore({ path: ':memory:', migrations: ourMigrations, create: true });
    const seedOf = async (name: string) => (await store.executions.findJob(name))?.configJson ?? '';
    expect(parseUpdaterConfig(await seedOf('updater'), {})).toEqual(parseUpdaterConfig('{}', {}));
    expect(parseAnalyzerConfig(await seedOf('analyzer'), {})).toEqual(parseAnalyzerConfig('{}', {}));
    expect(parseCheckConfig(await seedOf('check'), {})).toEqual(parseCheckConfig('{}', {}));
    await store.close();
  });
});

describe('a database that this version does not know', () => {
  it('is refused when it is newer, with both versions named', async () => {
    const path = newPath();
    await migrateTo(path, migrationsOf({ ...family, '0007_future': 'create table future (id integer)' }));
    const bytes = readFileSync(path);
    const older = migrateTo(path, migrationsOf(family));
    await expect(older).rejects.toThrow(StoreStateError);
    await expect(older).rejects.toThrow(/0007_future.*0000_family/);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is refused when one of its migrations was another text', async () => {
    const path = await familyDatabase();
    const changed = { '0000_family': `${family['0000_family']} ` };
    await expect(migrateTo(path, migrationsOf(changed))).rejects.toThrow(StoreStateError);
    expect(onFile(path, 'select count(*) as count from child')).toEqual([{ count: 2 }]);
  });
});

describe('an older database', () => {
  it('is copied before it is changed, and the copy can be used', async () => {
    const path = await familyDatabase();
    const { applied, backup = '' } = await migrateTo(path, migrationsOf({ ...family, '0001_rebuild': rebuild }));
    expect(applied).toEqual(['0001_rebuild']);
    expect(besides(path)).toEqual([basename(backup)]);
    expect(basename(backup)).toMatch(/^riotjobs\.db\.before-migration-\d{8}T\d{6}$/);
    expect(modeOf(backup)).toBe(0o600);
    expect(await migrateTo(backup, migrationsOf(family))).toEqual({ applied: [], backup: undefined });
    expect(onFile(backup, 'select count(*) as count from child')).toEqual([{ count: 2 }]);
    expect(onFile(backup, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('keeps the children of a table that is built anew', async () => {
    const path = await familyDatabase();
    await migrateTo(path, migrationsOf({ ...family, '0001_rebuild': rebuild }));
    expect(onFile(path, 'select * from child order by id')).toEqual([
      { id: 1, parent_id: 1 },
      { id: 2, parent_id: 1 },
    ]);
    expect(() => onFile(path, 'insert into parent values (2, null)')).toThrow('NOT NULL');
  });

  it('can be migrated when it was analyzed by the query planner, or emptied', async () => {
    const path = await familyDatabase();
    onFile(path, 'analyze', 'delete from child', 'delete from parent');
    const { applied } = await migrateTo(path, migrationsOf({ ...family, '0001_rebuild': rebuild }));
    expect(applied).toEqual(['0001_rebuild']);
  });

  it.each([
    ['deletes rows', 'delete from child where id = 2', 'child would lose 1 row'],
    ['forgets to copy', rebuild.replace(/insert into[^;]*;/, ''), 'parent would lose 1 row'],
    ['orphans rows', 'update child set parent_id = 77', '2 rows would lose their parent'],
    ['fails in the middle', 'create table half (id integer);--> statement-breakpoint\nselect nonsense', 'nonsense'],
  ])('is left as it was by a migration that %s', async (_, sql, message) => {
    const path = await familyDatabase();
    const failing = migrationsOf({ ...family, '0001_good': 'create table good (id integer)', '0002_bad': sql });
    const migrated = migrateTo(path, failing);
    await expect(migrated).rejects.toThrow(StoreError);
    await expect(migrated).rejects.toThrow(message);
    expect(onFile(path, 'select * from child order by id')).toHaveLength(2);
    expect(onFile(path, 'select name from schema_migrations')).toEqual([{ name: '0000_family' }]);
    expect(onFile(path, "select name from sqlite_schema where name in ('half', 'good', '__new_parent')")).toEqual([]);
    expect(await migrateTo(path, migrationsOf(family))).toEqual({ applied: [], backup: undefined });
  });
});

describe('the checked-in migrations', () => {
  it('take no word of the old cursor on games since a player is known, and keep who waits for a match', async () => {
    const path = newPath();
    await migrateTo(path, ourMigrationsUntil('0001_seed_jobs'));
    onFile(
      path,
      `update job_configurations set config_json = '{"queue":440}' where name = 'updater'`,
      `insert into players (puuid, platform, discovered_depth, fetch_cursor, created_at, updated_at)
       values ('early', 'euw1', 0, 1234, 1793534400000, 1), ('late', 'euw1', 0, 1793534400000, 1793000000000, 1),
              ('new', 'euw1', 0, null, 1, 1)`,
      `insert into unavailable_matches values ('EUW1_7', 'new', 'not_found', null, 1, 5, 6, null)`,
    );
    await migrateTo(path, ourMigrations);
    expect(onFile(path, 'select puuid, queue_id, complete_until from fetch_cursors')).toEqual([
      { puuid: 'early', queue_id: 440, complete_until: 1234 },
      { puuid: 'late', queue_id: 440, complete_until: 1793000000000 - 30 * 86_400_000 },
    ]);
    expect(onFile(path, 'select * from awaited_matches')).toEqual([{ puuid: 'new', match_id: 'EUW1_7' }]);
    expect(onFile(path, 'select match_id, attempts, next_attempt_at as next from unavailable_matches')).toEqual([
      { match_id: 'EUW1_7', attempts: 1, next: 6 },
    ]);
  });

  it('count the stored games of each player, and judge by the new default where nothing else was chosen', async () => {
    const path = newPath();
    await migrateTo(path, ourMigrationsUntil('0004_execution_engine'));
    const match = (id: number, queueId: number, isCountable: number) =>
      `insert into matches values ('EUW1_${id}', 'euw1', ${queueId}, 1, 1800, null, '15.1', 11, '', '', null, ${isCountable}, 0, 1)`;
    const figures = Array.from({ length: 12 }, () => 0).join(', ');
    const row = (id: number, puuid: string) =>
      `insert into match_participants values ('EUW1_${id}', '${puuid}', 1, 100, null, null, null, null, 1, '', 1, '', '', '', '', ${figures})`;
    onFile(
      path,
      `insert into players (puuid, platform, discovered_depth, created_at, updated_at)
       values ('a', 'euw1', 0, 1, 1), ('b', 'euw1', 1, 1, 1)`,
      ...[match(1, 420, 1), match(2, 420, 1), match(3, 420, 0), match(4, 440, 1)],
      ...[row(1, 'a'), row(2, 'a'), row(3, 'a'), row(4, 'a'), row(1, 'b')],
    );
    await migrateTo(path, ourMigrations);
    expect(onFile(path, 'select * from player_games order by 1, 2')).toEqual([
      { puuid: 'a', queue_id: 420, countable: 2 },
      { puuid: 'a', queue_id: 440, countable: 1 },
      { puuid: 'b', queue_id: 420, countable: 1 },
    ]);
    const profiles = `select name, json_extract(config_json, '$.profile') as profile from job_configurations order by 1`;
    expect(onFile(path, profiles)).toEqual([
      { name: 'analyzer', profile: 'calibrated' },
      { name: 'check', profile: null },
      { name: 'updater', profile: null },
    ]);
  });

  it('were generated one after the other', () => {
    const journal = JSON.parse(readFileSync(join(ourMigrations, 'meta', '_journal.json'), 'utf8'));
    const entries: { readonly idx: number; readonly when: number; readonly tag: string }[] = journal.entries;
    expect(entries.map(({ tag }) => tag)).toEqual(ours);
    for (const [index, { idx, when, tag }] of entries.entries()) {
      expect(idx).toBe(index);
      expect(tag.slice(0, 4)).toBe(String(index).padStart(4, '0'));
      expect(when).toBeGreaterThan(entries[index - 1]?.when ?? 0);
    }
    const files = readdirSync(ourMigrations).filter((name) => name.endsWith('.sql'));
    expect(files.toSorted()).toEqual(ours.map((tag) => `${tag}.sql`));
  });

  /** Gives the files that the generator would write for the tables as they are. */
  function generateInto(folder: string): string[] {
    cpSync(ourMigrations, folder, { recursive: true });
    const before = readdirSync(folder);
    const tool = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
    const schema = './src/store/tables/index.ts';
    // The tool puts "./" before the folder, whatever it is.
    const given = [
      '--dialect',
      'sqlite',
      '--casing',
      'snake_case',
      '--schema',
      schema,
      '--out',
      relative(root, folder),
    ];
    const { status, stderr } = spawnSync(process.execPath, [tool, 'generate', ...given], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return readdirSync(folder).filter((name) => !before.includes(name));
  }

  it('are those of the tables', () => {
    expect(generateInto(join(temporaryFolder(), 'sqlite'))).toEqual([]);
  });
});
