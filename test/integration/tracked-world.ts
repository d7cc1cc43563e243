// Tracked players of a simulated world, what Riot lists for them, and what is stored. For tests of the updater.

import { afterEach } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, expectThrift, type Harness } from './harness.ts';

type World = NonNullable<Parameters<typeof createHarness>[0]>;

/** One world per test: `begin` makes it, and after the test it is closed and held to thrift. */
export function trackedWorld() {
  let harness: Harness;
  let repeatsAtMost = 0;
  afterEach(async () => {
    await harness.close();
    expectThrift(harness, repeatsAtMost);
    repeatsAtMost = 0;
  });
  return {
    harness: () => harness,
    mayRepeat(most: number) {
      repeatsAtMost = most;
    },
    begin(world: World = {}, faults: readonly object[] = []) {
      harness = createHarness({ limits: 'prod', ...world, faults: parseFaultScript(JSON.stringify(faults)) });
    },
    track(puuid: string) {
      const account = { puuid, gameName: null, tagLine: null };
      return harness.store.players.track({ account, platform: 'euw1', now: harness.clock.now() });
    },
    /** The world's own word, oldest first, on one route. */
    async listed(puuid: string, route = 'europe'): Promise<string[]> {
      const url = `http://localhost/${route}/lol/match/v5/matches/by-puuid/${puuid}/ids?queue=420&count=100`;
      const response = await harness.simulator.handle(new Request(url, { headers: { 'X-Riot-Token': 'RGAPI-other' } }));
      return ((await response.json()) as string[]).toReversed();
    },
    stored(puuid: string): string[] {
      const games = harness.rows(
        `select m.match_id from matches m join match_participants p on p.match_id = m.match_id
         where p.puuid = '${puuid}' and m.queue_id = 420 order by m.game_creation`,
      );
      return games.map((row) => String(row['match_id']));
    },
    /** Of the requests since the one with this number. */
    paths: (since: number, pattern: RegExp) => harness.requests.slice(since).filter((path) => pattern.test(path)),
    player: (puuid: string) => harness.store.players.find({ puuid }),
    /** What was logged under a name, in order. */
    told(event: string): object[] {
      const lines = harness.rows(
        `select data_json from execution_logs where event = '${event}' order by execution_id, seq`,
      );
      return lines.map((row) => JSON.parse(String(row['data_json'])) as object);
    },
  };
}
