// The check of one player: the newest games as far as quota allows now, the rank, and a verdict on what is stored then.

import { MIN_SAMPLE } from '../analysis/evidence.ts';
import { InvalidResponseError, RateLimitError } from '../riot/errors.ts';
import type { Player } from '../store/records.ts';
import { needsRank } from './analyzer/analyze-players.ts';
import { baselineBeside } from './analyzer/baseline.ts';
import { createJudge } from './analyzer/judge.ts';
import { type CheckConfig, parseCheckConfig } from './config.ts';
import { failureOf } from './failure.ts';
import { type DuePlayer, expected } from './forecast.ts';
import { nothingDone } from './items.ts';
import type { Job, JobContext, Phase, PhaseTally, Selection } from './job.ts';
import { fetchMatches, isBelievable, MAX_IDS } from './matches.ts';
import { consequenceOf } from './outcome.ts';
import { lookUpRank } from './ranks.ts';

type Context = JobContext<CheckConfig>;

const checkPlayer: Phase<CheckConfig> = { name: 'check-player', run, forecast };

export const check: Job<CheckConfig> = {
  name: 'check',
  failsOnRateLimit: false,
  shareOf: ({ guaranteed_share }) => guaranteed_share,
  phases: [checkPlayer],
  parseConfig: parseCheckConfig,
};

/** Riot's window of a second passes in that time, and its windows of minutes do not: quota that comes so soon is free. */
const FREE_WITHIN_MS = 3000;

async function listChosen({ store, players: puuids = [] }: Selection<CheckConfig>): Promise<Player[]> {
  const found = await Promise.all(puuids.map((puuid) => store.players.find({ puuid })));
  return found.filter((player) => player !== undefined);
}

async function forecast(selection: Selection<CheckConfig>): Promise<DuePlayer[]> {
  const { target_matches } = selection.config;
  return (await listChosen(selection)).map((player) => {
    const ranks = needsRank(selection, player) ? 1 : 0;
    return {
      player,
      requests: [
        expected('match-v5.getMatchIdsByPUUID', player.platform, [1, 1]),
        expected('match-v5.getMatch', player.platform, [0, target_matches]),
        expected('league-v4.getLeagueEntriesByPUUID', player.platform, [ranks, ranks]),
      ],
    };
  });
}

async function run(context: Context): Promise<PhaseTally> {
  const players = await listChosen(context);
  let tally: PhaseTally = { ...nothingDone, items: players.length };
  for (const player of players) tally = await checkOne(context, { player, tally });
  return tally;
}

/** What could not be had is left out, and the answer comes from what is stored. */
async function checkOne(
  context: Context,
  { player, tally }: { readonly player: Player; readonly tally: PhaseTally },
): Promise<PhaseTally> {
  const flaws: unknown[] = [];
  const attempt = async (step: () => Promise<readonly unknown[]>) => {
    const failures = await step().catch((error: unknown) => {
      if (context.signal.aborted || consequenceOf(error) === 'stop') throw error;
      return [error];
    });
    for (const error of failures) context.log.info('check incomplete', { puuid: player.puuid, error });
    flaws.push(...failures);
  };
  await attempt(() => fetchGames(context, player));
  if (needsRank(context, player)) await attempt(() => lookUp(context, player));
  const isJudged = await judgeStored(context, player);
  if (!isJudged) await recordUnjudged(context, player, flaws);
  return summed(tally, { isJudged, flaws });
}

/** Whom the ladder does not know may play on another platform by now: the games there count, too. */
async function lookUp(context: Context, player: Player): Promise<readonly unknown[]> {
  if (await lookUpRank(context, player)) return [];
  const moved = await followMove(context, player);
  if (moved === undefined) return [];
  await lookUpRank(context, moved);
  return fetchGames(context, moved);
}

/** The updater alone moves whom it looks after. undefined = the player has not moved. */
async function followMove({ riot, store, progress, log }: Context, player: Player): Promise<Player | undefined> {
  const { puuid, platform: from, isTracked } = player;
  const platform = isTracked ? undefined : await riot.findActivePlatform(from, puuid);
  if (platform === undefined || platform === from) return undefined;
  log.info('player moved', { puuid, from, to: platform });
  const found = { puuid, account: undefined, summoner: undefined, platform };
  return store.players.saveProfile(progress.commit({}), found);
}

interface Outcome {
  readonly isJudged: boolean;
  readonly flaws: readonly unknown[];
}

function summed(tally: PhaseTally, { isJudged, flaws }: Outcome): PhaseTally {
  const limits = flaws.filter((flaw) => flaw instanceof RateLimitError);
  const others = flaws.filter((flaw) => !(flaw instanceof RateLimitError));
  const retries = limits.map(({ retryAt }) => retryAt);
  const hasFailed = !isJudged && flaws.length > 0;
  return {
    ...tally,
    done: tally.done + (hasFailed ? 0 : 1),
    incomplete: tally.incomplete + (isJudged && others.length > 0 ? 1 : 0),
    failed: tally.failed + (hasFailed && others.length > 0 ? 1 : 0),
    retryAt: retries.length === 0 ? tally.retryAt : Math.max(...retries),
    isSpent: tally.isSpent || others.some((flaw) => consequenceOf(flaw) === 'budget'),
    lastError: others[0] ?? limits[0] ?? tally.lastError,
  };
}

/** The newest first, so that whatever comes in between leaves the newest. Gives what could not be read. */
async function fetchGames(context: Context, player: Player): Promise<readonly unknown[]> {
  const { config, riot, riotWithin } = context;
  const { puuid, platform } = player;
  const listed = await riot.listMatchIds({ platform, puuid, queue: config.queue, count: MAX_IDS });
  if (!(await isBelievable(context, player, listed))) {
    throw new InvalidResponseError('match-v5.getMatchIdsByPUUID', ['the list names no game that is stored']);
  }
  const missed = await listMissed(context, { puuid, listed });
  const patienceMs = Math.min(FREE_WITHIN_MS, config.patience_seconds * 1000);
  const needed = await fetchUpTo(context, { puuid, listed, goal: config.min_matches });
  const free = { ...context, riot: riotWithin(patienceMs) };
  const isEnough = (await countGames(context, puuid)) >= config.min_matches;
  const { errors } = await fetchMatches(isEnough ? free : context, { puuid, ids: missed });
  const wanted = await fetchUpTo(free, { puuid, listed, goal: config.target_matches });
  return [...needed, ...errors, ...wanted];
}

/** What was unavailable before, due or not: somebody waits. */
async function listMissed(
  { config, store, progress }: Context,
  { puuid, listed }: Pick<Wish, 'puuid' | 'listed'>,
): Promise<string[]> {
  const { toAwait } = await store.matches.compareList({ puuid, ids: listed });
  if (toAwait.length > 0) await store.matches.awaitMatches(progress.commit({}), { puuid, ids: toAwait });
  return store.matches.listDueUnavailable({ puuid, now: Number.MAX_SAFE_INTEGER, limit: config.min_matches });
}

interface Wish {
  readonly puuid: string;
  /** Newest first. */
  readonly listed: readonly string[];
  /** Countable games. */
  readonly goal: number;
}

/** Every id that is asked for is known afterwards, so that each turn has fewer left; there are as many as the goal is. */
async function fetchUpTo(context: Context, wish: Wish): Promise<readonly unknown[]> {
  const unreadable: unknown[] = [];
  for (let left = wish.goal; left > 0; ) {
    const ids = (await choose(context, wish)).slice(0, left);
    if (ids.length === 0) break;
    const { errors } = await fetchMatches(context, { puuid: wish.puuid, ids });
    const failure = errors.find((error) => !(error instanceof InvalidResponseError));
    if (failure !== undefined) throw failure;
    unreadable.push(...errors);
    left -= ids.length;
  }
  return unreadable;
}

/** Of the newest games those that are not stored; when all are, as many older ones as the goal lacks. */
async function choose(context: Context, { puuid, listed, goal }: Wish): Promise<readonly string[]> {
  const { unknown } = await context.store.matches.compareList({ puuid, ids: listed });
  const places = new Set(listed.slice(0, goal));
  const newest = unknown.filter((id) => places.has(id));
  if (newest.length > 0) return newest;
  const lacking = goal - (await countGames(context, puuid));
  if (lacking <= 0) return [];
  return unknown.slice(0, lacking);
}

async function countGames({ config, store, clock }: Context, puuid: string): Promise<number> {
  const queues = await store.players.countGames({ puuid, since: clock.now() });
  return queues.find(({ queueId }) => queueId === config.queue)?.countable ?? 0;
}

async function judgeStored(context: Context, { puuid }: Player): Promise<boolean> {
  const { config, store, clock, progress } = context;
  const games = await countGames(context, puuid);
  if (games < MIN_SAMPLE) return false;
  const now = clock.now();
  const isRelative = config.profile === 'calibrated';
  const inForce = isRelative ? await baselineBeside({ store, queueId: config.queue, now }, games) : undefined;
  const { judge } = await createJudge({ store, config, now, inForce });
  await store.analyses.save(progress.commit({ playersProcessed: 1 }), await judge(puuid));
  return true;
}

async function recordUnjudged(
  { store, progress, log }: Context,
  { puuid }: Player,
  flaws: readonly unknown[],
): Promise<void> {
  const [error] = flaws.filter((flaw) => !(flaw instanceof RateLimitError));
  if (error === undefined) {
    const commit = progress.commit({ playersProcessed: 1 });
    await store.players.recordAttempt(commit, { puuid, failed: false, exhausted: flaws.length === 0 });
    return;
  }
  log.warn('player skipped', { puuid, code: failureOf(error).code, error });
  await store.players.recordAttempt(progress.commit({ itemsFailed: 1 }), { puuid, failed: true });
}
