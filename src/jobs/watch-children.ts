// The processes that a watch loop has started: one per job at most, and each ends in the end.

import type { Clock } from '../clock.ts';
import type { JobName } from './index.ts';
import type { ChildEnd, WatchEvent } from './watch-events.ts';

/** A process of an execution, in a process group of its own. */
export interface Child {
  /** undefined: it could not be started, and has ended. */
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Asks for an orderly end; asked again, nothing more happens: a second signal would cut the end short. */
  stop(): void;
  kill(): void;
}

export interface Member {
  readonly jobName: JobName;
  readonly child: Child;
  /** Epoch ms. */
  readonly startedAt: number;
  /** `lastScheduledFor` of the job when it was started. */
  readonly from: number | null;
  /** Set when the process has ended. */
  end: ChildEnd | undefined;
  tookMs: number;
  wasOverdue: boolean;
}

export interface ChildStart {
  readonly jobName: JobName;
  readonly from: number | null;
  /** The time limit that the execution itself keeps to. */
  readonly timeoutMs: number;
}

export interface Crew {
  start(start: ChildStart): Member;
  find(jobName: JobName): Member | undefined;
  listEnded(): Member[];
  dismiss(member: Member): void;
  running(): JobName[];
  /** Resolves when the last one has ended. */
  allEnded(): Promise<void>;
  /** Asks all of them to end, and kills those that do not. */
  stop(): Promise<void>;
}

interface CrewPorts {
  readonly clock: Clock;
  startChild(jobName: JobName): Child;
  tell(event: WatchEvent): void;
  /** Called when a process has ended. */
  onEnd(): void;
}

/** The soft end of an execution takes 15 s at most; as much again for the start and the end of its process. */
const GRACE_MS = 30_000;
const KILL_AFTER_MS = 10_000;

export function createCrew(ports: CrewPorts): Crew {
  const members = new Map<JobName, { readonly member: Member; readonly done: Promise<void>; ended: AbortController }>();
  const living = () => [...members.values()].filter(({ member }) => member.end === undefined);
  const allEnded = async () => void (await Promise.all(living().map(({ done }) => done)));
  return {
    start: (start) => {
      const member = begin(ports, start);
      const ended = new AbortController();
      const begunAt = ports.clock.monotonic();
      const done = member.child.ended.then((end) => {
        member.end = end;
        member.tookMs = ports.clock.monotonic() - begunAt;
        ended.abort();
        ports.onEnd();
      });
      members.set(start.jobName, { member, done, ended });
      void endOverdue(ports, member, { afterMs: start.timeoutMs + GRACE_MS, ended: ended.signal });
      return member;
    },
    find: (jobName) => members.get(jobName)?.member,
    listEnded: () => [...members.values()].map(({ member }) => member).filter(({ end }) => end !== undefined),
    dismiss: ({ jobName }) => void members.delete(jobName),
    running: () => living().map(({ member }) => member.jobName),
    allEnded,
    stop: async () => {
      for (const { member, ended } of living()) {
        member.child.stop();
        void killLater(ports, member, { afterMs: GRACE_MS, ended: ended.signal });
      }
      await allEnded();
    },
  };
}

function begin({ clock, startChild }: CrewPorts, { jobName, from }: ChildStart): Member {
  const child = startChild(jobName);
  return { jobName, child, from, startedAt: clock.now(), end: undefined, tookMs: 0, wasOverdue: false };
}

interface Deadline {
  readonly afterMs: number;
  /** Aborted when the process has ended. */
  readonly ended: AbortSignal;
}

/** On a timer, not on the clock: time in which the machine was suspended does not count. */
async function endOverdue(ports: CrewPorts, member: Member, { afterMs, ended }: Deadline): Promise<void> {
  if (!(await passes(ports.clock, { afterMs, ended }))) return;
  const { jobName, child } = member;
  member.wasOverdue = true;
  ports.tell({ kind: 'overdue', jobName, pid: child.pid, isKilled: false });
  child.stop();
  await killLater(ports, member, { afterMs: KILL_AFTER_MS, ended });
}

async function killLater(ports: CrewPorts, { jobName, child }: Member, deadline: Deadline): Promise<void> {
  if (!(await passes(ports.clock, deadline))) return;
  ports.tell({ kind: 'overdue', jobName, pid: child.pid, isKilled: true });
  child.kill();
}

/** false: it ended before. */
async function passes(clock: Clock, { afterMs, ended }: Deadline): Promise<boolean> {
  return clock.sleep(afterMs, ended).then(
    () => true,
    () => false,
  );
}
