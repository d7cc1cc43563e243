// Of analysis evaluate: the profile on the players of the database, whose truth nobody knows.

import { type History, historyOf } from '../../analysis/calibrated/history.ts';
import { MIN_SAMPLE, SAMPLE_SIZE } from '../../analysis/evidence.ts';
import { turnOfTheLoop } from '../../jobs/items.ts';
import { ladderOf } from '../../league/queues.ts';
import type { Store } from '../../store/store.ts';
import { type LabelFreeFigures, labelFreeFiguresOf } from './analysis-label-free-figures.ts';
import { settingsInForce } from './analysis-settings.ts';

/** The most recently seen; more of them change no figure and take minutes. */
const MAX_PLAYERS = 2000;

export interface DatabaseReport {
  readonly baselineId: string;
  readonly prior: number;
  readonly coefficients: string;
  readonly labelFree: LabelFreeFigures | null;
}

interface Reading {
  /** Epoch ms. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** `labelFree` null: nobody has enough games. */
export async function evaluateDatabase(store: Store, { now, signal }: Reading): Promise<DatabaseReport> {
  const { queueId, ...settings } = await settingsInForce(store, now);
  const histories = await readHistories(store, queueId, signal);
  return {
    baselineId: settings.baseline.id,
    prior: settings.prior,
    coefficients: settings.coefficients.version,
    labelFree: histories.length === 0 ? null : labelFreeFiguresOf(histories, settings),
  };
}

async function readHistories({ analyses }: Store, queueId: number, signal: AbortSignal): Promise<History[]> {
  const puuids = await analyses.listJudgeable({ queueId, minGames: MIN_SAMPLE, limit: MAX_PLAYERS });
  const histories: History[] = [];
  for (const puuid of puuids) {
    await turnOfTheLoop();
    signal.throwIfAborted();
    const query = { puuid, queueId, ladder: ladderOf(queueId), sampleSize: SAMPLE_SIZE };
    const history = historyOf(await analyses.loadPlayerEvidence(query));
    if (history.games.length >= MIN_SAMPLE) histories.push(history);
  }
  return histories;
}
