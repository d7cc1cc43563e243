// PURE: what the demo found, beside the tables of the ordinary commands.

import type { Execution, Player, StoredAnalysis } from '../../store/records.ts';
import type { TruthfulPlayer } from '../demo-simulator.ts';
import { executionJson } from './execution.ts';
import { reasonsFor } from './player-verdict.ts';
import type { Column } from './table.ts';
import { playerName } from './text.ts';

export interface DemoFigures {
  /** Players with a verdict. */
  readonly verdicts: number;
  /** Highest score first. */
  readonly flagged: readonly FlaggedRow[];
  /** Newest first. */
  readonly executions: readonly Execution[];
  readonly cost: Cost;
}

export interface FlaggedRow {
  readonly name: string;
  readonly score: number;
  readonly confidence: string;
  readonly games: number;
  readonly reasons: readonly string[];
  readonly isSmurf: boolean;
}

type Flagged = StoredAnalysis & { readonly player: Player };

export function flaggedRows(flagged: readonly Flagged[], truth: readonly TruthfulPlayer[]): FlaggedRow[] {
  const smurfs = new Set(truth.filter(({ isSmurf }) => isSmurf).map(({ puuid }) => puuid));
  return flagged.map((analysis) => ({
    name: playerName(analysis.player),
    score: analysis.smurfScore ?? 0,
    confidence: analysis.confidence,
    games: analysis.gamesAnalyzed,
    reasons: reasonsFor(analysis, 2),
    isSmurf: smurfs.has(analysis.puuid),
  }));
}

export const flaggedColumns: readonly Column<FlaggedRow>[] = [
  { title: 'player', value: ({ name }) => name },
  { title: 'probability', value: ({ score }) => score, short: ({ score }) => score.toFixed(2), align: 'right' },
  { title: 'confidence', value: ({ confidence }) => confidence, optional: 1 },
  { title: 'games', value: ({ games }) => games, align: 'right', optional: 3 },
  { title: 'strongest reason', value: ({ reasons }) => reasons[0] ?? '', flexible: true },
  { title: 'second reason', value: ({ reasons }) => reasons[1] ?? '', flexible: true, optional: 2 },
  {
    title: 'truth',
    value: ({ isSmurf }) => (isSmurf ? 'smurf' : 'honest'),
    tone: ({ isSmurf }) => (isSmurf ? 'good' : 'bad'),
  },
];

export function confirmedOf({ flagged }: DemoFigures): number {
  return flagged.filter(({ isSmurf }) => isSmurf).length;
}

/** A development key allows 100 requests in 120 s on each route. Source: Riot's developer portal. */
export const KEY_REQUESTS = 100;
const KEY_WINDOW_MS = 120_000;

export interface Cost {
  readonly requests: number;
  readonly byRoute: Readonly<Record<string, number>>;
  /** How long the crawl would have taken with a development key. */
  readonly developmentKeyMs: number;
}

/** Routes are separate budgets, so the busiest one decides; its first window opens with the first request. */
export function costOf(byRoute: Readonly<Record<string, number>>): Cost {
  const counts = Object.values(byRoute);
  const windows = Math.ceil(Math.max(0, ...counts) / KEY_REQUESTS);
  return {
    requests: counts.reduce((sum, count) => sum + count, 0),
    byRoute,
    developmentKeyMs: Math.max(0, windows - 1) * KEY_WINDOW_MS,
  };
}

export function demoJson(figures: DemoFigures): object {
  return { ...figures, confirmed: confirmedOf(figures), executions: figures.executions.map(executionJson) };
}
