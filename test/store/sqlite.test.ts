// The conformance list on SQLite: each case on a real file of its own.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { describeStore } from './conformance.ts';
import { ourMigrations, temporaryFolder } from './folders.ts';
import type { Row } from './world.ts';

/** Migrated once: migrations wait for the disk. */
async function createTemplate(): Promise<string> {
  const path = join(temporaryFolder(), 'template.db');
  await openStore({ path, migrations: ourMigrations, create: true }).store.close();
  return path;
}

const template = await createTemplate();

describeStore('SQLite', async () => {
  const path = join(temporaryFolder(), 'riotjobs.db');
  copyFileSync(template, path);
  const { store } = openStore({ path, migrations: ourMigrations, create: false });
  const beside = new Sqlite(path, { timeout: 5000 });
  return {
    store,
    sql: async (text) => {
      const statement = beside.prepare<[], Row>(text);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    },
    close: async () => {
      beside.close();
      await store.close();
    },
  };
});

it.each([
  'select * from matches order by game_creation desc, match_id desc limit 20',
  'select * from matches where queue_id = 420 order by game_creation desc, match_id desc limit 20',
])('the newest matches are found without sorting them all by time: %s', (query) => {
  const file = new Sqlite(template, { readonly: true });
  const plan = file.prepare<[], { readonly detail: string }>(`explain query plan ${query}`).all();
  file.close();
  expect(plan.map(({ detail }) => detail).join('\n')).not.toContain('USE TEMP B-TREE FOR ORDER BY');
});
