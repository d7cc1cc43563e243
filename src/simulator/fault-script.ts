// The faults that the simulator can be told to play, as data: a script is printed by a failing test and replayed from it.

import type { PlatformRoute } from '../league/routing.ts';
import type { MethodId } from './limits.ts';
import type { OddKind } from './odd-kinds.ts';

/** A span with both ends inclusive; an end that is left out is open. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/** An answer in place of the right one. 5xx consume quota; 401, 403 and 5xx carry no limit headers. */
interface StatusFault {
  readonly kind: 'status';
  readonly status: number;
  /** Default: HTML for 502 and 504, else Riot's error body. */
  readonly body?: 'json' | 'html' | 'empty';
  readonly message?: string;
}

/** A 429 of the service behind the edge; without `retryAfter` it has neither that header nor a type. */
interface ServiceLimitFault {
  readonly kind: 'service-limit';
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A 429 of the type `server`. */
interface ServerLimitFault {
  readonly kind: 'server-limit';
  /** Seconds. */
  readonly retryAfter: number;
}

/** How Retry-After of an application or method 429 is wrong: rounded down, one second more, or not there. */
interface RetryAfterFault {
  readonly kind: 'retry-after';
  readonly as: 'floor' | 'one-more' | 'missing';
}

/** 403 for everything. */
interface KeyExpiredFault {
  readonly kind: 'key-expired';
}

/** 403 for an application that drew `after` application or method 429s within `minutes`; each ban is twice as long as the last. */
interface BlacklistFault {
  readonly kind: 'blacklist';
  readonly after: number;
  readonly minutes: number;
  readonly banMinutes: number;
}

/** One-way, so a round trip takes twice that. A span is rolled per request. */
interface LatencyFault {
  readonly kind: 'latency';
  readonly ms: number | { readonly from: number; readonly to: number };
}

/** Other limits than the profile's, in Riot's notation: `20:1,100:120`. Windows that go on keep their counts. */
interface LimitsFault {
  readonly kind: 'limits';
  readonly application?: string;
  readonly method?: string;
}

/** The buckets of the limit headers in any order. */
interface ShuffledBucketsFault {
  readonly kind: 'shuffled-buckets';
}

/** 400, as if the puuid in the path belonged to another application. */
interface ForeignPuuidFault {
  readonly kind: 'foreign-puuid';
}

/** 36-character UUIDs in place of all puuids in the answer. */
interface UuidPuuidsFault {
  readonly kind: 'uuid-puuids';
}

/** A parameter of the id list that is ignored, or that makes every list empty. */
interface BrokenFilterFault {
  readonly kind: 'broken-filter';
  readonly parameter: 'queue' | 'type' | 'startTime' | 'endTime';
  readonly effect: 'ignored' | 'empty';
}

/** Id lists as they were at a moment (epoch ms). */
interface FrozenListFault {
  readonly kind: 'frozen-list';
  readonly since: number;
}

/** Id lists that have lost everything but their newest games. */
interface ShrunkenListFault {
  readonly kind: 'shrunken-list';
  readonly keep: number;
}

/** Ids in the list of matches that are 404, one after each of the newest games. */
interface GhostIdsFault {
  readonly kind: 'ghost-ids';
  readonly count: number;
}

/** A match is listed at its end and 404 for so long; only one in so many, others are on time. */
interface LateMatchFault {
  readonly kind: 'late-match';
  readonly minutes: number;
  /** Default 1 = every game. */
  readonly oneIn?: number;
}

/** A match is absent from the lists for so long after its end; only one in so many, so that newer ones come first. */
interface LateListFault {
  readonly kind: 'late-list';
  readonly minutes: number;
  /** Default 1 = every game. */
  readonly oneIn?: number;
}

/** The first half of the body. */
interface CutBodyFault {
  readonly kind: 'cut-body';
}

/** Another value at a path of the body (`info.participants.0.kills`, `*` = every item); default: one of another type. */
interface WrongTypeFault {
  readonly kind: 'wrong-type';
  readonly path: string;
  readonly value?: unknown;
}

/** A body without what is at the path. */
interface MissingFieldFault {
  readonly kind: 'missing-field';
  readonly path: string;
}

/** A fact about the world: from a moment (epoch ms) on a player has another Riot ID. */
export interface RenameFault {
  readonly kind: 'rename';
  /** A puuid, or the place in the list of /__truth (from 0). */
  readonly player: string | number;
  readonly since: number;
  readonly gameName: string;
  readonly tagLine: string;
}

/** A fact about the world: from a moment (epoch ms) on a player lives on another platform. */
export interface TransferFault {
  readonly kind: 'transfer';
  /** A puuid, or the place in the list of /__truth (from 0). */
  readonly player: string | number;
  readonly since: number;
  readonly platform: PlatformRoute;
}

/** A fact about the world: so many odd games for each ranked solo game (0..1). */
export interface OddGamesFault {
  readonly kind: 'odd-games';
  readonly rate: number;
  /** Default: every kind. */
  readonly kinds?: readonly OddKind[];
}

export type WorldFault = RenameFault | TransferFault | OddGamesFault;

/** What happens to single requests. */
export type RequestFault =
  | StatusFault
  | ServiceLimitFault
  | ServerLimitFault
  | RetryAfterFault
  | KeyExpiredFault
  | BlacklistFault
  | LatencyFault
  | LimitsFault
  | ShuffledBucketsFault
  | ForeignPuuidFault
  | UuidPuuidsFault
  | BrokenFilterFault
  | FrozenListFault
  | ShrunkenListFault
  | GhostIdsFault
  | LateMatchFault
  | LateListFault
  | CutBodyFault
  | WrongTypeFault
  | MissingFieldFault;

export type Fault = RequestFault | WorldFault;
export type FaultKind = Fault['kind'];
export type RequestFaultKind = RequestFault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

/** Which requests a fault meets: all that fit every condition that is named. */
export interface FaultRule {
  /** A route: `euw1`, `europe`. */
  readonly route?: string;
  readonly method?: MethodId;
  /** A regular expression found in one of the path's variable parts: puuid, match id, name, tag. */
  readonly idPattern?: string;
  /** A key, in full. */
  readonly key?: string;
  /** Epoch ms of arrival. */
  readonly during?: Span;
  /** Counted from 1 among the requests that fit all the conditions above: one of them, or a span. */
  readonly at?: number | Span;
  readonly fault: RequestFault;
}

/** World facts take no condition. */
export interface WorldFaultRule {
  readonly fault: WorldFault;
}

export type FaultScript = readonly (FaultRule | WorldFaultRule)[];
