// PURE: how the check of a player went, beside the card itself: lines for people, and JSON.

import { MIN_SAMPLE } from '../../analysis/evidence.ts';
import { count } from '../../analysis/wording.ts';
import { messageOf } from '../../errors.ts';
import type { RunResult } from '../../jobs/run.ts';
import type { Player } from '../../store/records.ts';
import type { QueueGames } from '../../store/store.ts';
import { type ExplanationView, explanationJson } from './analysis-explanation.ts';
import { executionJson } from './execution.ts';
import { playerJson } from './player.ts';
import { duration, fullTime, playerName, relativeTime } from './text.ts';

export interface Checked {
  /** As before the check. */
  readonly player: Player;
  /** Of the newest verdict; undefined: there is none. */
  readonly view: ExplanationView | undefined;
  /** The verdict was made just now. */
  readonly isNew: boolean;
  readonly games: readonly QueueGames[];
  readonly result: Pick<RunResult, 'execution' | 'outcome'>;
  /** Epoch ms. */
  readonly now: number;
}

export function checkedLines(checked: Checked): string[] {
  return [...verdictLine(checked), ...obstacleLine(checked), costLine(checked)];
}

function verdictLine({ player, view, isNew, games, result, now }: Checked): string[] {
  if (view) {
    return isNew ? [] : [`this verdict was made ${relativeTime(view.verdict.createdAt, now)}; there is no newer one`];
  }
  const { queue } = JSON.parse(result.execution.paramsJson) as { readonly queue: number };
  const countable = games.find(({ queueId }) => queueId === queue)?.countable ?? 0;
  const stored = `${count(countable, 'countable game')} of queue ${queue} ${countable === 1 ? 'is' : 'are'} stored`;
  return [`no verdict about ${playerName(player)}: ${stored}, and it needs ${MIN_SAMPLE}`];
}

function obstacleLine({ result: { outcome }, now }: Checked): string[] {
  if (outcome.retryAt !== undefined) {
    const at = `${fullTime(outcome.retryAt)} (in ${duration(Math.max(0, outcome.retryAt - now))})`;
    return [`the quota is used up: more games can be fetched from ${at}`];
  }
  return outcome.error === undefined ? [] : [`not all could be read: ${messageOf(outcome.error)}`];
}

function costLine({ result: { execution } }: Checked): string {
  const { startedAt, completedAt, apiRequestsMade, matchesFetched, id } = execution;
  const took = duration((completedAt ?? startedAt) - startedAt);
  const fetched = count(matchesFetched, 'new match', 'new matches');
  return `${count(apiRequestsMade, 'request')} in ${took}, ${fetched}; execution ${id}`;
}

/** The shape that scripts rely on: it only ever grows. */
export function checkedJson({ player, view, isNew, games, result }: Checked): object {
  const { execution, outcome } = result;
  return {
    ...(view ? explanationJson(view) : { player: playerJson(player), verdict: null }),
    isNew,
    stored: games.map(({ queueId, stored, countable }) => ({ queueId, stored, countable })),
    retryAt: outcome.retryAt === undefined ? null : fullTime(outcome.retryAt),
    run: executionJson(execution),
  };
}
