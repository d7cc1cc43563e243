// Both jobs on a month of real matches (pseudonymised captures, kept outside of the project).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VirtualClock } from '../unit/riot-virtual-clock.ts';
import { createStage, domain, runUntilIdle } from './harness.ts';
import { openReplay, type Replay } from './replay.ts';

const folder = join(import.meta.dirname, '../../../shared/captures/replay');

/** 2025-06-20T00:00:00Z, a day after the newest captured match. */
const NOW = 1_750_377_600_000;

const updater = {
  overrides: { initial_history_days: 'all', max_tracked_players: 200, max_new_matches_per_player: 1000 },
};
const analyzer = {
  overrides: {
    players_per_run: 5000,
    matches_per_player: 100,
    target_matches: 100,
    analyses_per_run: 500,
    timeout_seconds: 100_000,
  },
};

/** Ranked games of each player that count, as the captures have them. */
function countableGames({ matches }: Replay): Map<string, number> {
  const games = new Map<string, number>();
  for (const { queueId, participants } of matches.values()) {
    if (queueId !== 420 || participants.some((participant) => participant.gameEndedInEarlySurrender)) continue;
    for (const { puuid } of participants) games.set(puuid, (games.get(puuid) ?? 0) + 1);
  }
  return games;
}

it.skipIf(!existsSync(folder))(
  'stores what the captures hold, once, to the last figure, and comes to rest',
  async () => {
    const replay = openReplay(folder);
    const stage = createStage(new VirtualClock(NOW), replay.handle);
    for (const puuid of replay.seeds) {
      const account = { puuid, gameName: null, tagLine: null };
      await stage.store.players.track({ account, platform: 'sg2', now: NOW });
    }
    expect((await stage.run('updater', updater)).execution).toMatchObject({ status: 'SUCCESS', playersProcessed: 109 });
    await runUntilIdle(stage, analyzer);

    const stored = stage.rows('select match_id from matches order by match_id').map((row) => String(row['match_id']));
    expect(stored.length).toBeGreaterThan(1000);
    expect(stored.filter((id) => replay.matches.get(id)?.queueId !== 420)).toEqual([]);
    const asked = stage.requests.filter((path) => /\/matches\/SG2_\d+$/.test(path));
    expect(asked.length).toBe(new Set(asked).size);
    expect(asked.length).toBe(stored.length);

    for (const matchId of stored) {
      const captured = replay.matches.get(matchId);
      expect(await stage.store.matches.readPayload(matchId)).toBe(captured?.text);
    }
    expect(
      stage.rows(
        `select match_id, puuid, kills, deaths, assists, gold_earned, vision_score, win from match_participants
       order by match_id, participant_id`,
      ),
    ).toEqual(
      stored.flatMap((matchId) =>
        (replay.matches.get(matchId)?.participants ?? []).map((p) => ({
          match_id: matchId,
          puuid: p.puuid,
          kills: p.kills,
          deaths: p.deaths,
          assists: p.assists,
          gold_earned: p.goldEarned,
          vision_score: p.visionScore,
          win: Number(p.win),
        })),
      ),
    );

    const enough = [...countableGames(replay)].filter(([puuid, games]) => games >= 20 && !replay.seeds.includes(puuid));
    expect(enough).toHaveLength(64);
    const analyzed = stage.rows('select distinct puuid from player_analysis order by puuid').map((row) => row['puuid']);
    expect(analyzed).toEqual(enough.map(([puuid]) => puuid).toSorted());

    const before = { ...domain(stage), analyses: stage.rows('select * from player_analysis order by id') };
    const sent = stage.requests.length;
    stage.clock.advance(2 * 86_400_000);
    await stage.run('updater', updater);
    await stage.run('analyzer', analyzer);
    expect(stage.requests.slice(sent).filter((path) => /\/matches\/SG2_\d+$/.test(path))).toEqual([]);
    expect({ ...domain(stage), analyses: stage.rows('select * from player_analysis order by id') }).toEqual(before);
    await stage.close();
  },
);
