// The engine as a few owners see it who come, go, stand still and die: what they do to a real file, and what must hold.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { planStart } from '../../src/jobs/due.ts';
import type { OwnerState, ProcessIdentity } from '../../src/processes.ts';
import type { SlotStep } from '../../src/store/executions-store.ts';
import { openStore } from '../../src/store/open.ts';
import { counterNames, type Execution, type JobEvent, type Lease } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';

const STARTED_AT = 1_790_000_000_000;
export const SLOT_MS = 60_000;
const LEASE_MS = 120_000;
const LARGEST_CORRECTION_MS = 25 * 60_000;
const JOBS = ['updater', 'analyzer'] as const;
export type Job = (typeof JOBS)[number];

interface Owner {
  state: OwnerState;
  lease: Lease | undefined;
}

/** Everything that was ever seen of the file. */
interface Seen {
  readonly ended: Map<string, Execution>;
  readonly counters: Map<string, number>;
  readonly slots: Map<Job, Map<number, string>>;
  readonly events: Set<number>;
}

export class ExecutionWorld {
  readonly store: Store;
  readonly owners = new Map<number, Owner>();
  readonly #seen: Seen = {
    ended: new Map(),
    counters: new Map(),
    slots: new Map(JOBS.map((job) => [job, new Map()])),
    events: new Set(),
  };
  now = STARTED_AT;
  #latest = STARTED_AT;
  #ids = 0;

  constructor() {
    const path = join(mkdtempSync(join(tmpdir(), 'riotjobs-model-')), 'model.db');
    this.store = openStore({ path, migrations: join(import.meta.dirname, '../../drizzle/sqlite'), create: true }).store;
  }

  /** The state of a process as everybody sees it, by its PID. */
  readonly stateOf = ({ pid }: ProcessIdentity): OwnerState => this.owners.get(pid)?.state ?? 'dead';

  /** A clock that is put back further than half an hour was wrong before, and slots are counted anew. */
  jump(ms: number): void {
    this.now = Math.max(this.now + ms, this.#latest - LARGEST_CORRECTION_MS);
    this.#latest = Math.max(this.#latest, this.now);
  }

  newOwner(): number {
    this.#ids += 1;
    this.owners.set(this.#ids, { state: 'alive', lease: undefined });
    return this.#ids;
  }

  /** 0 = the newest of those who ever held or awaited something. */
  owner(index: number): Owner | undefined {
    return [...this.owners.values()].filter(({ lease }) => lease !== undefined).at(-1 - index);
  }

  async claim(job: Job, rest: { readonly step?: SlotStep; readonly isQueued?: boolean } = {}): Promise<void> {
    const pid = this.newOwner();
    const id = String(pid).padStart(12, '0');
    const lease = { executionId: `0199f000-0000-7000-8000-${id}`, token: `token-${pid}` };
    const claimed = await this.store.executions.claim({
      ...rest,
      ...lease,
      jobName: job,
      trigger: rest.step ? 'schedule' : 'manual',
      params: {},
      owner: { host: 'here', bootId: 'boot', pidNamespace: 'ns', pid, pidStart: '1' },
      cliVersion: 'test',
      now: this.now,
      leaseMs: LEASE_MS,
      stateOf: this.stateOf,
    });
    if (claimed.kind === 'claimed' || rest.isQueued) this.owners.set(pid, { state: 'alive', lease });
  }

  /** As the loop does it for a job: what passed is put on record, what is due is started. */
  async tick(job: Job): Promise<void> {
    const { executions } = this.store;
    const configuration = await executions.findJob(job);
    if (!configuration) throw new Error('the job is gone');
    const [last] = await executions.list({ jobName: job, limit: 1 });
    const { start, step } = planStart({ job: configuration, last, now: this.now });
    if (start && step) await this.claim(job, { step });
    else if (step) await executions.passSlots(job, step, this.now);
  }

  async check(): Promise<void> {
    const rows = await this.store.executions.list({ limit: 10_000 });
    for (const job of JOBS) {
      expect(rows.filter(({ jobName, status }) => jobName === job && status === 'RUNNING').length).toBeLessThanOrEqual(
        1,
      );
    }
    for (const row of rows) this.#checkRow(row);
    await this.#checkSlots(rows);
  }

  #checkRow(row: Execution): void {
    const { ended, counters } = this.#seen;
    const before = ended.get(row.id);
    if (before) expect(row).toEqual(before);
    if (row.status === 'SUCCESS' || row.status === 'FAILED') ended.set(row.id, row);
    if (row.status === 'RUNNING') expect(row.leaseToken.length * row.heartbeatAt).toBeGreaterThan(0);
    for (const name of counterNames) {
      const count = name === 'apiRequests' ? row.apiRequestsMade : row[name];
      expect(count).toBeGreaterThanOrEqual(counters.get(`${row.id} ${name}`) ?? 0);
      counters.set(`${row.id} ${name}`, count);
    }
  }

  /** Every slot from the first one on has exactly one end: an execution, or an event that says what became of it. */
  async #checkSlots(rows: readonly Execution[]): Promise<void> {
    for (const { jobName, scheduledFor, id } of rows) if (scheduledFor !== null) this.#end(jobName, [scheduledFor, id]);
    for (const event of await this.store.executions.listEvents({ limit: 10_000 })) this.#endAll(event);
    for (const job of JOBS) expectGapless([...(this.#seen.slots.get(job)?.keys() ?? [])]);
  }

  #endAll({ id, jobName, firstSlot, lastSlot, slots }: JobEvent): void {
    if (firstSlot === null || lastSlot === null || this.#seen.events.has(id)) return;
    this.#seen.events.add(id);
    expect((lastSlot - firstSlot) / SLOT_MS + 1).toBe(slots);
    for (let slot = firstSlot; slot <= lastSlot; slot += SLOT_MS) this.#end(jobName, [slot, `event ${id}`]);
  }

  #end(jobName: string, [slot, by]: readonly [number, string]): void {
    const slots = this.#seen.slots.get(jobName as Job);
    expect(slots?.get(slot) ?? by).toBe(by);
    slots?.set(slot, by);
  }
}

function expectGapless(slots: readonly number[]): void {
  const sorted = slots.toSorted((a, b) => a - b);
  expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index * SLOT_MS));
}
