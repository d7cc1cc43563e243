// Which processes are there: asked of the operating system, with processes that end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';

/** The fields of proc_pid_stat(5) from the third on. The name before them has no bracket here. */
function statOf(pid: number): string[] {
  return (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
}

/** A process that nobody will wait for: its parent, a shell, has become a program that knows nothing of it. */
async function startUnreaped(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
  onTestFinished(() => void parent.kill('SIGKILL'));
  return Number(pid);
}

it.skipIf(!existsSync('/proc/self/stat'))(
  'a process that has ended is dead, also while nobody has waited for it',
  async () => {
    const pid = await startUnreaped();
    const owner = { ...systemProcesses.self(), pid, pidStart: statOf(pid)[19] ?? '' };
    expect(systemProcesses.stateOf(owner)).toBe('alive');
    process.kill(pid, 'SIGKILL');
    while (statOf(pid)[0] !== 'Z') await pause(5);
    expect(systemProcesses.stateOf(owner)).toBe('dead');
  },
);
