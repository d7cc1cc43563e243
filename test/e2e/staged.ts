// The built program as a user has it: without src/ beside it, and with whatever it connects to guarded.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const built = join(root, 'dist', 'main.js');

/** A new empty folder; the tests' global setup removes it in the end. */
export function temporaryFolder(name = 'riotjobs-'): string {
  return mkdtempSync(join(realpathSync(tmpdir()), name));
}

function isBuilt(): boolean {
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.every((file) => statSync(join(root, 'src', file)).mtimeMs <= builtAt);
}

/** Builds dist/ when it is missing or older than a source. After a failed build dist/ is missing. */
export function buildWhenStale(): void {
  if (!isBuilt()) spawnSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: 'inherit' });
}

/** A folder with bin/riotjobs.js that runs dist/: in the repository itself bin would prefer src/. */
export function stageBuilt(): string {
  if (!existsSync(built)) throw new Error('there is no dist/main.js: "npm run build" says why');
  const folder = temporaryFolder('riotjobs-staged-');
  for (const part of ['bin', 'dist', 'drizzle', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Of the surroundings only what is nobody's setting: no key, no configuration, nothing of Vitest or npm. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const isForeign = /^(RIOT|XDG_|NODE_OPTIONS$|NODE_ENV$|npm_|VITEST|FORCE_COLOR$|NO_COLOR$)/i;
  const own = Object.entries(process.env).filter(([name]) => !isForeign.test(name));
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...Object.fromEntries(own), PATH: path };
}

/** For a child that must stay on loopback and away from the user's own database, state and configuration. */
export function guardedEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const guard = pathToFileURL(join(root, 'test', 'loopback-guard.mjs')).href;
  const home = temporaryFolder('riotjobs-home-');
  return {
    ...cleanEnv(),
    NODE_OPTIONS: `--import=${guard}`,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CONFIG_HOME: join(home, 'config'),
    ...more,
  };
}
