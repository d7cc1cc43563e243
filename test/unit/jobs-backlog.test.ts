import { describe, expect, it } from 'vitest';
import { backlogJson, backlogLines } from '../../src/cli/render/backlog.ts';
import type { Backlog } from '../../src/jobs/backlog.ts';

const phases = [
  { phase: 'fetch-matches', players: 1234, requests: 24_000 },
  { phase: 'analyze-players', players: 0, requests: 0 },
  { phase: 'check-bans', players: 1, requests: 1 },
] as const;

const backlog: Backlog = {
  phases,
  requests: 24_001,
  perHour: 3000,
  basis: 'executions',
  hours: 8,
  growth: null,
};

describe('the backlog in words', () => {
  it('tells who waits, what that takes, and how long', () => {
    expect(backlogLines(backlog)).toEqual([
      'backlog: fetch-matches 1,234 players, 24,000 requests; check-bans 1 player, 1 request; about 8 h at the 3,000 requests of the last hour',
    ]);
  });

  it('goes by the limits where nothing ran, and says where nothing is known', () => {
    const words = (changes: Partial<Backlog>) =>
      backlogLines({ ...backlog, ...changes })[0]
        ?.split('; ')
        .at(-1);
    expect(words({ basis: 'limits' })).toBe('about 8 h at the 3,000 requests an hour that the limits allow');
    expect(words({ basis: null, perHour: null, hours: null })).toBe('how long that takes is not known yet');
    expect(words({ hours: 0.3 })).toContain('about 18 min');
    expect(words({ hours: 0.001 })).toContain('about 1 min');
    expect(words({ hours: 100 })).toContain('about 4 days');
  });

  it('names the keys where more comes than is served', () => {
    const growth = { playersMet: 450, requestsNeeded: 9000, requestsMade: 1200, keys: ['players_per_run', 'schedule'] };
    expect(backlogLines({ ...backlog, growth })[1]).toBe(
      'the backlog grows: 450 players met in the last day need 9,000 requests, and the analyzer made 1,200; riotjobs jobs set analyzer changes that: players_per_run, schedule',
    );
  });

  it('says that nobody waits, and nothing of time where nothing is to be asked', () => {
    expect(backlogLines({ ...backlog, phases: [] })).toEqual([
      'backlog: nobody waits for matches, a verdict or a ban check',
    ]);
    const judged = { ...phases[1], players: 3 };
    expect(backlogLines({ ...backlog, phases: [judged], requests: 0, hours: null })).toEqual([
      'backlog: analyze-players 3 players, 0 requests',
    ]);
  });

  it('is the same as JSON', () => {
    expect(backlogJson(backlog)).toEqual({
      ...{ items: phases, requests: 24_001, requestsPerHour: 3000, basis: 'executions', hours: 8, growth: null },
    });
    expect(backlogJson(undefined)).toBeNull();
  });
});
