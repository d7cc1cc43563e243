// Watching over an execution: who may end it, how soon everything stops, and what a heartbeat can find.

import { describe, expect, it } from 'vitest';
import { BudgetError } from '../../src/jobs/errors.ts';
import { GRACE_MS, watchOver } from '../../src/jobs/lease.ts';
import { LeaseLostError, StoreBusyError, StoreError } from '../../src/store/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { settled, VirtualClock } from './riot-virtual-clock.ts';

type Beat = 'ours' | 'cancel' | 'lost' | Error;

interface Given {
  readonly beats?: readonly Beat[];
  readonly timeoutMs?: number;
  readonly maxDurationMs?: number;
  readonly signal?: AbortSignal;
}

function watch({ beats = [], timeoutMs = 1_000_000, maxDurationMs, signal }: Given) {
  const clock = new VirtualClock(0);
  const left = [...beats];
  const beat = async () => {
    const state = left.shift() ?? 'ours';
    if (state instanceof Error) throw state;
    return state;
  };
  const store = { executions: { beat } } as unknown as Store;
  const lease = { executionId: 'x', token: 't' };
  const watched = { lease, timeoutMs, maxDurationMs, signal: signal ?? new AbortController().signal };
  const watching = watchOver({ store, clock }, watched);
  const seen = { softAt: -1, cutAt: -1, overdueAt: -1 };
  watching.signal.addEventListener('abort', () => {
    seen.softAt = clock.now();
  });
  watching.cut.addEventListener('abort', () => {
    seen.cutAt = clock.now();
  });
  void watching.isOverdue.then(() => {
    seen.overdueAt = clock.now();
  });
  const until = async (ms: number) => {
    while (clock.now() < ms) {
      clock.step();
      await settled();
    }
  };
  return { clock, watching, seen, until };
}

const NEVER = -1;

describe('an execution that is asked to end', () => {
  it('by its time limit: new work at once, work under way after the grace, all of it a second later', async () => {
    const { watching, seen, until } = watch({ timeoutMs: 5000 });
    await until(40_000);
    expect(seen).toEqual({ softAt: 5000, cutAt: 5000 + GRACE_MS, overdueAt: 6000 + GRACE_MS });
    expect(watching.stoppedBy()).toBe('timeout');
  });

  it('by a signal, with the name of which it ends', async () => {
    const asked = new AbortController();
    const { watching, seen, until } = watch({ signal: asked.signal });
    await until(10_000);
    asked.abort('SIGTERM');
    expect(watching.signal.reason).toBe('SIGTERM');
    expect(watching.cut.aborted).toBe(false);
    await until(40_000);
    expect(seen).toEqual({ softAt: 10_000, cutAt: 10_000 + GRACE_MS, overdueAt: 11_000 + GRACE_MS });
    expect(watching.stoppedBy()).toBe('interrupted');
  });

  it('by a signal that came before', () => {
    const { watching } = watch({ signal: AbortSignal.abort('SIGINT') });
    expect([watching.signal.aborted, watching.stoppedBy()]).toEqual([true, 'interrupted']);
  });

  it('by somebody else: the next beat sees it', async () => {
    const { watching, seen, until } = watch({ beats: ['ours', 'cancel', 'cancel'] });
    await until(60_000);
    expect(seen.softAt).toBe(20_000);
    expect(watching.stoppedBy()).toBe('cancelled');
  });

  it('by the time it was given, which is no failure', async () => {
    const { watching, until } = watch({ maxDurationMs: 3000 });
    await until(10_000);
    expect(watching.signal.reason).toBeInstanceOf(BudgetError);
    expect(watching.stoppedBy()).toBe('budget');
  });

  it('by several: the first one counts', async () => {
    const { watching, until } = watch({ maxDurationMs: 3000, timeoutMs: 4000, beats: ['cancel'] });
    await until(30_000);
    expect(watching.stoppedBy()).toBe('budget');
  });
});

describe('an execution that cannot go on', () => {
  it('ends at once with an error, and nobody has asked for it', async () => {
    const { watching, seen, until } = watch({ timeoutMs: 20_000 });
    await until(10_000);
    watching.abort(new Error('broken'));
    await until(30_000);
    expect(seen).toEqual({ softAt: 10_000, cutAt: 10_000, overdueAt: 11_000 });
    expect(watching.stoppedBy()).toBeUndefined();
  });

  it('is cut at once when an error comes after it was asked to end', async () => {
    const { watching, seen, until } = watch({ timeoutMs: 5000 });
    await until(10_000);
    watching.abort(new Error('broken'));
    expect(seen).toMatchObject({ softAt: 5000, cutAt: 10_000 });
    expect(watching.stoppedBy()).toBe('timeout');
  });

  it.each([
    ['a lease that is lost', 'lost', LeaseLostError],
    ['a database that is broken', new StoreError('executions.beat', 'disk trouble'), StoreError],
  ] as const)('%s', async (_, state, type) => {
    const { watching, seen, until } = watch({ beats: ['ours', state] });
    await until(30_000);
    expect(watching.signal.reason).toBeInstanceOf(type);
    expect(seen).toEqual({ softAt: 20_000, cutAt: 20_000, overdueAt: 21_000 });
  });

  it('a locked database is no reason: the lease outlasts it', async () => {
    const { watching, seen, until } = watch({ beats: [new StoreBusyError('executions.beat', 'locked'), 'cancel'] });
    await until(25_000);
    expect(seen.softAt).toBe(20_000);
    expect(watching.stoppedBy()).toBe('cancelled');
  });
});

it('after its end nothing is watched any more', async () => {
  const asked = new AbortController();
  const { clock, watching, seen } = watch({
    signal: asked.signal,
    timeoutMs: 5000,
    maxDurationMs: 4000,
    beats: ['lost'],
  });
  watching.end();
  await settled();
  expect(clock.step()).toBe(false);
  asked.abort('SIGINT');
  expect(seen).toEqual({ softAt: NEVER, cutAt: NEVER, overdueAt: NEVER });
});
