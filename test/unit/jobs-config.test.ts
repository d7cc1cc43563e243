// config_json of both jobs: defaults, overrides, and how a bad one is named.

import { describe, expect, it } from 'vitest';
import { parseAnalyzerConfig, parseCheckConfig, parseUpdaterConfig } from '../../src/jobs/config.ts';
import { JobConfigError } from '../../src/jobs/errors.ts';

const updaterDefaults = {
  queue: 420,
  patience_seconds: 130,
  concurrency: 8,
  timeout_seconds: 300,
  max_tracked_players: 20,
  max_new_matches_per_player: 50,
  guaranteed_share: 0.5,
  initial_history_days: 30,
  reconcile_hours: 24,
  reconcile_days: 14,
};

const analyzerDefaults = {
  queue: 420,
  patience_seconds: 130,
  concurrency: 8,
  timeout_seconds: 900,
  players_per_run: 8,
  matches_per_player: 10,
  target_matches: 50,
  min_matches: 20,
  analyses_per_run: 20,
  fetch_rank: true,
  rank_max_age_days: 7,
  list_max_age_days: 7,
  exhausted_rest_days: 7,
  games_per_waiting_day: 1,
  ban_check_days: 7,
  ban_confirm_days: 1,
  ban_checks_per_run: 10,
  max_discovery_depth: 1,
  profile: 'calibrated',
  prior: 0.05,
};

function errorOf(parse: () => unknown): JobConfigError {
  try {
    parse();
  } catch (error) {
    if (error instanceof JobConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('a configuration', () => {
  it('is the defaults when it is empty', () => {
    expect(parseUpdaterConfig('{}', {})).toEqual(updaterDefaults);
    expect(parseAnalyzerConfig('{}', {})).toEqual(analyzerDefaults);
  });

  it('keeps what it says and takes the rest from the defaults', () => {
    const config = parseUpdaterConfig('{"queue":440,"initial_history_days":"all"}', {});
    expect(config).toEqual({ ...updaterDefaults, queue: 440, initial_history_days: 'all' });
  });

  it('gives way to the overrides of the run', () => {
    const config = parseAnalyzerConfig('{"players_per_run":3,"fetch_rank":false}', { players_per_run: 5 });
    expect(config).toEqual({ ...analyzerDefaults, players_per_run: 5, fetch_rank: false });
  });

  it.each(['0.5', '1', '365'])('takes a history of %s days', (days) => {
    const config = parseUpdaterConfig(`{"initial_history_days":${days}}`, {});
    expect(config.initial_history_days).toBe(Number(days));
  });

  it.each(Object.keys(updaterDefaults))('checks the type of the key %s of the updater', (key) => {
    expect(errorOf(() => parseUpdaterConfig(JSON.stringify({ [key]: [] }), {})).message).toContain(`: ${key}: `);
  });

  it.each(Object.keys(analyzerDefaults))('checks the type of the key %s of the analyzer', (key) => {
    expect(errorOf(() => parseAnalyzerConfig(JSON.stringify({ [key]: [] }), {})).message).toContain(`: ${key}: `);
  });

  it.each([
    ['an unknown key', '{"playres_per_run":3}', 'playres_per_run'],
    ["the other job's key", '{"max_tracked_players":3}', 'max_tracked_players'],
    ['text for a number', '{"queue":"420"}', 'queue: '],
    ['a broken number', '{"players_per_run":2.5}', 'players_per_run: '],
    ['a negative number', '{"patience_seconds":-1}', 'patience_seconds: '],
    ['no concurrency', '{"concurrency":0}', 'concurrency: '],
    ['a null', '{"fetch_rank":null}', 'fetch_rank: '],
    ['an unknown profile', '{"profile":"guess"}', 'profile: '],
    ['a list', '[]', 'expected object'],
    ['a null alone', 'null', 'expected object'],
    ['a number alone', '7', 'expected object'],
    ['text that is not JSON', '{queue: 420}', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
  ])('with %s is refused', (_, text, problem) => {
    const error = errorOf(() => parseAnalyzerConfig(text, {}));
    expect(error.message).toMatch(/^config_json of the job analyzer is not valid: /);
    expect(error.message).toContain(problem);
    expect(error.hint).toContain('riotjobs jobs set analyzer');
  });

  it.each([0, -3, '"ALL"', 'true'])('with a history of %s days is refused', (days) => {
    const { message } = errorOf(() => parseUpdaterConfig(`{"initial_history_days":${days}}`, {}));
    expect(message).toContain('job updater is not valid: initial_history_days: ');
  });

  it('has every problem named, not only the first', () => {
    const { message } = errorOf(() => parseAnalyzerConfig('{"queue":"a","concurrency":0,"other":1}', {}));
    for (const key of ['queue: ', 'concurrency: ', '"other"']) expect(message).toContain(key);
  });

  it('is checked with its overrides', () => {
    expect(errorOf(() => parseUpdaterConfig('{}', { concurrency: 0 })).message).toContain('concurrency: ');
    expect(errorOf(() => parseUpdaterConfig('{}', { nonsense: 1 })).message).toContain('nonsense');
  });
});

it('a check is of the one queue that verdicts are about', () => {
  expect(parseCheckConfig('{}', { queue: 420 }).queue).toBe(420);
  expect(() => parseCheckConfig('{}', { queue: 440 })).toThrow(/queue: .*420/);
});
