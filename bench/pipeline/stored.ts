// What a crawl has left in the database.

import type { CalibratedBand } from '../../src/analysis/calibrated/band.ts';
import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { BASELINE_MAX_AGE_MS, type BaselineMatch } from '../../src/analysis/calibrated/baseline-rows.ts';
import { MIN_DURATION } from '../../src/analysis/calibrated/game-evidence.ts';
import { type History, historyOf } from '../../src/analysis/calibrated/history.ts';
import { MIN_SAMPLE, type RankPoint, SAMPLE_SIZE } from '../../src/analysis/evidence.ts';
import { baselineInForce } from '../../src/jobs/analyzer/baseline.ts';
import { ladderOf, RANKED_SOLO_QUEUE } from '../../src/league/queues.ts';
import type { WorldPlayer } from '../../src/simulator/world.ts';
import type { Judged } from './figures.ts';
import type { Ground } from './ground.ts';

/** The newest verdict of each player, without those that have too few games. */
export function storedVerdicts({ stage, simulator }: Ground): Judged[] {
  const rows = stage.rows(`select puuid, smurf_score as probability, confidence as band from player_analysis
    where id in (select max(id) from player_analysis group by puuid) and smurf_score is not null order by puuid`);
  return rows.flatMap(({ puuid, probability, band }) => {
    const player = simulator.world.findByPuuid(String(puuid));
    return player ? [{ player, probability: Number(probability), band: band as CalibratedBand }] : [];
  });
}

/** Players who were judged more than once, and the most verdicts of one player. */
export function repeatsLine({ stage }: Ground): string {
  const [row] = stage.rows(`select count(*) as players, sum(n > 1) as again, max(n) as most
    from (select count(*) as n from player_analysis group by puuid)`);
  const { players, again, most } = row ?? {};
  return `verdicts: ${players} players, ${again} of them judged again as more became known, at most ${most} times`;
}

export interface StoredPlayer {
  readonly player: WorldPlayer;
  /** As the analyzer would see it now. */
  readonly history: History;
}

/** Those with enough games. */
export async function storedPlayers({ stage, simulator }: Ground): Promise<StoredPlayer[]> {
  const puuids = stage.rows('select puuid from players where is_tracked = 0 order by puuid');
  const players: StoredPlayer[] = [];
  for (const { puuid } of puuids) {
    const player = simulator.world.findByPuuid(String(puuid));
    if (player === undefined) continue;
    const ladder = ladderOf(RANKED_SOLO_QUEUE);
    const query = { puuid: player.puuid, queueId: RANKED_SOLO_QUEUE, sampleSize: SAMPLE_SIZE, ladder };
    const history = historyOf(await stage.store.analyses.loadPlayerEvidence(query));
    if (history.games.length >= MIN_SAMPLE) players.push({ player, history });
  }
  return players;
}

/** Snapshots of the ranked solo ladder, oldest first, by puuid. */
export function storedRanks({ stage }: Ground): ReadonlyMap<string, readonly RankPoint[]> {
  const rows = stage.rows(`select puuid, tier, rank as division, league_points as leaguePoints, created_at as at
    from player_ranks where queue_type = '${ladderOf(RANKED_SOLO_QUEUE)}' order by created_at, id`);
  const ranks = new Map<string, RankPoint[]>();
  for (const { puuid, ...point } of rows) {
    const own = ranks.get(String(puuid)) ?? [];
    ranks.set(String(puuid), own);
    own.push(point as unknown as RankPoint);
  }
  return ranks;
}

export async function storedBaseline({ stage: { store, clock } }: Ground): Promise<Baseline> {
  return (await baselineInForce({ store, queueId: RANKED_SOLO_QUEUE, now: clock.now() })).baseline;
}

/** The newest matches that a baseline would use. */
export function newestMatches({ stage: { store, clock } }: Ground, limit: number): Promise<BaselineMatch[]> {
  const since = clock.now() - BASELINE_MAX_AGE_MS;
  return store.analyses.listBaselineMatches({ queueId: RANKED_SOLO_QUEUE, since, minDuration: MIN_DURATION, limit });
}

/** Share of the ranks of the other nine that the database knows, 0..1. */
export function knownLobby(players: readonly StoredPlayer[]): number {
  const lobbies = players.flatMap(({ history }) => history.games.map(({ lobby }) => lobby.length));
  return lobbies.reduce((sum, known) => sum + known, 0) / (9 * lobbies.length);
}
