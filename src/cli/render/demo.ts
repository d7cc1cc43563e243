// PURE: what the demo shows beside the tables of the ordinary commands.

import { strongestReasons } from '../../analysis/reasons.ts';
import type { Player, StoredAnalysis } from '../../store/records.ts';
import type { TruthfulPlayer } from '../demo-simulator.ts';
import type { Column } from './table.ts';
import { duration, playerName } from './text.ts';

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
    reasons: strongestReasons({ coverage: analysis.coverage, factors: JSON.parse(analysis.factorsJson) }, 2).map(
      ({ reason }) => reason,
    ),
    isSmurf: smurfs.has(analysis.puuid),
  }));
}

export const flaggedColumns: readonly Column<FlaggedRow>[] = [
  { title: 'player', value: ({ name }) => name },
  { title: 'score', value: ({ score }) => score, short: ({ score }) => score.toFixed(2), align: 'right' },
  { title: 'confidence', value: ({ confidence }) => confidence },
  { title: 'games', value: ({ games }) => games, align: 'right' },
  { title: 'strongest reason', value: ({ reasons }) => reasons[0] ?? '', flexible: true },
  { title: 'second reason', value: ({ reasons }) => reasons[1] ?? '', flexible: true },
  {
    title: 'truth',
    value: ({ isSmurf }) => (isSmurf ? 'smurf' : 'honest'),
    tone: ({ isSmurf }) => (isSmurf ? 'good' : 'bad'),
  },
];

export function truthLine(rows: readonly FlaggedRow[]): string {
  const confirmed = rows.filter(({ isSmurf }) => isSmurf).length;
  return `The simulator knows the truth: ${confirmed} of the ${rows.length} flagged players are smurfs in its world.`;
}

/** A development key allows 100 requests in 120 s on each route. Source: Riot's developer portal. */
const KEY_REQUESTS = 100;
const KEY_WINDOW_MS = 120_000;

/** Routes are separate budgets, so the busiest one decides. */
export function costLines(byRoute: Readonly<Record<string, number>>): string {
  const counts = Object.values(byRoute);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const windows = Math.ceil(Math.max(0, ...counts) / KEY_REQUESTS);
  const routes = Object.entries(byRoute).map(([route, count]) => `${route} ${count}`);
  return (
    `The crawl took ${total} requests (${routes.join(', ')}). A development key (${KEY_REQUESTS} in two minutes ` +
    `on each route) needs ${duration(windows * KEY_WINDOW_MS)} for it, which is ${((windows * KEY_WINDOW_MS) / 3_600_000).toFixed(1)} hours.`
  );
}

export const NEXT_STEPS = `
With a key of your own (https://developer.riotgames.com):
  export RIOT_API_KEY=RGAPI-...
  riotjobs players track "Name#TAG" --platform euw1
  riotjobs run updater
  riotjobs run analyzer`;
