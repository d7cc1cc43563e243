// The ways in which people use a key: one process, restarts, several at once, cron, two jobs.

import { systemClock } from '../../src/clock.ts';
import { type Dice, diceOf } from '../../src/simulator/hash.ts';
import type { PeerInstall } from './messages.ts';
import { openStage, type Stage, type Worker } from './stage.ts';

/** How long things take; the shape of a scenario stays the same. */
export interface Pace {
  readonly limits: string;
  readonly waiting: number;
  readonly seconds: number;
  /** Seconds that a process lives before it is restarted. */
  readonly restarts: { readonly from: number; readonly to: number };
  readonly cronSeconds: number;
}

export type ScenarioName = 'long-lived' | 'restarted' | 'two-processes' | 'four-processes' | 'cron' | 'two-jobs';

type Play = (stage: Stage, pace: Pace, dice: Dice) => Promise<void>;

/** What the updater is guaranteed while the analyzer waits, too. */
const UPDATER_SHARE = 0.7;

/** Of the time between two starts, how much a process of cron works. */
const CRON_WORK = 0.95;

const plays: Readonly<Record<ScenarioName, Play>> = {
  'long-lived': async (stage, { seconds }) => {
    await during(seconds, [stage.start()]);
  },
  restarted: async (stage, { seconds, restarts }, dice) => {
    // Counted from the first process that asks: some clients take seconds to load.
    let endsAt = Number.POSITIVE_INFINITY;
    const left = () => Math.max(0, endsAt - systemClock.monotonic()) / 1000;
    while (left() > 0) {
      const worker = stage.start();
      await worker.ready;
      endsAt = Math.min(endsAt, systemClock.monotonic() + seconds * 1000);
      await pause(Math.min(left(), restarts.from + dice.next() * (restarts.to - restarts.from)));
      await worker.stop(left() > 0 && dice.next() < 0.5 ? 'at once' : 'politely');
    }
  },
  'two-processes': async (stage, { seconds }) => {
    await during(seconds, [stage.start(), stage.start()]);
  },
  'four-processes': async (stage, { seconds }) => {
    await during(seconds, [stage.start(), stage.start(), stage.start(), stage.start()]);
  },
  cron: async (stage, { seconds, cronSeconds }) => {
    for (let turn = 0; turn * cronSeconds < seconds; turn += 1) {
      const worker = stage.start();
      await until(stage, Math.min(seconds, (turn + CRON_WORK) * cronSeconds));
      await worker.stop('politely');
      await until(stage, Math.min(seconds, (turn + 1) * cronSeconds));
    }
  },
  'two-jobs': async (stage, { seconds }) => {
    await during(seconds, [stage.start({ asks: 'match-ids', share: UPDATER_SHARE }), stage.start({ asks: 'matches' })]);
  },
};

export const scenarioNames: readonly ScenarioName[] = ['long-lived', 'restarted', 'four-processes', 'cron', 'two-jobs'];

/** Those that every client can play. */
export const peerScenarioNames: readonly ScenarioName[] = ['long-lived', 'restarted', 'two-processes'];

export interface Cast {
  readonly seed: number;
  /** The client that the workers use; undefined: the product's own. */
  readonly peer?: PeerInstall;
}

/** The stage after the play; to be closed. */
export async function play(name: ScenarioName, pace: Pace, cast: Cast): Promise<Stage> {
  const stage = await openStage({ ...pace, ...cast });
  await plays[name](stage, pace, diceOf(cast.seed + 1));
  return stage;
}

async function during(seconds: number, workers: readonly Worker[]): Promise<void> {
  await Promise.all(workers.map(({ ready }) => ready));
  await pause(seconds);
  await Promise.all(workers.map((worker) => worker.stop('politely')));
}

/** The rest of so many seconds since the curtain rose. */
function leftOf({ startedAt }: Stage, seconds: number): number {
  return Math.max(0, startedAt / 1000 + seconds - systemClock.monotonic() / 1000);
}

function until(stage: Stage, seconds: number): Promise<void> {
  return pause(leftOf(stage, seconds));
}

function pause(seconds: number): Promise<void> {
  return systemClock.sleep(seconds * 1000);
}
