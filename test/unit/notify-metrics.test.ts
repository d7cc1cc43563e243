import { describe, expect, it } from 'vitest';
import { type JobMetrics, renderMetrics } from '../../src/notify/metrics.ts';

const job: JobMetrics = {
  jobName: 'updater',
  isActive: true,
  isRunning: false,
  last: { status: 'FAILED', reason: 'auth', completedAt: 1_793_534_400_500, durationMs: 1250 },
  lastSuccessAt: 1_793_534_300_000,
  lastFailureAt: 1_793_534_400_500,
  nextAt: undefined,
  lastDay: { runs: { SUCCESS: 7, FAILED: 1 }, requests: 42, rateLimited: 1, skipped: 2, missed: 3 },
};

const neverRun: JobMetrics = {
  ...job,
  jobName: 'analyzer',
  last: undefined,
  lastSuccessAt: undefined,
  lastFailureAt: undefined,
};

const HELP = /^# HELP (\w+) \S.*$/;
const SAMPLE = /^(\w+)(?:\{(?:\w+="(?:[^"\\\n]|\\[\\"n])*",?)*\})? -?[\d.e+]+$/;

/** The grammar of the format: each family once, with HELP, TYPE and then its samples. */
function familiesOf(text: string): [string, string[]][] {
  const blocks = text.split(/^(?=# HELP )/m).map((block) => block.slice(0, -1).split('\n'));
  const families = blocks.map(([help = '', type, ...samples]): [string, string[]] => {
    const name = HELP.exec(help)?.[1] ?? '';
    expect(type).toBe(`# TYPE ${name} gauge`);
    expect(samples.map((sample) => SAMPLE.exec(sample)?.[1])).toEqual(samples.map(() => name));
    return [name, samples];
  });
  expect(new Set(families.map(([name]) => name)).size).toBe(families.length);
  return families;
}

describe('renderMetrics', () => {
  it('is in the text format, with a line end behind the last line', () => {
    const text = renderMetrics({ version: '1.2.3', jobs: [job, neverRun] });
    expect(text.endsWith('\n')).toBe(true);
    expect(Object.fromEntries(familiesOf(text))).toEqual({
      riotjobs_info: ['riotjobs_info{version="1.2.3"} 1'],
      riotjobs_last_success_timestamp_seconds: ['riotjobs_last_success_timestamp_seconds{job="updater"} 1793534300'],
      riotjobs_last_failure_timestamp_seconds: ['riotjobs_last_failure_timestamp_seconds{job="updater"} 1793534400.5'],
      riotjobs_last_run_timestamp_seconds: ['riotjobs_last_run_timestamp_seconds{job="updater"} 1793534400.5'],
      riotjobs_last_duration_seconds: ['riotjobs_last_duration_seconds{job="updater"} 1.25'],
      riotjobs_last_status: ['riotjobs_last_status{job="updater",status="FAILED",reason="auth"} 1'],
      riotjobs_running: ['riotjobs_running{job="updater"} 0', 'riotjobs_running{job="analyzer"} 0'],
      riotjobs_active: ['riotjobs_active{job="updater"} 1', 'riotjobs_active{job="analyzer"} 1'],
      riotjobs_runs_last_day: ['updater', 'analyzer'].flatMap((name) => [
        `riotjobs_runs_last_day{job="${name}",status="SUCCESS"} 7`,
        `riotjobs_runs_last_day{job="${name}",status="FAILED"} 1`,
      ]),
      riotjobs_skipped_last_day: both('skipped_last_day', 2),
      riotjobs_missed_last_day: both('missed_last_day', 3),
      riotjobs_requests_last_day: both('requests_last_day', 42),
      riotjobs_rate_limited_last_day: both('rate_limited_last_day', 1),
    });
  });

  it('tells the next slot where there is one', () => {
    const text = renderMetrics({ version: '1', jobs: [{ ...job, nextAt: 60_000 }] });
    expect(text).toContain('\nriotjobs_next_run_timestamp_seconds{job="updater"} 60\n');
  });

  it('escapes what stands in labels', () => {
    const text = renderMetrics({ version: '1', jobs: [{ ...neverRun, jobName: 'a"b\\c\nd' }] });
    expect(text).toContain('riotjobs_running{job="a\\"b\\\\c\\nd"} 0\n');
    familiesOf(text);
  });

  it('is valid without a job', () => {
    expect(familiesOf(renderMetrics({ version: '1', jobs: [] })).map(([name]) => name)).toEqual(['riotjobs_info']);
  });
});

function both(name: string, value: number): string[] {
  return ['updater', 'analyzer'].map((jobName) => `riotjobs_${name}{job="${jobName}"} ${value}`);
}
