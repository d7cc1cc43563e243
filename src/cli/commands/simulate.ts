// riotjobs simulate: a local Riot API, until a signal ends it, or for the demo the end of the demo.

import { readFileSync } from 'node:fs';
import { systemClock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import { formatRiotId } from '../../league/riot-id.ts';
import { parseFaultScript } from '../../simulator/fault-parser.ts';
import type { FaultScript } from '../../simulator/fault-script.ts';
import { type RunningServer, serve } from '../../simulator/server.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/simulator.ts';
import { StartError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import type { Input, Terminal } from '../terminal.ts';

export interface SimulateOptions {
  readonly port: number;
  readonly seed: number;
  readonly players: number;
  readonly days: number;
  readonly limits: SimulatorOptions['limits'];
  /** Epoch ms. */
  readonly now?: number;
  /** Path of a fault script. */
  readonly faults?: string;
  readonly json?: boolean;
  /** Otherwise standard input means nothing: it may be empty from the start. */
  readonly untilStdinEnds?: boolean;
}

const EXAMPLES = 3;

export async function simulate(terminal: Terminal, options: SimulateOptions): Promise<number> {
  const simulator = createWorld(options);
  const server = await listen(simulator, options.port);
  announce(terminal, { simulator, url: server.url, isJson: options.json ?? false });
  await Promise.race([aborted(terminal.signal), ...(options.untilStdinEnds ? [ended(terminal.stdin)] : [])]);
  await server.close();
  return exitCodes.OK;
}

function createWorld({ seed, players, days, limits, now, faults: path }: SimulateOptions): Simulator {
  const frozen = now === undefined ? {} : { frozenAt: now };
  const faults = path === undefined ? {} : { faults: readFaults(path) };
  try {
    return createSimulator({ seed, players, historyDays: days, limits, clock: systemClock, ...frozen, ...faults });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`no world can be made of that: ${error.message}`);
    throw error;
  }
}

function readFaults(path: string): FaultScript {
  try {
    return parseFaultScript(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(`the fault script ${path} cannot be used: ${why}`, { hint: 'docs/simulator.md has examples' });
  }
}

async function listen(simulator: Simulator, port: number): Promise<RunningServer> {
  try {
    return await serve(simulator, { port });
  } catch (cause) {
    const why = messageOf(cause);
    throw new StartError(`the simulator cannot listen: ${why}`, { cause, hint: 'name another port, or --port 0' });
  }
}

interface Announcement {
  readonly simulator: Simulator;
  readonly url: string;
  readonly isJson: boolean;
}

function announce(terminal: Terminal, { simulator, url, isJson }: Announcement): void {
  const apiUrl = `${url}/{route}`;
  const suggested = simulator.world.suggestTracked(EXAMPLES);
  if (isJson) {
    printJson(terminal, { url, apiUrl, suggested });
    return;
  }
  printMessage(terminal, `a simulated Riot API listens on ${url} (any key that begins with RGAPI- will do)`);
  printMessage(terminal, `  export RIOT_API_KEY=RGAPI-simulated RIOTJOBS_API_URL='${apiUrl}'`);
  for (const { riotId, platform } of suggested) {
    printMessage(terminal, `  riotjobs players track "${formatRiotId(riotId)}" --platform ${platform}`);
  }
  printMessage(terminal, `  the truth about its players: ${url}/__truth; its counters: ${url}/__stats; Ctrl-C ends it`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    return undefined;
  });
}

/** The system ends a pipe when the process at its other end is gone, whatever has ended it. */
async function ended(stdin: Input | undefined): Promise<void> {
  const chunks = stdin?.[Symbol.asyncIterator]();
  while (chunks && !(await chunks.next()).done);
}
