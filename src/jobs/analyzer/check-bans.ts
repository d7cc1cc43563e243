// Phase 3 of the analyzer: are flagged accounts still there? A 404 is a suspicion, and only a second signal a proof.

import type { BanCheck, DueForBanCheck } from '../../store/ban-checks-store.ts';
import type { Player } from '../../store/records.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type DuePlayer, expected } from '../forecast.ts';
import { processItems } from '../items.ts';
import type { JobContext, Phase, PhaseTally, Selection } from '../job.ts';

const DAY_MS = 86_400_000;

type Context = JobContext<AnalyzerConfig>;

export const checkBansPhase: Phase<AnalyzerConfig> = { name: 'check-bans', run, forecast };

export function dueForBanCheck({ config, clock }: Pick<Selection<AnalyzerConfig>, 'config' | 'clock'>): DueForBanCheck {
  const now = clock.now();
  return {
    checkedBefore: now - config.ban_check_days * DAY_MS,
    suspectedBefore: now - config.ban_confirm_days * DAY_MS,
  };
}

function select(selection: Selection<AnalyzerConfig>): Promise<Player[]> {
  const { config, store, players: puuids } = selection;
  return store.players.listToBanCheck({ puuids, ...dueForBanCheck(selection), limit: config.ban_checks_per_run });
}

/** Where an account plays now is asked for only when its profile is missing. */
async function forecast(selection: Selection<AnalyzerConfig>): Promise<DuePlayer[]> {
  return (await select(selection)).map((player) => ({
    player,
    requests: [
      expected('summoner-v4.getByPUUID', player.platform, [1, 1]),
      expected('account-v1.getActiveRegion', player.platform, [0, 1]),
    ],
  }));
}

async function run(context: Context): Promise<PhaseTally> {
  return processItems<Player>(context, {
    items: await select(context),
    routeOf: ({ platform }) => platform,
    process: (player) => checkPlayer(context, player),
  });
}

/** An error is thrown before anything is kept: the player stays due. */
async function checkPlayer(context: Context, player: Player): Promise<void> {
  const { store, progress, log } = context;
  const check = await lookFor(context, player);
  if (check.result !== 'present') {
    const { puuid, platform, lastSeen } = player;
    log.info('flagged account not there', { ...check, puuid, platform, lastSeen });
  }
  await store.players.saveBanCheck(progress.commit({ banChecks: 1 }), check);
}

async function lookFor({ riot, config }: Context, { puuid, platform }: Player): Promise<BanCheck> {
  const summoner = await riot.findSummoner(platform, puuid);
  if (summoner) return { puuid, result: 'present', summoner };
  const playsOn = await riot.findActivePlatform(platform, puuid);
  if (playsOn === undefined) return { puuid, result: 'gone' };
  if (playsOn !== platform) return { puuid, result: 'moved', platform: playsOn };
  return { puuid, result: 'missing', confirmMs: config.ban_confirm_days * DAY_MS };
}
