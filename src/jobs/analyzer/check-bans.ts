// Phase 3 of the analyzer: are flagged accounts still there? A 404 is a suspicion, never a proof.

import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';

const DAY_MS = 86_400_000;

type Context = JobContext<AnalyzerConfig>;

export const checkBansPhase: Phase<AnalyzerConfig> = { name: 'check-bans', run, forecast };

function select({ config, store, clock, players: puuids }: Selection<AnalyzerConfig>): Promise<Player[]> {
  return store.players.listToBanCheck({
    puuids,
    checkedBefore: clock.now() - config.ban_check_days * DAY_MS,
    limit: config.ban_checks_per_run,
  });
}

async function forecast(selection: Selection<AnalyzerConfig>): Promise<DuePlayer[]> {
  return (await select(selection)).map((player) => ({
    player,
    requests: [expected('summoner-v4.getByPUUID', player.platform, [1, 1])],
  }));
}

async function run(context: Context): Promise<PhaseTally> {
  return processItems<Player>(context, {
    items: await select(context),
    routeOf: ({ platform }) => platform,
    process: (player) => checkPlayer(context, player),
  });
}

async function checkPlayer({ riot, store, progress, log }: Context, { puuid, platform }: Player): Promise<void> {
  const summoner = await riot.findSummoner(platform, puuid);
  if (!summoner) log.info('ban suspected', { puuid, platform });
  await store.players.saveBanCheck(progress.commit({ banChecks: 1 }), { puuid, summoner });
}
