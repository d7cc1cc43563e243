// The same ways of using a key with other clients of npm beside ours; they are installed for the time of the measurement.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { detailLines } from './details.ts';
import { bestOf, bucketsOf } from './figures.ts';
import type { PeerInstall } from './messages.ts';
import { type PeerName, peerClients } from './peer-clients.ts';
import { type Pace, peerScenarioNames, play, type ScenarioName } from './scenarios.ts';
import type { Stage } from './stage.ts';

export interface PeersOptions {
  readonly pace: Pace;
  readonly seed: number;
  /** A client. */
  readonly only: string | undefined;
  readonly hasDetails: boolean;
}

const OURS = 'riotjobs';

const WIDTHS = [14, 18, 14, 10, 8, 0];

export async function tellPeers(options: PeersOptions): Promise<void> {
  const { limits, waiting, seconds } = options.pace;
  console.log(`limits ${limits}, ${seconds} s a scenario, ${waiting} calls waiting in each process`);
  console.log('used: answers of those that windows one straight after the other allow, from the first arrival on');
  console.log('failed: calls that ended with an error, of the edge or of the client itself; asked again after 1 s');
  console.log(line(['client', 'scenario', 'answers', 'used', '429s', 'failed']));
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-peers-'));
  try {
    if (isWanted(OURS, options)) await tellClient(OURS, undefined, options);
    for (const name of Object.keys(peerClients) as PeerName[]) {
      if (isWanted(name, options)) await tellPeer(name, join(folder, name), options);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isWanted(name: string, { only }: PeersOptions): boolean {
  return only === undefined || only === name;
}

async function tellPeer(name: PeerName, folder: string, options: PeersOptions): Promise<void> {
  try {
    await install(peerClients[name].spec, folder);
  } catch (error) {
    // The first line is the command, the others are what npm says.
    console.log(line([name, `left out, does not install: ${messageOf(error).split('\n')[1]}`]));
    return;
  }
  await tellClient(name, { name, folder, limits: options.pace.limits }, options);
  const { spec, settings } = peerClients[name];
  console.log(`  ${spec}: ${settings}`);
}

/** Without the packages' own scripts. */
async function install(spec: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  await promisify(execFile)('npm', ['install', ...quiet, '--prefix', folder, spec], { cwd: folder });
}

/** The scenarios at the same time, each with an edge of its own: none of them keeps the machine busy. */
async function tellClient(client: string, peer: PeerInstall | undefined, options: PeersOptions): Promise<void> {
  const { pace, seed, hasDetails } = options;
  const cast = peer === undefined ? {} : { peer };
  const stages = await Promise.all(
    peerScenarioNames.map(async (name) => ({ name, stage: await play(name, pace, { seed, ...cast }) })),
  );
  for (const { name, stage } of stages) {
    console.log(rowOf(client, { name, stage }, pace.limits));
    if (hasDetails) for (const detail of detailLines(pace.limits, stage)) console.log(`    ${detail}`);
    await stage.close();
  }
}

function rowOf(client: string, { name, stage }: { name: ScenarioName; stage: Stage }, limits: string): string {
  const unusable = messagesOf(stage, 'unusable')[0];
  if (unusable !== undefined) return line([client, name, `left out: ${unusable}`]);
  const { arrivals } = stage.edge;
  const endedAt = Math.max(...stage.working().map(({ to }) => to));
  const answers = arrivals.filter(({ status, at }) => status === 200 && at <= endedAt).length;
  const best = bestOf(endedAt - (arrivals[0]?.at ?? endedAt), bucketsOf(limits));
  const limited = arrivals.filter(({ status }) => status === 429).length;
  const used = best === 0 ? '-' : `${((100 * answers) / best).toFixed(1)} %`;
  const failed = messagesOf(stage, 'failed').length;
  return line([client, name, `${answers} of ${best}`, used, String(limited), String(failed)]);
}

function messagesOf({ told }: Stage, event: string): readonly string[] {
  return told.flatMap((message) =>
    message.kind === 'log' && message.event === event ? [String(message.fields['message'])] : [],
  );
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join('')
    .trimEnd();
}
