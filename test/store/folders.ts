// Folders of the store's tests: temporary ones, the checked-in migrations, and made-up migrations.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const ourMigrations = join(root, 'drizzle', 'sqlite');

/** A new empty folder; the tests' global setup removes it in the end. */
export function temporaryFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'riotjobs-store-'));
}

/** The checked-in migrations as they were when `last` was the newest. */
export function ourMigrationsUntil(last: string): string {
  const names = readdirSync(ourMigrations).filter((name) => name.endsWith('.sql') && name <= `${last}.sql`);
  const texts = names.toSorted().map((name) => [name.slice(0, -4), readFileSync(join(ourMigrations, name), 'utf8')]);
  return migrationsOf(Object.fromEntries(texts));
}

/** A folder as the generator writes it, with these migrations in this order. */
export function migrationsOf(migrations: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const entries = Object.entries(migrations).map(([tag, sql], idx) => {
    writeFileSync(join(folder, `${tag}.sql`), sql);
    return { idx, version: '6', when: 1_795_508_585_569 + idx, tag, breakpoints: true };
  });
  mkdirSync(join(folder, 'meta'));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }));
  return folder;
}
