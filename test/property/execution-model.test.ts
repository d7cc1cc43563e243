// Whatever owners do, and whatever happens to them and to the clock: the engine's promises hold in the file.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LeaseLostError } from '../../src/store/errors.ts';
import type { Commit } from '../../src/store/records.ts';
import { ExecutionWorld, type Job, SLOT_MS } from './execution-world.ts';

type Act = (world: ExecutionWorld) => Promise<void>;

/** A command of the model: what it does, and that everything holds afterwards. */
class Command implements fc.AsyncCommand<object, ExecutionWorld> {
  readonly #name: string;
  readonly #act: Act;

  constructor(name: string, act: Act) {
    this.#name = name;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, world: ExecutionWorld): Promise<void> {
    await this.#act(world);
    await world.check();
  }

  toString(): string {
    return this.#name;
  }
}

const job = fc.constantFrom<Job>('updater', 'analyzer');
/** Mostly the newest owners. */
const index = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(9) });

const command = <Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  act: (world: ExecutionWorld, value: Value) => Promise<void>,
) => values.map((value) => new Command(`${name}(${JSON.stringify(value)})`, (world) => act(world, value)));

/** The lease of somebody who can act: alive, or unseen by the others. */
function leaseOf(world: ExecutionWorld, place: number) {
  const owner = world.owner(place);
  return owner?.state === 'dead' ? undefined : owner?.lease;
}

const tick = command('tick', job, (world, name) => world.tick(name));
const finish = command(
  'finish',
  fc.record({ place: index, isGood: fc.boolean() }),
  async (world, { place, isGood }) => {
    const lease = leaseOf(world, place);
    if (!lease) return;
    const end = isGood
      ? ({ status: 'SUCCESS', reason: 'completed' } as const)
      : ({ status: 'FAILED', reason: 'error' } as const);
    await world.store.executions.finish({ lease, ...end, log: {}, lines: [], counters: {}, now: world.now });
  },
);
const timePasses = command('time passes', fc.integer({ min: 1, max: 5 * SLOT_MS }), async (world, ms) => {
  world.now += ms;
});

/** The course of a normal day. */
const often = [tick, finish, timePasses, tick, finish, timePasses];

const commands = [
  command('claim', job, (world, name) => world.claim(name)),
  command('queue', job, (world, name) => world.claim(name, { isQueued: true })),
  command('beat', index, async (world, place) => {
    const lease = leaseOf(world, place);
    if (lease) await world.store.executions.beat(lease, { now: world.now, leaseMs: 120_000 });
  }),
  command('commit', index, async (world, place) => {
    const lease = leaseOf(world, place);
    if (!lease) return;
    const commit: Commit = { lease, now: world.now, counters: { apiRequests: 1, matchesFetched: 2 } };
    const write = world.store.matches.awaitMatches(commit, { puuid: 'nobody', ids: [] });
    await write.catch((error: unknown) => expect(error).toBeInstanceOf(LeaseLostError));
  }),
  command('leave', index, async (world, place) => {
    const lease = leaseOf(world, place);
    if (lease) await world.store.executions.leaveQueue(lease, { detail: 'tired', now: world.now });
  }),
  command('crash', index, async (world, place) => {
    const owner = world.owner(place);
    if (owner) owner.state = 'dead';
  }),
  command('vanish', index, async (world, place) => {
    const owner = world.owner(place);
    if (owner?.state === 'alive') owner.state = 'unknown';
  }),
  command('recover', fc.constant(undefined), async (world) => {
    await world.store.executions.recover(world);
  }),
  command('steal', index, async (world, place) => {
    const [running] = await world.store.executions.list({ status: 'RUNNING', limit: 1 });
    const ended = { reason: 'timeout', detail: 'killed', now: world.now } as const;
    if (running && place % 2 === 0) await world.store.executions.abandon(running, ended);
  }),
  command('cancel', index, async (world, place) => {
    const lease = world.owner(place)?.lease;
    if (lease) await world.store.executions.requestCancel(lease.executionId, world.now);
  }),
  command('prune', fc.nat(3), async (world, keepLast) => {
    const before = world.now - 10 * SLOT_MS;
    const all = { executionsBefore: before, failedBefore: before, linesBefore: before, eventsBefore: before };
    await world.store.executions.prune({ ...all, keepLast });
  }),
  command('clock jumps', fc.integer({ min: -25, max: 300 }), async (world, minutes) => {
    world.jump(minutes * 60_000);
  }),
];

it('one running execution per job, ends that stay, counters that only grow, and an end for every slot', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([...commands, ...often], { maxCommands: 60, size: 'max' }), async (sequence) => {
      const world = new ExecutionWorld();
      const job = await world.store.executions.findJob('analyzer');
      if (job) await world.store.executions.changeJob({ was: job, set: { schedule: '60' }, now: world.now });
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: world }), sequence);
      } finally {
        await world.store.close();
      }
    }),
    { numRuns: 30 },
  );
});
