// riotjobs check PLAYER: one execution of the job check, and the card of the player.

import { startJob } from '../../jobs/index.ts';
import { pruneSome } from '../../jobs/retention.ts';
import type { RunDependencies, RunResult } from '../../jobs/run.ts';
import type { Player } from '../../store/records.ts';
import { type ExitName, exitCodes, exitNameOfOutcome } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import type { ExplanationView } from '../render/analysis-explanation.ts';
import { type Checked, checkedJson, checkedLines } from '../render/check.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, working } from '../wire.ts';
import { printExplanation, viewOf } from './analysis-explain.ts';
import { findOrMeet } from './met-player.ts';
import { overridesOf } from './overrides.ts';
import { readPlatform, readReference } from './player-reference.ts';
import { waitingLine } from './run.ts';

export type CheckOptions = CommandOptions & {
  readonly platform?: string;
  /** Milliseconds. */
  readonly wait: number;
  readonly set: readonly string[];
};

export async function check(terminal: Terminal, text: string, options: CheckOptions): Promise<number> {
  const reference = readReference(text);
  const platform = options.platform === undefined ? undefined : readPlatform(options.platform);
  const exitName = await working(options, terminal, async (dependencies) => {
    const player = await findOrMeet(dependencies, { reference, platform, signal: terminal.signal });
    if (platform !== undefined && player.platform !== platform) {
      printMessage(terminal, `${text} is known on ${player.platform}, not on ${platform}: checked there`);
    }
    return checkPlayer(terminal, dependencies, { player, options });
  });
  return exitCodes[exitName];
}

interface Wanted {
  readonly player: Player;
  readonly options: CheckOptions;
}

async function checkPlayer(terminal: Terminal, dependencies: RunDependencies, wanted: Wanted): Promise<ExitName> {
  const { player, options } = wanted;
  const { store } = dependencies;
  const newest = await store.analyses.newestVerdictId();
  const result = await start(terminal, dependencies, wanted);
  const view = await readView(dependencies, player);
  const games = await store.players.countGames({ puuid: player.puuid, since: 0 });
  const isNew = view !== undefined && view.verdict.id > newest;
  const checked: Checked = { player, view, isNew, games, result, now: dependencies.clock.now() };
  if (options.json) printJson(terminal, checkedJson(checked));
  else if (view) printExplanation(terminal, view);
  for (const line of checkedLines(checked)) if (!options.json) printMessage(terminal, line);
  return exitNameOf(terminal, checked);
}

/** Nobody is told of it but the person who waits: pings and webhooks watch over what runs by itself. */
async function start(
  terminal: Terminal,
  dependencies: RunDependencies,
  { player, options }: Wanted,
): Promise<RunResult> {
  try {
    return await startJob.check(dependencies, {
      phases: undefined,
      overrides: overridesOf(options.set),
      trigger: 'manual',
      players: [player.puuid],
      waitMs: options.wait,
      signal: terminal.signal,
      onWaiting: (holder) => printMessage(terminal, waitingLine(holder)),
    });
  } finally {
    await pruneSome(dependencies);
  }
}

/** undefined = there is no verdict, neither now nor from before. */
async function readView({ store }: RunDependencies, { puuid }: Player): Promise<ExplanationView | undefined> {
  const player = await store.players.find({ puuid });
  const verdict = await store.analyses.findNewest(puuid);
  return player && verdict && viewOf(store, { player, verdict });
}

/** A verdict of before, too, is an answer. */
function exitNameOf({ signal }: Terminal, { view, result: { outcome } }: Checked): ExitName {
  const exact = exitNameOfOutcome(outcome, signal.aborted ? String(signal.reason) : undefined);
  if (outcome.reason === 'rate_limited') return view ? 'OK' : 'TEMPORARY';
  return exact === 'OK' && !view ? 'FAILED' : exact;
}
