// One look at the clock and the database: what has ended is told, what has passed is passed, what is due is started.

import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Processes, ProcessIdentity } from '../processes.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import type { Execution, JobConfiguration } from '../store/records.ts';
import { parseAnalyzerConfig, parseCheckConfig, parseUpdaterConfig } from './config.ts';
import { planStart, type StartPlan } from './due.ts';
import type { JobName } from './index.ts';
import type { Crew, Member } from './watch-children.ts';
import { startDelay } from './watch-delay.ts';
import type { WatchEvent } from './watch-events.ts';

export interface TickPorts {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly crew: Crew;
  readonly memory: Memory;
  tell(event: WatchEvent): void;
  onGone(executions: readonly Execution[]): void;
}

/** When there is something to do for a job again. */
export interface Appointment {
  readonly jobName: JobName;
  /** Epoch ms; Infinity: nothing is known. */
  readonly at: number;
  /** It is due, and its start waits for this time. */
  readonly isHeld: boolean;
}

/** What a loop keeps from one tick to the next. All else is read anew, so that an edit needs no restart. */
export interface Memory {
  readonly jobNames: readonly JobName[];
  /** When the place of the schedule that begins at `from` may be served. */
  readonly holds: Map<JobName, { readonly from: number | null; readonly at: number }>;
  /** What was told last, so that nothing is told twice. */
  readonly toldNext: Map<JobName, number | undefined>;
  readonly toldProblems: Map<JobName, string>;
  /** undefined before the first tick. */
  lastEventId: number | undefined;
}

export function createMemory(jobNames: readonly JobName[]): Memory {
  return { jobNames, holds: new Map(), toldNext: new Map(), toldProblems: new Map(), lastEventId: undefined };
}

/** A process that ended without a step along the schedule would otherwise be started again at once, for ever. */
const AGAIN_MS = 30_000;

/** More than happens between two ticks. */
const EVENTS = 100;

const parsers: Record<JobName, (text: string, overrides: object) => { readonly timeout_seconds: number }> = {
  updater: (text) => parseUpdaterConfig(text, {}),
  analyzer: (text) => parseAnalyzerConfig(text, {}),
  check: (text) => parseCheckConfig(text, {}),
};

/** Starts what is due of `jobNames`. */
export async function tick(
  ports: TickPorts,
  executions: ExecutionsStore,
  jobNames = ports.memory.jobNames,
): Promise<Appointment[]> {
  await settle(ports, executions);
  const looks = await readLooks(ports, executions, jobNames);
  const appointments: Appointment[] = [];
  for (const look of looks) appointments.push(await consider(ports, executions, look));
  await tellRecorded(ports, executions);
  return appointments;
}

/** Processes that have ended: their executions are told, and ended where they could not do it themselves. */
export async function settle(ports: TickPorts, executions: ExecutionsStore): Promise<void> {
  ports.memory.lastEventId ??= (await executions.listEvents({ limit: 1 }))[0]?.id ?? 0;
  for (const member of ports.crew.listEnded()) {
    tellEnded(ports, member, await readEnded(ports, executions, member));
  }
}

export function tellEnded({ crew, memory, clock, tell }: TickPorts, member: Member, execution?: Execution): void {
  const { jobName, child, end, tookMs, wasOverdue, from } = member;
  if (end === undefined) return;
  crew.dismiss(member);
  memory.holds.set(jobName, { from, at: clock.now() + AGAIN_MS });
  tell({ kind: 'ended', jobName, pid: child.pid, end, tookMs, wasOverdue, execution });
}

async function readEnded(
  { clock, processes, onGone }: TickPorts,
  executions: ExecutionsStore,
  member: Member,
): Promise<Execution | undefined> {
  const find = () => findExecution(executions, member, processes.self());
  const execution = await find();
  if (execution?.status !== 'RUNNING' || processes.stateOf(execution) !== 'dead') return execution;
  const detail = `its process ${execution.pid} ended with ${member.end?.signalName ?? member.end?.exitCode}`;
  const reason = reasonOf(member, execution);
  if (await executions.abandon(execution, { reason, detail, now: clock.now() })) onGone([execution]);
  return find();
}

/** Somebody who wants an execution to end may have killed its process. */
function reasonOf({ wasOverdue }: Member, { cancelRequestedAt }: Execution): 'timeout' | 'cancelled' | 'abandoned' {
  if (wasOverdue) return 'timeout';
  return cancelRequestedAt === null ? 'abandoned' : 'cancelled';
}

/** Numbers of processes are unique within one container of one machine. */
async function findExecution(
  executions: ExecutionsStore,
  { jobName, child, startedAt }: Member,
  self: ProcessIdentity,
): Promise<Execution | undefined> {
  const newest = await executions.list({ jobName, since: startedAt, limit: EVENTS });
  return newest.find(
    ({ pid, host, bootId, pidNamespace }) =>
      pid === child.pid && host === self.host && bootId === self.bootId && pidNamespace === self.pidNamespace,
  );
}

interface Look {
  readonly jobName: JobName;
  readonly job: JobConfiguration;
  readonly last: Execution | undefined;
}

async function readLooks(ports: TickPorts, executions: ExecutionsStore, jobNames: readonly JobName[]): Promise<Look[]> {
  const looks = await listLooks(executions, jobNames);
  const isOthers = ({ jobName, last }: Look) => last?.completedAt === null && !ports.crew.find(jobName);
  if (!looks.some(isOthers)) return looks;
  const { clock, processes } = ports;
  const stateOf = (owner: Parameters<Processes['stateOf']>[0]) => processes.stateOf(owner);
  const recovered = await executions.recover({ stateOf, now: clock.now() });
  if (recovered.length === 0) return looks;
  ports.onGone(recovered);
  return listLooks(executions, jobNames);
}

async function listLooks(executions: ExecutionsStore, jobNames: readonly JobName[]): Promise<Look[]> {
  const jobs = await executions.listJobs();
  const looks: Look[] = [];
  for (const jobName of jobNames) {
    const job = jobs.find(({ name }) => name === jobName);
    const [last] = await executions.list({ jobName, limit: 1 });
    if (job) looks.push({ jobName, job, last });
  }
  return looks;
}

const unknown = { at: Number.POSITIVE_INFINITY, isHeld: false };

async function consider(ports: TickPorts, executions: ExecutionsStore, look: Look): Promise<Appointment> {
  const { jobName } = look;
  if (ports.crew.find(jobName)) return { jobName, ...unknown };
  const plan = readPlan(ports, look);
  if (plan === undefined) return { jobName, ...unknown };
  const { start, step, nextAt } = plan;
  if (start) return begin(ports, look, { ...plan, start });
  if (step) await executions.passSlots(jobName, step, ports.clock.now());
  tellNext(ports, jobName, nextAt === undefined ? undefined : nextAt + delayOf(ports, look.job, nextAt));
  return { jobName, at: nextAt ?? unknown.at, isHeld: false };
}

interface Plan extends StartPlan {
  readonly timeoutMs: number;
}

/** undefined: it cannot be planned; the other job is none the worse for it. */
function readPlan({ clock, memory, tell }: TickPorts, { jobName, job, last }: Look): Plan | undefined {
  try {
    const { timeout_seconds } = parsers[jobName](job.configJson, {});
    const plan = planStart({ job, last, now: clock.now() });
    memory.toldProblems.delete(jobName);
    return { ...plan, timeoutMs: timeout_seconds * 1000 };
  } catch (error) {
    const problem = messageOf(error);
    if (memory.toldProblems.get(jobName) !== problem) tell({ kind: 'unfit', jobName, problem });
    memory.toldProblems.set(jobName, problem);
    return undefined;
  }
}

type DuePlan = Plan & { readonly start: NonNullable<Plan['start']> };

/** Starts the job, or gives the time at which it may be started. */
function begin(ports: TickPorts, look: Look, plan: DuePlan): Appointment {
  const { crew, memory, tell } = ports;
  const { jobName, job } = look;
  const at = heldUntil(ports, look, oldestUnserved(plan));
  if (at > ports.clock.now()) {
    tellNext(ports, jobName, at);
    return { jobName, at, isHeld: true };
  }
  const { child } = crew.start({ jobName, from: job.lastScheduledFor, timeoutMs: plan.timeoutMs });
  memory.toldNext.delete(jobName);
  tell({ kind: 'started', jobName, pid: child.pid, ...plan.start });
  return { jobName, ...unknown };
}

/** The same for all loops until somebody serves it, also where each one lives for a moment only. */
function oldestUnserved({ start, step }: DuePlan): number {
  return step?.passed.find(({ kind }) => kind === 'missed')?.firstSlot ?? start.scheduledFor;
}

/** After a clock was set back the old time would be far away. */
function heldUntil(ports: TickPorts, { jobName, job }: Look, slot: number): number {
  const { clock, memory } = ports;
  const hold = memory.holds.get(jobName);
  const from = job.lastScheduledFor;
  const wanted = hold?.from === from ? hold.at : slot + delayOf(ports, job, slot);
  const at = Math.min(wanted, clock.now() + job.jitterS * 1000 + AGAIN_MS);
  memory.holds.set(jobName, { from, at });
  return at;
}

function delayOf({ processes }: TickPorts, { name, jitterS }: JobConfiguration, slot: number): number {
  return startDelay({ host: processes.self().host, jobName: name, slot }, jitterS);
}

function tellNext({ memory, tell }: TickPorts, jobName: JobName, at: number | undefined): void {
  if (memory.toldNext.has(jobName) && memory.toldNext.get(jobName) === at) return;
  memory.toldNext.set(jobName, at);
  tell({ kind: 'next', jobName, at });
}

/** Also what other processes have recorded: the pause after refused keys, for one. */
async function tellRecorded({ memory, tell }: TickPorts, executions: ExecutionsStore): Promise<void> {
  const newest = await executions.listEvents({ limit: EVENTS });
  const isNew = ({ id }: { readonly id: number }) => id > (memory.lastEventId ?? 0);
  for (const event of newest.filter(isNew).toReversed()) {
    if (memory.jobNames.some((name) => name === event.jobName)) tell({ kind: 'recorded', event });
  }
  memory.lastEventId = Math.max(memory.lastEventId ?? 0, newest[0]?.id ?? 0);
}
