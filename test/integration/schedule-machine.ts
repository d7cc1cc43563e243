// A machine with a crontab and a systemctl of its own: small programs on PATH, in a folder of the test.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { guardedEnv } from '../e2e/staged.ts';
import { newHome, riotjobs } from './command-line.ts';

/** As Debian's: it refuses a last line without an end, and knows "none yet". */
const CRONTAB = `#!/bin/sh
PATH=/usr/bin:/bin
file="$HOME/crontab.txt"
[ ! -e "$HOME/crontab.broken" ] || { echo "crontabs: permission denied" >&2; exit 1; }
case "$1" in
  -l) [ -e "$file" ] || { echo "no crontab for ann" >&2; exit 1; }; cat "$file" ;;
  -r) rm "$file" ;;
  -) echo write >> "$HOME/crontab.log"; cat > "$file.new"
     [ -z "$(tail -c 1 "$file.new")" ] || { echo "new crontab file is missing newline before EOF" >&2; exit 1; }
     mv "$file.new" "$file" ;;
  *) exit 2 ;;
esac
`;

const SYSTEMCTL = `#!/bin/sh
PATH=/usr/bin:/bin
[ ! -e "$HOME/systemd.broken" ] || { echo "Failed to connect to bus" >&2; exit 1; }
echo "$@" >> "$HOME/systemctl.log"
`;

export interface Machine {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of riotjobs' settings for scheduled starts. */
  readonly environmentFile: string;
  run(...argv: readonly string[]): ReturnType<typeof riotjobs>;
  readCrontab(): string | undefined;
  writeCrontab(content: string | Buffer): void;
  /** What the fake systemctl was told since the last look. */
  takeSystemctl(): string[];
  /** Makes one of the programs fail from now on. */
  break(name: 'crontab' | 'systemd'): void;
}

type Programs = readonly ('crontab' | 'systemctl')[];

export function machine(programs: Programs, more: Readonly<Record<string, string>> = {}): Machine {
  const home = newHome();
  const path = join(home, 'programs');
  mkdirSync(path);
  for (const name of programs) {
    writeFileSync(join(path, name), name === 'crontab' ? CRONTAB : SYSTEMCTL);
    chmodSync(join(path, name), 0o755);
  }
  const env = { HOME: home, PATH: path, RIOTJOBS_DATABASE: join(home, 'jobs.db'), ...more };
  const log = join(home, 'systemctl.log');
  return {
    home,
    env,
    environmentFile: join(home, '.config', 'riotjobs', 'environment'),
    run: (...argv) => riotjobs(argv, { env }),
    readCrontab: () => readIfThere(join(home, 'crontab.txt')),
    writeCrontab: (content) => writeFileSync(join(home, 'crontab.txt'), content),
    takeSystemctl: () => {
      const lines = (readIfThere(log) ?? '').split('\n').filter((line) => line !== '');
      writeFileSync(log, '');
      return lines;
    },
    break: (name) => writeFileSync(join(home, `${name}.broken`), ''),
  };
}

export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * What cron hands to the shell: up to the first % that has no backslash before it, and a backslash before a % or another
 * backslash is gone. Source: Vixie cron's do_command.c, which crontab(5) of Debian and of cronie describe.
 */
export function commandOfCron(line: string): string {
  const command = line.replace(/^(\S+ ){5}/, '');
  let result = '';
  for (let at = 0; at < command.length && command[at] !== '%'; at++) {
    const isEscape = command[at] === '\\' && /[%\\]/.test(command[at + 1] ?? '');
    if (isEscape) at++;
    else if (command[at] === '\\') result += command[at++];
    result += command[at] ?? '';
  }
  return result;
}

/** The bare environment that cron gives, and the guard of the tests. */
export async function runAsCron(line: string, home: string) {
  const { NODE_OPTIONS } = guardedEnv();
  const env = { HOME: home, LOGNAME: 'ann', SHELL: '/bin/sh', PATH: '/usr/bin:/bin', NODE_OPTIONS };
  const child = spawn('/bin/sh', ['-c', commandOfCron(line)], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, stdout, stderr };
}
