// Executions as processes of the same program, each in a process group of its own: Ctrl-C reaches only who started them.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { messageOf } from '../errors.ts';
import type { JobName } from '../jobs/index.ts';
import type { Child } from '../jobs/watch-children.ts';
import type { ChildEnd } from '../jobs/watch-events.ts';
import { packageRoot } from './package-root.ts';
import type { Environment } from './terminal.ts';

export interface ChildSettings {
  /** Options of `run`, after the name of the job. */
  readonly options: readonly string[];
  readonly env: Environment;
  /** Each line that a process says on stderr. */
  onLine(jobName: JobName, line: string): void;
}

const living = new Set<{ readonly child: ChildProcess; wasAsked: boolean }>();

/**
 * Where the program ends in the midst of it, by a second signal or a bug, nobody waits for them any more: who was asked
 * to end has had the time for it, and the others are asked. A program that is killed cannot do that: then they run to
 * their own end, which their time limit bounds.
 */
process.on('exit', () => {
  for (const { child, wasAsked } of living) child.kill(wasAsked ? 'SIGKILL' : 'SIGTERM');
});

export function startChild(jobName: JobName, settings: ChildSettings): Child {
  try {
    return watchOver(jobName, launch(jobName, settings), settings);
  } catch (error) {
    const end = { exitCode: null, signalName: null, problem: messageOf(error) };
    return { pid: undefined, ended: Promise.resolve(end), stop: () => {}, kill: () => {} };
  }
}

function launch(jobName: JobName, { options, env }: ChildSettings): ChildProcess {
  const bin = join(packageRoot, 'bin', 'riotjobs.js');
  return spawn(process.execPath, [bin, 'run', jobName, ...options], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
}

function watchOver(jobName: JobName, child: ChildProcess, { onLine }: ChildSettings): Child {
  // There is none where the system has no more files to give.
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => onLine(jobName, line));
  const entry = { child, wasAsked: false };
  living.add(entry);
  const stop = () => {
    if (!entry.wasAsked) child.kill('SIGTERM');
    entry.wasAsked = true;
  };
  const ended = endOf(child).finally(() => living.delete(entry));
  return { pid: child.pid, ended, stop, kill: () => void child.kill('SIGKILL') };
}

/** When its last line has been read, too. */
function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.on('error', ({ message }) => {
      if (child.pid === undefined) resolve({ exitCode: null, signalName: null, problem: message });
    });
    child.on('close', (exitCode, signalName) => resolve({ exitCode, signalName, problem: null }));
  });
}
