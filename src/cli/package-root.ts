// Where the package lies: the nearest folder upwards with the migrations in it, from the sources and from the bundle alike.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(folder: string): string {
  return existsSync(join(folder, 'drizzle', 'sqlite', 'meta')) ? folder : findRoot(dirname(folder));
}

export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

export const migrationsFolder = join(packageRoot, 'drizzle', 'sqlite');

export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
