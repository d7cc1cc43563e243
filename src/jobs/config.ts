// Keys of config_json with their defaults. The names are for ever; both jobs refuse keys that they do not know.

import { z } from 'zod';
import { defaultCalibration } from '../analysis/calibrated/probability.ts';
import { RANKED_SOLO_QUEUE } from '../league/queues.ts';
import { JobConfigError } from './errors.ts';

const whole = (minimum: number, fallback: number) => z.int().min(minimum).default(fallback);

/** One two-minute window of a development key, and slack. */
const DEFAULT_PATIENCE_SECONDS = 130;

const shared = {
  queue: whole(0, RANKED_SOLO_QUEUE).describe('queueId whose matches are fetched and judged'),
  patience_seconds: whole(0, DEFAULT_PATIENCE_SECONDS).describe('longest wait for quota before a phase gives up'),
  concurrency: whole(1, 8).describe('requests under way at once per route'),
};

/** Of the jobs whose answer is awaited while the analyzer works its backlog off. */
const beforeTheAnalyzer = {
  guaranteed_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('part of the quota, 0 to 1, while the analyzer waits for it, too'),
};

const updaterSchema = z.strictObject({
  ...shared,
  timeout_seconds: whole(1, 300).describe('an execution is ended after this long'),
  max_tracked_players: whole(1, 20).describe('players per execution'),
  max_new_matches_per_player: whole(1, 50).describe('matches per player and execution'),
  ...beforeTheAnalyzer,
  initial_history_days: z
    .union([z.number().positive(), z.literal('all')])
    .default(30)
    .describe('how far back a newly tracked player is fetched, or "all"'),
  reconcile_hours: z
    .number()
    .min(0)
    .default(24)
    .describe('hours between two second passes over a player: what the first one missed, name, level and platform'),
  reconcile_days: z.number().positive().default(14).describe('days of history that a second pass compares'),
});

const analyzerSchema = z.strictObject({
  ...shared,
  timeout_seconds: whole(1, 900).describe('an execution is ended after this long'),
  players_per_run: whole(1, 8).describe('players whose matches are fetched per execution'),
  matches_per_player: whole(1, 10).describe('matches per player and execution'),
  target_matches: whole(1, 50).describe('countable matches after which a player is not deepened further'),
  min_matches: whole(1, 20).describe('countable matches from which a player is analyzed'),
  analyses_per_run: whole(1, 20).describe('analyses per execution'),
  fetch_rank: z.boolean().default(true).describe('look up the rank before an analysis'),
  rank_max_age_days: z.number().min(0).default(7).describe('a look-up younger than this is not repeated'),
  list_max_age_days: z
    .number()
    .min(0)
    .default(7)
    .describe("a younger list of a player's matches is not asked for again"),
  exhausted_rest_days: z
    .number()
    .min(0)
    .default(7)
    .describe('a player with too little history is left alone for so long'),
  games_per_waiting_day: z
    .number()
    .min(0)
    .default(1)
    .describe('a day of waiting brings a player as near as so many games'),
  ban_check_days: z.number().min(0).default(7).describe('days between two ban checks of a flagged player'),
  ban_checks_per_run: whole(1, 10).describe('ban checks per execution'),
  ban_confirm_days: z.number().min(0).default(1).describe('a second 404 after so long confirms a suspected ban'),
  max_discovery_depth: whole(1, 1).describe('how far from a tracked player matches are fetched'),
  profile: z.enum(['calibrated', 'classic']).default('calibrated').describe('how a verdict is made'),
  prior: z
    .number()
    .gt(0)
    .lt(1)
    .default(defaultCalibration.prior)
    .describe('assumed share of smurfs, above 0 and below 1'),
});

const { target_matches, min_matches, fetch_rank, rank_max_age_days, profile, prior } = analyzerSchema.shape;

/** Somebody waits for the answer. */
const checkSchema = z.strictObject({
  ...shared,
  // Verdicts know no queue: one about another would stand for this.
  queue: z
    .literal(RANKED_SOLO_QUEUE)
    .default(RANKED_SOLO_QUEUE)
    .describe('queueId whose matches are fetched and judged'),
  patience_seconds: whole(0, 10).describe('longest wait for quota before the answer comes from what is stored'),
  timeout_seconds: whole(1, 120).describe('an execution is ended after this long'),
  ...beforeTheAnalyzer,
  min_matches: min_matches.describe('newest matches that are waited for'),
  target_matches: target_matches.describe('newest matches that are fetched while quota is free'),
  ...{ fetch_rank, rank_max_age_days, profile, prior },
});

/** By the name of the job. */
export const jobSchemas = { updater: updaterSchema, analyzer: analyzerSchema, check: checkSchema };

export type UpdaterConfig = z.infer<typeof updaterSchema>;
export type AnalyzerConfig = z.infer<typeof analyzerSchema>;
export type CheckConfig = z.infer<typeof checkSchema>;
export type SharedConfig = Pick<UpdaterConfig, 'queue' | 'patience_seconds' | 'concurrency' | 'timeout_seconds'>;

export const parseUpdaterConfig = parser('updater', updaterSchema);
export const parseAnalyzerConfig = parser('analyzer', analyzerSchema);
export const parseCheckConfig = parser('check', checkSchema);

type Overrides = Readonly<Record<string, unknown>>;

/** From the text of the column, with overrides of this run on top, to a checked configuration. */
function parser<Config>(jobName: string, schema: z.ZodType<Config>): (text: string, overrides: Overrides) => Config {
  return (text, overrides) => {
    const result = schema.safeParse(mergedWith(overrides, readObject(jobName, text)));
    if (result.success) return result.data;
    throw configError(jobName, result.error.issues.map(describeIssue), overrides);
  };
}

function readObject(jobName: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw configError(jobName, ['it is not JSON']);
  }
}

function mergedWith(overrides: Overrides, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value, ...overrides } : value;
}

export function describeIssue({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function configError(jobName: string, problems: readonly string[], overrides: Overrides = {}): JobConfigError {
  const mixed = Object.keys(overrides).length > 0 ? ', with --set on top,' : '';
  return new JobConfigError(`config_json of the job ${jobName}${mixed} is not valid: ${problems.join('; ')}`, {
    hint: `correct --set, or what is stored with: riotjobs jobs set ${jobName} key=value (key= goes back to the default)`,
  });
}
