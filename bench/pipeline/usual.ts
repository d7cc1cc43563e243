// What a baseline of one's own is worth, and what the fitted levels are.

import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { defaultBaseline, defaultLevel } from '../../src/analysis/calibrated/default-baseline.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { fitLevels } from '../../src/analysis/calibrated/level-fit.ts';
import { rankPathOf } from '../../src/analysis/calibrated/rank-path.ts';
import { builtFrom } from './baselines.ts';
import { bandLine, heading, type Judged, judge, row } from './figures.ts';
import { type Ground, type Request, stillWorld } from './ground.ts';
import { newestMatches, type StoredPlayer, storedBaseline, storedPlayers } from './stored.ts';

/** They bring 100 rows of each position, the fewest that make a baseline; nobody's level is fitted to so few. */
const HALF_BUILT_MATCHES = 50;
const LOWER_LEVELS = 0.6;

export async function baselineLines(ground: Ground): Promise<string[]> {
  const players = await storedPlayers(ground);
  const half = builtFrom(await newestMatches(ground, HALF_BUILT_MATCHES), [], ground.stage.clock.now());
  const full = await storedBaseline(ground);
  const shipped = judgeAll(players, defaultBaseline);
  const cautious = judgeAll(players, defaultBaseline, true);
  const flagged = cautious.filter(({ band }) => ['possible', 'likely', 'very_likely'].includes(band)).length;
  return [
    heading('the same stored games on another baseline'),
    row('  shipped, the bare probabilities', shipped),
    row(`  half built: ${half.rows.TOP} rows of each position`, judgeAll(players, half)),
    row(`  full: ${full.rows.TOP} rows, ${full.players} levels`, judgeAll(players, full)),
    bandLine('shipped, bare', shipped),
    bandLine('shipped, as the analyzer says it', cautious),
    `  flagged as the analyzer says it on the shipped baseline: ${flagged}`,
  ];
}

/** The levels of the world change nothing that is crawled but the levels: so the same crawl serves, with those put in. */
export async function levelLines(ground: Ground, request: Request): Promise<string[]> {
  const players = await storedPlayers(ground);
  const lower = withLevelsOf(players, ground, request);
  const full = await storedBaseline(ground);
  const shipped = { ...full, level: defaultLevel };
  return [
    heading('levels of established accounts'),
    row('  as shipped, the density too', judgeAll(players, shipped)),
    row(`  as shipped, density fitted: ${told(fitted(players, full))}`, judgeAll(players, fitted(players, full))),
    row('  40 % lower, density as shipped', judgeAll(lower, shipped)),
    row(`  40 % lower, density fitted: ${told(fitted(lower, full))}`, judgeAll(lower, fitted(lower, full))),
  ];
}

function judgeAll(players: readonly StoredPlayer[], baseline: Baseline, isCautious = false): Judged[] {
  return players.map(({ player, history }) => ({ player, ...judge(history, baseline, isCautious) }));
}

function fitted(players: readonly StoredPlayer[], baseline: Baseline): Baseline {
  const levels = players.flatMap(({ history }) =>
    history.level === null ? [] : [{ level: history.level, start: rankPathOf(history).start }],
  );
  return { ...baseline, level: fitLevels(levels) };
}

function told({ level: { shift, sd } }: Baseline): string {
  return `${shift.toFixed(2)}, sd ${sd.toFixed(2)}`;
}

function withLevelsOf(players: readonly StoredPlayer[], { simulator }: Ground, request: Request): StoredPlayer[] {
  const lower = stillWorld(request, { levelFactor: LOWER_LEVELS }).world;
  for (const world of [simulator.world, lower]) world.now();
  if (!isSameHistory(simulator.world.log, lower.log)) throw new Error('the levels of a world have changed its games');
  return players.map(({ player, history }) => {
    const gained = (history.level ?? 0) - player.traits.level;
    const level = history.level === null ? null : (lower.players[player.index]?.traits.level ?? 0) + gained;
    return { player, history: { ...history, level } satisfies History };
  });
}

type Log = ReturnType<typeof stillWorld>['world']['log'];

function isSameHistory(one: Log, other: Log): boolean {
  if (one.size !== other.size) return false;
  return Array.from({ length: one.size }, (_, index) => index).every((index) => {
    const [a, b] = [one.at(index), other.at(index)];
    return (
      a.gameId === b.gameId &&
      a.blueWins === b.blueWins &&
      a.players.every((player, slot) => player === b.players[slot])
    );
  });
}
