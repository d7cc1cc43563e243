import { describe, expect, it } from 'vitest';
import { withScheduledFrom } from '../../src/jobs/column-keys.ts';
import { assign, listConfigKeys, listProblems } from '../../src/jobs/config-keys.ts';
import { JobConfigError } from '../../src/jobs/errors.ts';
import type { JobConfiguration } from '../../src/store/records.ts';
import { jobRow } from './jobs-rows.ts';

const jobWith = (configJson: string, more: Partial<JobConfiguration> = {}) =>
  jobRow({ schedule: '60', configJson, ...more });

function set(text: string, ...assignments: readonly string[]) {
  const pairs = assignments.map((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return { key, text: rest.join('=') };
  });
  return assign('updater', jobWith(text), pairs);
}

function problemsOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof JobConfigError) return `${error.message} (${error.hint})`;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('listConfigKeys', () => {
  it('gives every key with value, default and meaning', () => {
    const keys = listConfigKeys('updater', jobWith('{"queue":440}'));
    expect(keys.map(({ key }) => key)).toEqual([
      'schedule',
      'timezone',
      'is_active',
      'catchup_policy',
      'catchup_window_s',
      'jitter_s',
      'auto_pause_after',
      'queue',
      'patience_seconds',
      'concurrency',
      'timeout_seconds',
      'max_tracked_players',
      'max_new_matches_per_player',
      'guaranteed_share',
      'initial_history_days',
      'reconcile_hours',
      'reconcile_days',
    ]);
    for (const { description } of keys) expect(description).toMatch(/\w{3}/);
    expect(
      listConfigKeys('check', jobWith('{}'))
        .map(({ key }) => key)
        .slice(7),
    ).toEqual([
      ...['queue', 'patience_seconds', 'concurrency', 'timeout_seconds', 'guaranteed_share', 'min_matches'],
      ...['target_matches', 'fetch_rank', 'rank_max_age_days', 'profile', 'prior'],
    ]);
    expect(keys[1]).toMatchObject({ value: 'UTC', defaultValue: 'UTC' });
    expect(keys[4]).toMatchObject({ value: null, defaultValue: null });
    expect(keys[7]).toMatchObject({ value: 440, defaultValue: 420 });
    expect(keys[8]).toMatchObject({ value: 130, defaultValue: 130 });
    expect(listConfigKeys('analyzer', jobWith('{}')).at(-1)).toMatchObject({ key: 'prior', value: 0.05 });
  });

  it('names what does not fit', () => {
    expect(problemsOf(() => listConfigKeys('updater', jobWith('{"queue":"x","colour":1}')))).toMatch(/queue.*colour/);
    expect(problemsOf(() => listConfigKeys('updater', jobWith('[]')))).toContain('not a JSON object');
    expect(problemsOf(() => listConfigKeys('updater', jobWith('{')))).toContain('job_configurations');
  });
});

describe('assign', () => {
  it('changes what is given, and leaves the rest', () => {
    expect(set('{"queue":440}', 'concurrency=4', 'initial_history_days=all')).toEqual({
      configJson: '{"queue":440,"concurrency":4,"initial_history_days":"all"}',
    });
    expect(set('{"queue":440}', 'schedule= 15M', 'is_active=false')).toEqual({ schedule: '15m', isActive: false });
    expect(set('{"queue":440}', 'queue=440')).toEqual({});
    expect(set('{}', 'schedule=60', 'timezone=utc', 'jitter_s=0', 'catchup_policy=once')).toEqual({});
  });

  it('reads the schedule and what belongs to it', () => {
    const columns = set(
      '{}',
      ...['schedule= CRON:0   4 * * Mon', 'timezone=europe/berlin', 'catchup_policy=all', 'catchup_window_s=7200'],
      ...['jitter_s=30', 'auto_pause_after=0'],
    );
    expect(columns).toEqual({
      ...{ schedule: 'cron:0 4 * * mon', timezone: 'Europe/Berlin', catchupPolicy: 'all', catchupWindowS: 7200 },
      ...{ jitterS: 30, autoPauseAfter: 0 },
    });
    const job = jobWith('{}', { ...columns });
    const keys = ['timezone', 'catchup_policy', 'catchup_window_s', 'jitter_s', 'auto_pause_after'];
    expect(
      assign(
        'updater',
        job,
        keys.map((key) => ({ key, text: '' })),
      ),
    ).toEqual({
      ...{ timezone: 'UTC', catchupPolicy: 'once', catchupWindowS: null, jitterS: 0, autoPauseAfter: 3 },
    });
  });

  it('goes back to a default, also from a key that nobody knows', () => {
    expect(set('{"queue":440,"colour":1}', 'queue=', 'colour=')).toEqual({ configJson: '{}' });
  });

  it('names every problem at once', () => {
    const bad = ['schedule=often', 'is_active=yes', 'colour=red', 'queue=-1', 'concurrency=many'];
    const message = problemsOf(() => set('{"timeout_seconds":0}', ...bad));
    for (const part of ['schedule: "often"', '15m, 2h', 'is_active: "yes"', 'colour', 'queue', 'concurrency']) {
      expect(message).toContain(part);
    }
    expect(message).toContain('timeout_seconds');
    expect(message).toContain('nothing was changed');
    expect(problemsOf(() => set('{}', 'schedule='))).toContain('schedule');
    expect(problemsOf(() => set('{}', 'is_active='))).toContain('is_active');
    expect(problemsOf(() => set('{}', 'schedule=0 0 31 2 *'))).toContain('"0 0 31 2 *" never comes');
    const more = [
      'timezone=Berlin',
      'catchup_policy=twice',
      'catchup_window_s=-1',
      'jitter_s=1.5',
      'auto_pause_after=x',
    ];
    for (const one of more) expect(problemsOf(() => set('{}', ...more))).toContain(one.replace(/=(.*)/, ': "$1"'));
  });
});

describe('withScheduledFrom', () => {
  it.each([
    [{ schedule: '5m' }, true],
    [{ timezone: 'Europe/Berlin' }, true],
    [{ isActive: true }, true],
    [{ isActive: false }, false],
    [{ jitterS: 5 }, false],
    [{ schedule: '60', timezone: 'UTC' }, false],
  ])('%j counts slots anew: %s', (columns, isNew) => {
    const job = jobWith('{}', { isActive: false });
    expect(withScheduledFrom(job, columns, 77)).toEqual(isNew ? { ...columns, scheduledFrom: 77 } : columns);
  });
});

describe('listProblems', () => {
  it('has nothing to say about what is right', () => {
    expect(listProblems('updater', jobWith('{"queue":440}', { catchupWindowS: 60 }))).toEqual([]);
  });

  it('names all that somebody has written by hand', () => {
    const job = jobWith('{"queue":"x","colour":1}', { schedule: 'often', timezone: 'Mars', jitterS: -1 });
    const problems = listProblems('updater', job).join('\n');
    for (const part of ['schedule: "often"', 'timezone: "Mars"', 'jitter_s: "-1"', 'queue', 'colour']) {
      expect(problems).toContain(part);
    }
    expect(listProblems('analyzer', jobWith('['))).toEqual([expect.stringContaining('not a JSON object')]);
  });
});
