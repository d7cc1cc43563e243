// Installs what is missing, and only then says something. Runs on whatever Node a person has (20 included).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = new URL('../package-lock.json', import.meta.url);
const stamp = new URL('../node_modules/.riotjobs-installed', import.meta.url);

/** What is installed, as a hash of the lock; undefined when nothing is or an installation was cut short. */
function installed() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

/** The npm that started this script; the one on the PATH when a person started it by hand. */
function npm(args) {
  const own = process.env.npm_execpath;
  const isScript = own !== undefined && /\.[cm]?js$/.test(own);
  const result = isScript
    ? spawnSync(process.execPath, [own, ...args], { cwd: root, encoding: 'utf8' })
    : spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status === 0) return;
  process.stdout.write('failed.\n');
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
  process.stderr.write(`"npm ${args.join(' ')}" failed; its own words stand above.\n`);
  process.exit(1);
}

const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
if (installed() !== wanted) {
  const startedAt = Date.now();
  process.stdout.write('Installing the packages of package-lock.json and the pinned Node ... ');
  // --ignore-scripts: npm would compile better-sqlite3, which ships its binaries, and fail without Python.
  // --include=dev: the pinned Node is a development dependency, and NODE_ENV=production would leave it out.
  npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  // The one install script that is needed: it fetches the pinned Node.
  npm(['rebuild', 'node', '--loglevel=error']);
  writeFileSync(stamp, wanted);
  process.stdout.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.\n`);
}
