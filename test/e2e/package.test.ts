// What is published: packed, installed into an empty folder whose path has a space, and run there.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv, guardedEnv, root, temporaryFolder } from './staged.ts';

const isWindows = process.platform === 'win32';

function npm(folder: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    env: cleanEnv(),
    encoding: 'utf8',
    shell: isWindows,
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

/** Packs a copy, so that building it does not disturb those who read dist/ at the same time. */
function pack(): string {
  const copy = temporaryFolder();
  const isOwn = (path: string) => !['node_modules', '.git', 'dist'].includes(basename(path));
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || isOwn(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  npm(copy, 'pack', '--loglevel=error');
  const [tarball] = readdirSync(copy).filter((name) => name.endsWith('.tgz'));
  return join(copy, tarball ?? 'no tarball');
}

const folder = join(temporaryFolder(), 'an empty folder');
const installed = join(folder, 'node_modules', 'riotjobs');

function riotjobs(...args: readonly string[]) {
  const program = join(folder, 'node_modules', '.bin', isWindows ? 'riotjobs.cmd' : 'riotjobs');
  return spawnSync(program, args, { cwd: folder, env: guardedEnv(), encoding: 'utf8', shell: isWindows });
}

describe('the package', () => {
  beforeAll(() => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{}');
    npm(
      folder,
      'install',
      pack(),
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
    );
  });

  it('holds the program, its migrations and the licences, and nothing of its making', () => {
    const files = readdirSync(installed).filter((name) => name !== 'node_modules');
    expect(files.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'drizzle', 'package.json']);
    expect(existsSync(join(installed, 'drizzle', 'sqlite'))).toBe(true);
    const notices = readFileSync(join(installed, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const named = [...notices.matchAll(/^(\S+) \d.* \(.+\)$/gm)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining(['commander', 'drizzle-orm', 'ky', 'zod']));
  });

  it('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { status, stdout, stderr } = riotjobs('--version');
    expect([status, stdout.trim(), stderr]).toEqual([0, version, '']);
  });

  it('creates a database', () => {
    const database = join(folder, 'riot jobs.db');
    const { status, stderr } = riotjobs('db', 'migrate', '--database', database);
    expect([status, stderr.includes('    at ')]).toEqual([0, false]);
    expect(readFileSync(database).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});
