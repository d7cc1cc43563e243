// The conformance list on SQLite: each case on a real file of its own.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
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
