// What is usual, from the stored matches: which baseline is in force, and a new one where the last has become old.

import { createHash } from 'node:crypto';
import { type Baseline, identified } from '../../analysis/calibrated/baseline.ts';
import { isBaselineDue, patchOf } from '../../analysis/calibrated/baseline-due.ts';
import { estimateBaseline } from '../../analysis/calibrated/baseline-estimate.ts';
import {
  BASELINE_MAX_AGE_MS,
  BASELINE_MAX_ROWS,
  type BaselineMatch,
  type BaselineRow,
  baselineRowsOf,
  missingMatches,
  type RowCounts,
  type RowsByPosition,
  rowCountsOf,
} from '../../analysis/calibrated/baseline-rows.ts';
import { DEFAULT_BASELINE_ID, defaultBaseline } from '../../analysis/calibrated/default-baseline.ts';
import { MIN_DURATION } from '../../analysis/calibrated/game-evidence.ts';
import { historyOf } from '../../analysis/calibrated/history.ts';
import type { LevelAt } from '../../analysis/calibrated/level-density.ts';
import { rankPathOf } from '../../analysis/calibrated/rank-path.ts';
import { MIN_SAMPLE, SAMPLE_SIZE } from '../../analysis/evidence.ts';
import { teamPositions } from '../../league/match.ts';
import { ladderOf } from '../../league/queues.ts';
import type { Store } from '../../store/store.ts';
import { turnOfTheLoop } from '../items.ts';

/** A match has two rows of each position at most. */
const ROWS_PER_MATCH = 2;
/** Positions are unknown in a few matches: those beyond make up for them. */
const MAX_MATCHES = (BASELINE_MAX_ROWS / ROWS_PER_MATCH) * 1.1;
const PAGE = 250;
/** Players whose levels are read, the most recently seen first: more would only cost time. */
const MAX_LEVELS = 2000;

export interface BaselineRequest {
  readonly store: Store;
  readonly queueId: number;
  /** Epoch ms. */
  readonly now: number;
}

export interface BaselineInForce {
  readonly baseline: Baseline;
  /** Stored matches that are missing for a baseline of one's own; 0 = it is one's own. */
  readonly missingMatches: number;
  /** It was built just now. */
  readonly isNew: boolean;
}

/** What is in force; reads, and nothing else. */
export async function baselineInForce(request: BaselineRequest): Promise<BaselineInForce> {
  const baseline = (await request.store.analyses.newestBaseline(request.queueId)) ?? defaultBaseline;
  const missing = baseline.id === DEFAULT_BASELINE_ID ? missingMatches(await countRows(request)) : 0;
  return { baseline, missingMatches: missing, isNew: false };
}

/**
 * For a verdict that comes before any crawl: games of the player alone tell how the player plays, and not what is usual,
 * so that they count for nothing here. A new one is built, if there are enough others.
 */
export async function baselineBeside(request: BaselineRequest, ownGames: number): Promise<BaselineInForce> {
  const inForce = await baselineInForce(request);
  if (inForce.baseline.id !== DEFAULT_BASELINE_ID) return inForce;
  const counted = await countRows(request);
  const missing = missingMatches(mapRows((position) => counted[position] - ROWS_PER_MATCH * ownGames));
  return missing > 0 ? { ...inForce, missingMatches: missing } : ensureBaseline(request);
}

/** What is in force after a new one was built, if that was due. */
export async function ensureBaseline(request: BaselineRequest): Promise<BaselineInForce> {
  const current = (await request.store.analyses.newestBaseline(request.queueId)) ?? defaultBaseline;
  const stored = await storedRows(request, current);
  if (isBaselineDue(current, stored)) return buildBaseline(request);
  const missing = current.id === DEFAULT_BASELINE_ID ? missingMatches(stored.rows) : 0;
  return { baseline: current, missingMatches: missing, isNew: false };
}

/** Builds and stores one, due or not; with too few matches nothing is built, and the one in force stays. */
export async function buildBaseline(request: BaselineRequest): Promise<BaselineInForce> {
  const { store, queueId, now } = request;
  const { matches, patch } = await readMatches(request);
  const rows = soundRows(baselineRowsOf(matches, now));
  const missing = missingMatches(rowCountsOf(rows));
  if (missing > 0) return { ...(await baselineInForce(request)), missingMatches: missing };
  const content = estimateBaseline({ queueId, rows, levels: await readLevels(request), patch });
  const baseline = identified(content, shortHash);
  await store.analyses.saveBaseline({ baseline, now });
  return { baseline, missingMatches: 0, isNew: true };
}

function shortHash(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

/** A damaged row must not damage what everybody is measured by. */
function soundRows(rows: RowsByPosition): RowsByPosition {
  const isSound = ({ logKda, othersLogKda, goldLead, visionLead }: BaselineRow) =>
    [logKda, othersLogKda, goldLead ?? 0, visionLead ?? 0].every(Number.isFinite);
  const entries = teamPositions.map((position) => [position, rows[position].filter(isSound)] as const);
  return Object.fromEntries(entries) as unknown as RowsByPosition;
}

function stockOf({ queueId, now }: BaselineRequest) {
  return { queueId, since: now - BASELINE_MAX_AGE_MS, minDuration: MIN_DURATION, limit: MAX_MATCHES };
}

async function countRows(request: BaselineRequest): Promise<RowCounts> {
  const counted = await request.store.analyses.countBaselineRows(stockOf(request));
  return mapRows((position) => Math.min(BASELINE_MAX_ROWS, counted[position]));
}

/** Matches are counted in no time, rows are not: those only where the matches could make a difference. */
async function storedRows(request: BaselineRequest, current: Baseline) {
  const { matches, newestVersion } = await request.store.analyses.countBaselineMatches(stockOf(request));
  const newestPatch = newestVersion === null ? null : patchOf(newestVersion);
  const estimate = mapRows(() => Math.min(BASELINE_MAX_ROWS, ROWS_PER_MATCH * matches));
  const couldBeDue = current.id === DEFAULT_BASELINE_ID || isBaselineDue(current, { rows: estimate, newestPatch });
  return { rows: couldBeDue ? await countRows(request) : current.rows, newestPatch };
}

function mapRows(count: (position: keyof RowCounts) => number): RowCounts {
  return Object.fromEntries(teamPositions.map((position) => [position, count(position)])) as unknown as RowCounts;
}

async function readMatches(request: BaselineRequest) {
  const { analyses } = request.store;
  const matches: BaselineMatch[] = [];
  const stock = stockOf(request);
  let page = await analyses.listBaselineMatches({ ...stock, limit: PAGE });
  while (page.length > 0) {
    matches.push(...page);
    const before = page.at(-1);
    if (matches.length >= stock.limit) break;
    await turnOfTheLoop();
    page = await analyses.listBaselineMatches({ ...stock, before, limit: PAGE });
  }
  const { newestVersion } = await analyses.countBaselineMatches({ ...stock, limit: 1 });
  return { matches, patch: newestVersion === null ? null : patchOf(newestVersion) };
}

async function readLevels({ store, queueId }: BaselineRequest): Promise<LevelAt[]> {
  const levels: LevelAt[] = [];
  const puuids = await store.analyses.listJudgeable({
    queueId,
    minGames: MIN_SAMPLE,
    isLevelKnown: true,
    limit: MAX_LEVELS,
  });
  for (const puuid of puuids) {
    await turnOfTheLoop();
    const query = { puuid, queueId, ladder: ladderOf(queueId), sampleSize: SAMPLE_SIZE };
    const history = historyOf(await store.analyses.loadPlayerEvidence(query));
    if (history.level === null || history.games.length < MIN_SAMPLE) continue;
    levels.push({ level: history.level, start: rankPathOf(history).start });
  }
  return levels;
}
