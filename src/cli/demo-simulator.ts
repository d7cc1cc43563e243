// The simulator of the demo: a process of its own, as a real API would be somewhere else.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { RiotId } from '../league/riot-id.ts';
import type { PlatformRoute } from '../league/routing.ts';
import { StartError } from './errors.ts';
import { packageRoot } from './package-root.ts';

export interface TruthfulPlayer {
  readonly puuid: string;
  readonly isSmurf: boolean;
}

export interface DemoSimulator {
  readonly apiUrl: string;
  /** Accounts worth following. */
  readonly suggested: readonly { readonly riotId: RiotId; readonly platform: PlatformRoute }[];
  readTruth(): Promise<readonly TruthfulPlayer[]>;
  /** Requests by route. */
  readRequests(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

/** A fixed seed: the demo shows the same players every time. */
const WORLD = ['--seed', '1', '--players', '480', '--days', '90', '--limits', 'none'];

interface Announcement {
  readonly url: string;
  readonly apiUrl: string;
  readonly suggested: DemoSimulator['suggested'];
}

export async function startSimulator(signal: AbortSignal): Promise<DemoSimulator> {
  const bin = join(packageRoot, 'bin', 'riotjobs.js');
  const child = spawn(process.execPath, [bin, 'simulate', '--until-stdin-ends', '--port', '0', '--json', ...WORLD], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const { url, apiUrl, suggested } = await firstLine(child);
  const ask = async (path: string) => (await fetch(`${url}${path}`, { signal })).json();
  return {
    apiUrl,
    suggested,
    readTruth: async () => ((await ask('/__truth')) as { readonly players: readonly TruthfulPlayer[] }).players,
    readRequests: async () => ((await ask('/__stats')) as { readonly byRoute: Record<string, number> }).byRoute,
    stop: () => stop(child),
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<Announcement> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) return JSON.parse(line) as Announcement;
  }
  throw new StartError('the simulator of the demo did not start');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, 'exit');
}
