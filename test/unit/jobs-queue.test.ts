// Waiting for a job that somebody else has, with answers of the database as they are told.

import { describe, expect, it } from 'vitest';
import { LeaseHeldError, SlotTakenError } from '../../src/jobs/errors.ts';
import { claimJob } from '../../src/jobs/queue.ts';
import { silentLogger } from '../../src/log.ts';
import type { ProcessIdentity } from '../../src/processes.ts';
import { StoreBusyError, StoreError } from '../../src/store/errors.ts';
import type { Claim, ClaimRequest } from '../../src/store/executions-store.ts';
import type { Execution } from '../../src/store/records.ts';
import { VirtualClock } from './riot-virtual-clock.ts';

const self: ProcessIdentity = { host: 'h', bootId: null, pidNamespace: null, pid: 1, pidStart: null };
const holder = {
  id: 'the-holder',
  jobName: 'updater',
  status: 'RUNNING',
  startedAt: 0,
  pid: 2,
  host: 'h',
} as Execution;
const held: Claim = { kind: 'held', holder };

type Told = Claim['kind'] | Error;

interface Given {
  /** The last one is told again and again. */
  readonly answers: readonly Told[];
  readonly waitMs?: number;
  /** Epoch ms. */
  readonly interruptAt?: number;
}

function claimWith({ answers, waitMs, interruptAt }: Given) {
  const clock = new VirtualClock(0);
  const stop = new AbortController();
  const claims: ClaimRequest[] = [];
  const left: { readonly detail: string; readonly now: number }[] = [];
  const waitedFor: Execution[] = [];
  const claim = async (request: ClaimRequest): Promise<Claim> => {
    const told = answers[Math.min(claims.length, answers.length - 1)] ?? 'held';
    claims.push(request);
    if (told instanceof Error) throw told;
    if (told !== 'claimed') return told === 'held' ? held : { kind: told };
    return { kind: 'claimed', lease: { executionId: request.executionId, token: request.token }, recovered: [] };
  };
  const leaveQueue = async (_lease: unknown, why: { readonly detail: string; readonly now: number }) => {
    left.push(why);
  };
  const store = { executions: { claim, leaveQueue } };
  const processes = { self: () => self, stateOf: () => 'alive' as const };
  const ports = { store, clock, log: silentLogger, processes, cliVersion: '1' };
  if (interruptAt !== undefined) void clock.sleep(interruptAt).then(() => stop.abort('SIGTERM'));
  const onWaiting = (execution: Execution) => void waitedFor.push(execution);
  const wanted = { jobName: 'updater', trigger: 'manual', params: {} } as const;
  const claimed = clock.run(claimJob(ports, wanted, { waitMs, signal: stop.signal, onWaiting }));
  return { clock, claims, left, waitedFor, claimed };
}

describe('without waiting', () => {
  it('a free job is claimed', async () => {
    const { claimed, claims } = claimWith({ answers: ['claimed'] });
    expect((await claimed).lease.executionId).toBe(claims[0]?.executionId);
    expect(claims[0]).toMatchObject({ isQueued: false, now: 0 });
  });

  it('a job that is held is refused, and nobody waits', async () => {
    const { claimed, claims, left, waitedFor } = claimWith({ answers: ['held'] });
    await expect(claimed).rejects.toThrow(LeaseHeldError);
    expect({ claims: claims.length, left, waitedFor }).toEqual({ claims: 1, left: [], waitedFor: [] });
  });

  it('a slot that somebody else took is no longer ours to take', async () => {
    await expect(claimWith({ answers: ['taken'] }).claimed).rejects.toThrow(SlotTakenError);
  });
});

describe('waiting', () => {
  it('asks once a second with one and the same place, and tells once for whom it waits', async () => {
    const { claimed, claims, left, waitedFor } = claimWith({
      answers: ['held', 'held', 'held', 'claimed'],
      waitMs: 60_000,
    });
    const { lease } = await claimed;
    expect(claims.map(({ now }) => now)).toEqual([0, 1000, 2000, 3000]);
    expect(claims.every(({ isQueued }) => isQueued)).toBe(true);
    expect(new Set(claims.map(({ executionId, token }) => executionId + token))).toEqual(
      new Set([lease.executionId + lease.token]),
    );
    expect(waitedFor).toEqual([holder]);
    expect(left).toEqual([]);
  });

  it('ends when the time is over, and the place is given up', async () => {
    const { claimed, clock, claims, left } = claimWith({ answers: ['held'], waitMs: 2500 });
    await expect(claimed).rejects.toThrow(LeaseHeldError);
    expect(claims.map(({ now }) => now)).toEqual([0, 1000, 2000, 2500]);
    expect(clock.now()).toBe(2500);
    expect(left).toEqual([{ detail: 'waited in vain for execution the-holder', now: 2500 }]);
  });

  it('of no time at all is one attempt', async () => {
    const { claimed, claims, left } = claimWith({ answers: ['held'], waitMs: 0 });
    await expect(claimed).rejects.toThrow(LeaseHeldError);
    expect([claims.length, left.length]).toEqual([1, 1]);
  });

  it('ends with a signal, and the place is given up', async () => {
    const { claimed, left } = claimWith({ answers: ['held'], waitMs: 60_000, interruptAt: 3500 });
    await expect(claimed).rejects.toBe('SIGTERM');
    expect(left).toEqual([{ detail: 'stopped waiting', now: 3500 }]);
  });

  it('goes on while the database is locked', async () => {
    const locked = new StoreBusyError('executions.claim', 'locked');
    const { claimed, claims } = claimWith({ answers: ['held', locked, locked, 'claimed'], waitMs: 60_000 });
    await claimed;
    expect(claims).toHaveLength(4);
  });

  it('ends with a database that is broken', async () => {
    const broken = new StoreError('executions.claim', 'disk trouble');
    const { claimed, left } = claimWith({ answers: ['held', broken], waitMs: 60_000 });
    await expect(claimed).rejects.toBe(broken);
    expect(left).toHaveLength(1);
  });
});
