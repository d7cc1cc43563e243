import { afterEach, expect, it } from 'vitest';
import { killOwner } from '../../src/cli/kill-owner.ts';
import { systemProcesses } from '../../src/cli/processes.ts';
import { systemClock } from '../../src/clock.ts';
import { type Owner, startOwner } from './forged-executions.ts';

let owner: Owner | undefined;

afterEach(() => owner?.child.kill('SIGKILL'));

/** Fifteen seconds in 0.3. */
const clock = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 50, signal) };

const identityOf = ({ child, fields }: Owner) => {
  return { ...systemProcesses.self(), pid: child.pid ?? 0, pidStart: String(fields['pid_start']) };
};

const kill = (from: Owner, more: Partial<Parameters<typeof killOwner>[0]> = {}) =>
  killOwner({
    owner: identityOf(from),
    clock,
    signal: new AbortController().signal,
    hasEnded: async () => false,
    ...more,
  });

it('kills a process that does not end when it is asked to', async () => {
  owner = await startOwner("process.on('SIGTERM', () => {})");
  expect(await kill(owner)).toBe('SIGKILL');
  expect(await owner.ended).toBe('SIGKILL');
});

it('kills a process that was stopped', async () => {
  owner = await startOwner();
  owner.child.kill('SIGSTOP');
  expect(await kill(owner)).toBe('SIGKILL');
  expect(await owner.ended).toBe('SIGKILL');
});

it('does not wait for the process of an execution that has ended', async () => {
  owner = await startOwner("process.on('SIGTERM', () => {})");
  expect(await kill(owner, { hasEnded: async () => true })).toBe('SIGTERM');
  expect(owner.child.exitCode ?? owner.child.signalCode).toBeNull();
});

it('has nothing to do for a process that is gone', async () => {
  owner = await startOwner();
  owner.child.kill('SIGKILL');
  await owner.ended;
  expect(await kill(owner)).toBeUndefined();
});

it('leaves a process alone that was given the number of one that is gone', async () => {
  owner = await startOwner();
  expect(await kill(owner, { owner: { ...identityOf(owner), pidStart: '1' } })).toBeUndefined();
  expect(owner.child.exitCode ?? owner.child.signalCode).toBeNull();
});

it('ends its wait when the person wants that', async () => {
  owner = await startOwner("process.on('SIGTERM', () => {})");
  await expect(kill(owner, { signal: AbortSignal.abort('SIGINT') })).rejects.toBe('SIGINT');
  expect(owner.child.exitCode ?? owner.child.signalCode).toBeNull();
});
