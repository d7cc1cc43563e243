import { describe, expect, it } from 'vitest';
import { assign, listConfigKeys } from '../../src/jobs/config-keys.ts';
import { JobConfigError } from '../../src/jobs/errors.ts';
import type { JobConfiguration } from '../../src/store/records.ts';

function jobWith(configJson: string): JobConfiguration {
  const times = { createdAt: 1, updatedAt: 1 };
  return {
    id: 1,
    name: 'updater',
    jobType: 'TRACKED_PLAYER_UPDATER',
    schedule: '60',
    isActive: true,
    configJson,
    ...times,
  };
}

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
      'is_active',
      'queue',
      'patience_seconds',
      'concurrency',
      'timeout_seconds',
      'max_tracked_players',
      'max_new_matches_per_player',
      'guaranteed_share',
      'initial_history_days',
    ]);
    for (const { description } of keys) expect(description).toMatch(/\w{3}/);
    expect(keys[2]).toMatchObject({ value: 440, defaultValue: 420 });
    expect(keys[3]).toMatchObject({ value: 130, defaultValue: 130 });
    expect(listConfigKeys('analyzer', jobWith('{}')).at(-1)).toMatchObject({ key: 'profile', value: 'classic' });
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
  });
});
