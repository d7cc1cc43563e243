// The two programs that schedules are given to: crontab and systemctl, as they are found on PATH.

import { spawnSync } from 'node:child_process';
import { StartError } from '../errors.ts';
import type { Environment } from '../terminal.ts';

interface Result {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Texts of cron's versions for "there is none yet". Anything else must not be mistaken for it: all lines would be lost. */
const NO_CRONTAB = /no crontab for|can't open .*no such file or directory/i;

/** Bytes as characters of the same number, so that lines in any encoding come back as they were. */
const BYTES = 'latin1';

/** undefined: there is no such program. */
export function readCrontab(env: Environment): string | undefined {
  const result = call('crontab', ['-l'], { env });
  if (result === undefined) return undefined;
  if (result.code === 0) return result.stdout.toString(BYTES);
  if (NO_CRONTAB.test(result.stderr)) return '';
  throw new StartError(`the crontab cannot be read: ${result.stderr.trim()}`, { hint: 'nothing was changed' });
}

/** An empty crontab is none. */
export function writeCrontab(crontab: string, env: Environment): void {
  const isEmpty = crontab === '';
  const result = call('crontab', [isEmpty ? '-r' : '-'], { env, input: Buffer.from(crontab, BYTES) });
  if (result?.code === 0) return;
  throw new StartError(`the crontab cannot be written: ${result?.stderr.trim()}`, { hint: 'nothing was changed' });
}

/** As the crontab has it, and back. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString(BYTES);
}

export function fromBytes(text: string): string {
  return Buffer.from(text, BYTES).toString();
}

/** What is wrong; undefined: nothing. */
export function systemctl(args: readonly string[], env: Environment): string | undefined {
  const result = call('systemctl', ['--user', ...args], { env });
  if (result === undefined) return 'there is no systemctl here';
  return result.code === 0 ? undefined : result.stderr.trim() || `systemctl ended with ${result.code}`;
}

function call(
  name: string,
  args: readonly string[],
  { env, input = Buffer.alloc(0) }: { readonly env: Environment; readonly input?: Buffer },
): Result | undefined {
  // Messages of the C locale: they are looked at.
  const { error, status, stdout, stderr } = spawnSync(name, args, { env: { ...env, LC_ALL: 'C' }, input });
  if (error && 'code' in error && error.code === 'ENOENT') return undefined;
  if (error) throw new StartError(`${name} cannot be started: ${error.message}`);
  return { code: status, stdout, stderr: stderr.toString() };
}
