// A job, its executions and what was recorded, in memory: claims compare and set as the store does.

import { expect } from 'vitest';
import { planStart, type StartPlan } from '../../src/jobs/due.ts';
import { calendarOf } from '../../src/jobs/slots.ts';
import type { PassedSlots, SlotStep } from '../../src/store/executions-store.ts';
import type { CatchupPolicy, Execution, JobConfiguration } from '../../src/store/records.ts';
import { executionRow, jobRow } from '../unit/jobs-rows.ts';

export type PlanStep =
  | {
      readonly kind: 'tick' | 'wait for the slot' | 'runs take' | 'downtime' | 'clock' | 'run by hand';
      readonly ms: number;
    }
  | { readonly kind: 'owner dies' | 'resume' }
  | { readonly kind: 'policy'; readonly to: CatchupPolicy }
  | { readonly kind: 'window'; readonly seconds: number | null }
  | { readonly kind: 'pause'; readonly ms: number | null };

interface PlannedJob {
  readonly schedule: string;
  readonly timezone: string;
  readonly now: number;
}

export class PlannedWorld {
  now: number;
  /** No clock is set back by more than this, in ms, in one go or in several. */
  readonly #mostBack: number;
  readonly executed: number[] = [];
  #job: JobConfiguration;
  #begin: number;
  #latest: number;
  readonly #executions: Execution[] = [];
  #running: { readonly id: string; endsAt: number } | undefined;
  #runMs = 1000;
  readonly #passed: PassedSlots[] = [];
  /** Slots that do not count, because the job was paused. */
  readonly #left: { readonly after: number; readonly upTo: number }[] = [];

  constructor({ now, ...job }: PlannedJob, mostBack: number) {
    this.#mostBack = mostBack;
    this.now = now;
    this.#begin = now;
    this.#latest = now;
    this.#job = jobRow({ ...job, scheduledFrom: now });
  }

  take(step: PlanStep): void {
    if (step.kind === 'policy') this.#job = { ...this.#job, catchupPolicy: step.to };
    else if (step.kind === 'window') this.#job = { ...this.#job, catchupWindowS: step.seconds };
    else if (step.kind === 'pause') this.#pause(step.ms);
    else if (step.kind === 'resume') this.#resume();
    else if ('ms' in step) this.#pass(step.kind, step.ms);
    else this.#die();
  }

  /** Every slot that was executed, skipped or missed, in the order in which that was decided. */
  listRecorded(): number[] {
    expect(this.executed).toEqual(this.executed.toSorted((a, b) => a - b));
    const { next } = calendarOf(this.#job);
    const ranges = this.#passed.flatMap(({ firstSlot, lastSlot, slots }) => {
      const found: number[] = [];
      for (let at: number | undefined = firstSlot; at !== undefined && at <= lastSlot; at = next(at)) found.push(at);
      expect(found).toHaveLength(slots);
      expect(found.at(-1)).toBe(lastSlot);
      return found;
    });
    return [...this.executed, ...ranges].toSorted((a, b) => a - b);
  }

  listExpected(): number[] {
    const { next } = calendarOf(this.#job);
    const upTo = this.#job.lastScheduledFor ?? Number.NEGATIVE_INFINITY;
    const found: number[] = [];
    for (let at = next(this.#begin); at !== undefined && at <= upTo; at = next(at)) found.push(at);
    return found.filter((slot) => !this.#left.some(({ after, upTo: end }) => slot > after && slot <= end));
  }

  #pass(kind: PlanStep['kind'], ms: number): void {
    if (kind === 'runs take') {
      this.#runMs = ms;
      return;
    }
    if (kind === 'clock') {
      this.#setClock(this.now + ms);
      return;
    }
    if (kind === 'wait for the slot') this.now = Math.max(this.now, (this.#plan().nextAt ?? this.now) + ms);
    else this.now += ms;
    this.#end();
    if (kind === 'run by hand') this.#claim(undefined);
    else if (kind !== 'downtime') this.#tick();
  }

  #setClock(to: number): void {
    this.#latest = Math.max(this.#latest, this.now);
    const now = Math.max(to, this.#latest - this.#mostBack);
    if (this.#running) this.#running.endsAt += now - this.now;
    this.now = now;
  }

  #plan(): StartPlan {
    return planStart({ job: this.#job, last: this.#newest(), now: this.now });
  }

  #newest(): Execution | undefined {
    return this.#executions.toSorted((a, b) => b.startedAt - a.startedAt)[0];
  }

  /** Two loops that look at the same moment: one of them gets the slot. */
  #tick(): void {
    const plan = this.#plan();
    if (plan.nextAt !== undefined) expect(plan.nextAt).toBeGreaterThan(this.now);
    const results = [plan, plan].map((one) => (one.start ? this.#claim(one) : this.#move(one)));
    expect(results.filter(Boolean).length).toBeLessThanOrEqual(1);
    this.#checkNext();
  }

  /** Where nothing is left to judge, a look at the next slot's moment starts it. */
  #checkNext(): void {
    const { start, step, nextAt } = this.#plan();
    const last = this.#newest();
    const isQuiet = !this.#running && (last?.completedAt ?? 0) <= this.now;
    if (start || step || nextAt === undefined || !isQuiet) return;
    const then = planStart({ job: this.#job, last, now: nextAt });
    expect(then).toMatchObject({
      start: { scheduledFor: nextAt, trigger: 'schedule' },
      step: { to: nextAt, passed: [] },
    });
  }

  #move({ step }: StartPlan): boolean {
    if (!step || step.from !== this.#job.lastScheduledFor) return false;
    this.#leave(step);
    this.#job = { ...this.#job, lastScheduledFor: step.to };
    this.#passed.push(...step.passed);
    return true;
  }

  /** undefined = by hand. */
  #claim(plan: StartPlan | undefined): boolean {
    if (this.#running || (plan && !this.#move(plan))) return false;
    if (plan?.start) this.executed.push(plan.start.scheduledFor);
    const id = `execution ${this.#executions.length}`;
    const times = { startedAt: this.now, heartbeatAt: this.now, completedAt: null };
    this.#executions.push(executionRow({ id, status: 'RUNNING', reason: null, ...times }));
    this.#running = { id, endsAt: this.now + this.#runMs };
    return true;
  }

  #end(): void {
    if (!this.#running || this.#running.endsAt > this.now) return;
    this.#finish({ status: 'SUCCESS', reason: 'completed', completedAt: this.#running.endsAt });
  }

  #die(): void {
    this.#finish({ status: 'FAILED', reason: 'abandoned', completedAt: this.now });
  }

  #finish(how: Partial<Execution>): void {
    const index = this.#executions.findIndex(({ id }) => id === this.#running?.id);
    const running = this.#executions[index];
    if (running) this.#executions[index] = { ...running, ...how };
    this.#running = undefined;
  }

  #pause(ms: number | null): void {
    this.#job = { ...this.#job, pauseReason: 'by hand', pausedUntil: ms === null ? null : this.now + ms };
  }

  /** Neither a slot before the schedule was set or the job resumed, nor one before the end of a pause. */
  #leave({ from }: SlotStep): void {
    const { scheduledFrom, pauseReason, pausedUntil } = this.#job;
    const upTo = Math.max(scheduledFrom ?? 0, pauseReason === null ? 0 : (pausedUntil ?? 0));
    if (from === null) this.#begin = upTo;
    else this.#left.push({ after: from, upTo });
  }

  #resume(): void {
    this.#job = { ...this.#job, pauseReason: null, pausedUntil: null, scheduledFrom: this.now };
  }
}
