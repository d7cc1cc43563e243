// Riot ID, level, icon and platform of a tracked player: what has changed is kept, and said.

import { formatRiotId } from '../../league/riot-id.ts';
import type { Player } from '../../store/records.ts';
import type { TrackedPlayer } from '../../store/store.ts';
import type { UpdaterConfig } from '../config.ts';
import type { JobContext } from '../job.ts';
import { isDue } from './due.ts';

const HOUR_MS = 3_600_000;
/** A player of whom the ladder knows nothing is looked for on other platforms no more often than this. */
const SEARCH_REST_MS = HOUR_MS;

type Context = JobContext<UpdaterConfig>;

export function isProfileDue({ config, clock }: Pick<Context, 'config' | 'clock'>, player: Player): boolean {
  return isDue(player.profileCheckedAt, { now: clock.now(), restMs: config.reconcile_hours * HOUR_MS });
}

/** After the ladder has answered 404. */
export function isSearchDue({ clock }: Pick<Context, 'clock'>, { profileCheckedAt: last }: Player): boolean {
  return isDue(last, { now: clock.now(), restMs: SEARCH_REST_MS });
}

/** `isLost` = the ladder has answered that there is no such player. Gives the player as it is from now on. */
export async function lookUpProfile(
  context: Context,
  player: TrackedPlayer,
  { isLost }: { readonly isLost: boolean },
): Promise<TrackedPlayer> {
  const { riot, store, progress } = context;
  const { puuid } = player;
  const account = await riot.findAccountByPuuid(player.platform, puuid);
  const here = await riot.findSummoner(player.platform, puuid);
  const platform = here && !isLost ? player.platform : await followPlatform(context, player);
  const summoner = platform === player.platform ? here : await riot.findSummoner(platform, puuid);
  const saved = await store.players.saveProfile(progress.commit({}), { puuid, account, summoner, platform });
  return { ...player, ...saved };
}

/** An account that plays nowhere stays where it was: its history is still there to be asked for. */
async function followPlatform({ riot, log }: Context, { puuid, platform }: Player): Promise<Player['platform']> {
  const active = await riot.findActivePlatform(platform, puuid);
  if (active === undefined || active === platform) {
    log.warn('player not found', { puuid, platform, active: active ?? null });
    return platform;
  }
  log.info('player moved', { puuid, from: platform, to: active });
  return active;
}

/** Also when a match brought the new name. */
export async function tellRename({ store, log }: Context, before: Player): Promise<void> {
  const after = await store.players.find({ puuid: before.puuid });
  const from = nameOf(before);
  const to = after && nameOf(after);
  if (from !== undefined && to !== undefined && from !== to)
    log.info('player renamed', { puuid: before.puuid, from, to });
}

function nameOf({ summonerName, tagLine }: Player): string | undefined {
  if (summonerName === null) return undefined;
  return formatRiotId({ gameName: summonerName, tagLine: tagLine ?? '' });
}
