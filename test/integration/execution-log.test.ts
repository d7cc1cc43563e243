// What an execution leaves behind: its lines while it runs, its error, and what says who it was for.

import { afterEach, describe, expect, it } from 'vitest';
import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { createHarness, type Harness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

interface Line {
  readonly seq: number;
  readonly at: number;
  readonly level: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

function linesOf(executionId: string): Line[] {
  const rows = harness.rows(`select * from execution_logs where execution_id = '${executionId}' order by seq`);
  return rows.map(({ seq, at, level, event, data_json: json }) => {
    return { seq, at, level, event, data: JSON.parse(String(json)) } as Line;
  });
}

describe('the log', () => {
  it('of an execution tells its beginning, its phases and its end, numbered from 1', async () => {
    harness = createHarness();
    const { execution } = await harness.run('analyzer');
    const lines = linesOf(execution.id);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    expect(lines.map(({ level, event, data }) => [level, event, data['phase'] ?? data['status']])).toEqual([
      ['info', 'execution started', undefined],
      ['info', 'phase ended', 'fetch-matches'],
      ['info', 'baseline: the defaults, nobody is flagged', undefined],
      ['info', 'phase ended', 'analyze-players'],
      ['info', 'phase ended', 'check-bans'],
      ['info', 'execution ended', 'SUCCESS'],
    ]);
    expect(lines[0]?.at).toBe(execution.startedAt);
  });

  it('names each player that was skipped, with the error and its class', async () => {
    harness = createHarness({ limits: 'none' });
    const puuids = await harness.track(2);
    harness.fault = ({ url }) => (url.includes('/ids') ? new Response('{}', { status: 400 }) : undefined);
    const { execution } = await harness.run('updater');
    const skipped = linesOf(execution.id).filter(({ event }) => event === 'player skipped');
    expect(skipped.map(({ data }) => data['puuid']).toSorted()).toEqual(puuids.toSorted());
    for (const { level, data } of skipped) {
      expect(level).toBe('warn');
      expect(data).toMatchObject({ code: 'RiotApiError', error: expect.stringContaining('Riot answered 400') });
    }
  });

  it('tells repetitions, and matches that cannot be had', async () => {
    harness = createHarness({
      limits: 'none',
      faults: parseFaultScript(
        JSON.stringify([
          { method: 'match-v5.getMatch', at: 1, fault: { kind: 'status', status: 503 } },
          { method: 'match-v5.getMatch', at: { from: 4 }, fault: { kind: 'status', status: 404 } },
        ]),
      ),
    });
    await harness.track(1);
    const { execution } = await harness.run('updater');
    const events = linesOf(execution.id).map(({ event }) => event);
    expect(events).toContain('riot.retry');
    expect(events.filter((event) => event === 'match unavailable')).toHaveLength(execution.itemsSkipped);
  });

  it('is there while the execution runs, two seconds late at most', async () => {
    harness = createHarness({
      limits: 'none',
      faults: parseFaultScript(JSON.stringify([{ fault: { kind: 'latency', ms: 1000 } }])),
    });
    await harness.track(1);
    let seen: unknown[] = [];
    harness.fault = () => {
      if (harness.requests.length === 4) seen = harness.rows('select event from execution_logs');
      return undefined;
    };
    await harness.run('updater', { overrides: { concurrency: 1 } });
    expect(seen).toEqual([{ event: 'execution started' }]);
  });

  it('says that an execution before it was abandoned', async () => {
    harness = createHarness();
    const first = await harness.run('updater');
    harness.execute(
      `update job_executions set status = 'RUNNING', completed_at = null, host = 'another', lease_expires_at = 1`,
    );
    const processes = { ...harness.dependencies.processes, stateOf: () => 'dead' as const };
    Object.assign(harness.dependencies, { processes });
    const recovered: string[] = [];
    const { execution } = await harness.run('updater', {
      request: { onRecovered: (executions) => void recovered.push(...executions.map(({ id }) => id)) },
    });
    expect(recovered).toEqual([first.execution.id]);
    expect(linesOf(execution.id)[0]).toMatchObject({
      level: 'warn',
      event: 'execution abandoned by its owner',
      data: { executionId: first.execution.id },
    });
  });

  it('is kept by the end when the database took no lines before', async () => {
    harness = createHarness();
    const refuse = async () => {
      throw new Error('no lines today');
    };
    const { executions } = harness.store;
    Object.assign(harness.dependencies, {
      store: { ...harness.store, executions: { ...executions, appendLog: refuse } },
    });
    await harness.track(1);
    const { execution } = await harness.run('updater');
    expect(execution.status).toBe('SUCCESS');
    expect(linesOf(execution.id).at(-1)?.event).toBe('execution ended');
  });
});

describe('the end', () => {
  it('names the error, its class and where it came from', async () => {
    harness = createHarness();
    await harness.track(1);
    harness.execute(
      `create trigger broken before insert on match_payloads begin select raise(abort, 'disk trouble'); end`,
    );
    const { execution } = await harness.run('updater');
    expect(execution).toMatchObject({
      status: 'FAILED',
      errorCode: 'StoreError',
      errorMessage: expect.stringContaining('disk trouble'),
      errorStack: expect.stringContaining('at '),
    });
  });

  it('has no error when there was none', async () => {
    harness = createHarness();
    const { execution, hasPaused } = await harness.run('updater');
    expect(execution).toMatchObject({ errorCode: null, errorMessage: null, errorStack: null });
    expect(hasPaused).toBe(false);
  });

  it('tells whether the job was paused', async () => {
    harness = createHarness();
    await harness.track(1);
    harness.fault = () => new Response('{"status":{"status_code":403,"message":"Forbidden"}}', { status: 403 });
    const pauses: boolean[] = [];
    for (let runs = 0; runs < 3; runs++) pauses.push((await harness.run('updater')).hasPaused);
    expect(pauses).toEqual([false, false, true]);
  });

  it.each([
    ['nobody is due', 0, true],
    ['somebody was', 1, false],
  ])('is empty when %s', async (_, tracked, expected) => {
    harness = createHarness();
    await harness.track(tracked);
    expect((await harness.run('updater')).isEmpty).toBe(expected);
  });

  it('is not empty when the only player failed', async () => {
    harness = createHarness();
    await harness.track(1);
    harness.fault = () => new Response('{}', { status: 400 });
    expect((await harness.run('updater')).isEmpty).toBe(false);
  });

  it('tells who was started, once', async () => {
    harness = createHarness();
    const started: unknown[] = [];
    const { execution } = await harness.run('updater', { request: { onStarted: (run) => void started.push(run) } });
    expect(started).toEqual([{ id: execution.id, jobName: 'updater', startedAt: execution.startedAt }]);
  });
});
