// One look at a route: what has ended is closed, what is free is granted, and the rest is told how long it has to wait.

import type { GateAnswer, GateRequest } from './gate.ts';
import type { Change, GateMemory } from './gate-memory.ts';
import { closedAt, type Hold, holdOf } from './outlook.ts';
import { close, closeAbandoned, demanded, judged, leave, type RouteState, reserve } from './route-state.ts';
import type { Demand } from './shares.ts';

/** A request of another process is over after this long whatever became of it: the longest attempt, and slack. */
const ATTEMPT_MS = 15_000;

export interface Waiting {
  readonly id: string;
  readonly request: GateRequest;
}

export interface Ended {
  readonly id: string;
  readonly methodId: string;
  /** undefined: nobody waited for it; with status 0: none came. */
  readonly answer: GateAnswer | undefined;
  readonly receivedAt: number;
}

export interface PumpInput {
  readonly memory: Pick<GateMemory, 'owner' | 'isGone'>;
  readonly now: number;
  /** In order of arrival. */
  readonly waiting: readonly Waiting[];
  readonly ended: readonly Ended[];
}

export interface Pumped {
  /** Ids of the waiting, as in `held` and `broken`. */
  readonly granted: ReadonlySet<string>;
  readonly held: ReadonlyMap<string, Hold>;
  /** The method fails: when one may try again. */
  readonly broken: ReadonlyMap<string, number>;
  /** Others have requests under way whose answers may free what is held. */
  readonly hasForeign: boolean;
}

export function pump(before: RouteState, { memory, now, waiting, ended }: PumpInput): Change<Pumped> {
  const { owner } = memory;
  const isGone = goneIn(memory);
  let state = demanded(ended.reduce(end, before), owner, demandOf(waiting));
  const granted = new Set<string>();
  const held = new Map<string, Hold>();
  const broken = new Map<string, number>();
  /** Whatever holds one request holds all later ones of its kind. */
  const heldKinds = new Map<string, Hold>();
  for (const { id, request } of preferredFirst(waiting)) {
    const closed = closedAt(state, request, now);
    if (closed > now) {
      broken.set(id, closed);
      continue;
    }
    const kind = kindOf(request);
    let hold = heldKinds.get(kind) ?? holdOf(state, request, now);
    if (hold.until > now && !heldKinds.has(kind)) {
      state = closeAbandoned(state, { now, isGone });
      hold = holdOf(state, request, now);
    }
    if (hold.until > now) {
      heldKinds.set(kind, hold);
      held.set(id, hold);
    } else {
      state = reserve(state, request, { id, owner, now });
      granted.add(id);
    }
  }
  state = demanded(state, owner, demandOf(waiting.filter(({ id }) => held.has(id))));
  const hasForeign = Object.values(state.underWay).some((one) => one.owner !== owner || one.overAt !== undefined);
  const limited = ended.filter(({ answer }) => answer?.status === 429).length;
  return { state, result: { granted, held, broken, hasForeign }, sent: granted.size, limited };
}

function end(state: RouteState, { id, methodId, answer, receivedAt }: Ended): RouteState {
  if (answer === undefined) return leave(state, id, receivedAt);
  const { status } = answer;
  const left = status === 0 ? leave(state, id, receivedAt) : close(state, id, { answer, receivedAt });
  return judged(left, methodId, { status, now: receivedAt });
}

function kindOf({ methodId, share, asideId }: GateRequest): string {
  return `${methodId} ${share ?? ''} ${asideId ?? ''}`;
}

/** Within a class the order of arrival holds. */
function preferredFirst(waiting: readonly Waiting[]): readonly Waiting[] {
  const isPreferred = ({ request }: Waiting) => request.share !== undefined;
  return [...waiting.filter(isPreferred), ...waiting.filter((one) => !isPreferred(one))];
}

function demandOf(waiting: readonly Waiting[]): Demand | undefined {
  if (waiting.length === 0) return undefined;
  const shares = waiting.flatMap(({ request }) => request.share ?? []);
  return { share: shares.length === 0 ? undefined : Math.max(...shares), hasOthers: shares.length < waiting.length };
}

/** Whether another process is still there is asked once per look. */
function goneIn({ owner, isGone }: PumpInput['memory']) {
  const gone = new Map<string, boolean>();
  return (other: string, ageMs: number): boolean => {
    if (other === owner) return false;
    if (!gone.has(other)) gone.set(other, isGone(other));
    return gone.get(other) === true || ageMs > ATTEMPT_MS;
  };
}
