// What is known about one route: its scopes and the requests under way, whoever sent them. Pure; plain data.

import type { Route } from '../league/routing.ts';
import { type Breaker, failed, later as laterBreaker, tried } from './breaker.ts';
import type { RateLimitScope } from './errors.ts';
import type { GateAnswer } from './gate.ts';
import { limitedScope, limitsOf, retryAfterMs } from './limits.ts';
import { block, type Charge, charge, later, openScope, type Scope, settle, unknownScope } from './scope.ts';
import type { Demand, SetAside } from './shares.ts';

/** All instants are those of Clock.monotonic. */
export interface RouteState {
  readonly scopes: Readonly<Record<string, Scope>>;
  /** By the id of the reservation. */
  readonly underWay: Readonly<Record<string, UnderWay>>;
  /** By the process in which somebody waits. */
  readonly demands: Readonly<Record<string, Demand>>;
  /** By the method that fails. */
  readonly breakers: Readonly<Record<string, Breaker>>;
  /** By the id that its owner names with each request. */
  readonly aside: Readonly<Record<string, SetAside>>;
}

/** A request that was allowed and is not over. */
export interface UnderWay {
  /** The process that sent it, as the memory of the gate names it. */
  readonly owner: string;
  readonly sentAt: number;
  readonly methodId: string;
  /** Set when nobody waits for its answer: it cannot arrive later than this. */
  readonly overAt?: number;
  /** By the key of the scope. */
  readonly charges: Readonly<Record<string, Charge>>;
}

export interface Question {
  readonly route: Route;
  readonly methodId: string;
  readonly service: string;
  /** Guaranteed to the caller; undefined: it takes what is left. */
  readonly share?: number | undefined;
  /** What the caller has set aside before. */
  readonly asideId?: string | undefined;
}

export const emptyRoute: RouteState = { scopes: {}, underWay: {}, demands: {}, breakers: {}, aside: {} };

interface ScopeKey {
  readonly name: RateLimitScope;
  readonly key: string;
}

/** A request counts in all of them. */
export function scopeKeysOf({ methodId, service }: Question): readonly ScopeKey[] {
  return [
    { name: 'application', key: 'application' },
    { name: 'service', key: `service ${service}` },
    { name: 'method', key: `method ${methodId}` },
  ];
}

function nameOf(key: string): RateLimitScope {
  return (key.split(' ')[0] ?? 'application') as RateLimitScope;
}

export function scopeOf(state: RouteState, key: string): Scope {
  return state.scopes[key] ?? (nameOf(key) === 'service' ? openScope : unknownScope);
}

/** Those of the past are forgotten on the way. `undefined` lets go. */
export function setAside(
  state: RouteState,
  id: string,
  { aside, now }: { readonly aside: SetAside | undefined; readonly now: number },
): RouteState {
  const others = Object.entries(state.aside).filter(([other, { until }]) => other !== id && until > now);
  return { ...state, aside: Object.fromEntries(aside ? [...others, [id, aside]] : others) };
}

/** One of them is sent now. */
function taken(aside: RouteState['aside'], id: string | undefined): RouteState['aside'] {
  const own = id === undefined ? undefined : aside[id];
  if (id === undefined || own === undefined) return aside;
  return { ...aside, [id]: { ...own, count: Math.max(0, own.count - 1) } };
}

/** Says who waits in a process, or that nobody does. */
export function demanded(state: RouteState, owner: string, demand: Demand | undefined): RouteState {
  const before = state.demands[owner];
  if (before?.share === demand?.share && before?.hasOthers === demand?.hasOthers) return state;
  const { [owner]: _, ...others } = state.demands;
  return { ...state, demands: demand === undefined ? others : { ...others, [owner]: demand } };
}

export interface Reservation {
  readonly id: string;
  readonly owner: string;
  readonly now: number;
}

/** Books the request that is sent now. */
export function reserve(state: RouteState, question: Question, { id, owner, now }: Reservation): RouteState {
  const { methodId, share, asideId } = question;
  const sent = { now, isPreferred: share !== undefined };
  const booked = scopeKeysOf(question).map(({ key }) => ({ key, ...charge(scopeOf(state, key), sent) }));
  const scopes = Object.fromEntries(booked.map(({ key, scope }) => [key, scope]));
  const charges = Object.fromEntries(booked.map(({ key, charge: one }) => [key, one]));
  const breaker = state.breakers[methodId];
  return {
    ...state,
    scopes: { ...state.scopes, ...scopes },
    underWay: { ...state.underWay, [id]: { owner, methodId, sentAt: now, charges } },
    aside: taken(state.aside, asideId),
    breakers: breaker === undefined ? state.breakers : { ...state.breakers, [methodId]: tried(breaker, now) },
  };
}

/** The request is over: `answer` undefined when none came, also when nobody can tell any more. */
export function close(
  state: RouteState,
  id: string,
  { answer, receivedAt }: { readonly answer: GateAnswer | undefined; readonly receivedAt: number },
): RouteState {
  const { [id]: over, ...underWay } = state.underWay;
  if (over === undefined) return state;
  const settled = Object.entries(over.charges).map(([key, one]) => {
    const scope = scopeOf(state, key);
    return [key, learn(scope, one, { name: nameOf(key), answer, receivedAt })] as const;
  });
  return { ...state, scopes: { ...state.scopes, ...Object.fromEntries(settled) }, underWay };
}

/** What the outcome of a request, 0 for no answer at all, says about the health of its method. */
export function judged(
  state: RouteState,
  methodId: string,
  { status, now }: { status: number; now: number },
): RouteState {
  const { [methodId]: breaker, ...others } = state.breakers;
  if (status === 0 || status >= 500) {
    return { ...state, breakers: { ...others, [methodId]: failed(breaker, now) } };
  }
  // A 429 and a refused key say nothing about it.
  const isHealthy = status < 400 || status === 400 || status === 404;
  return breaker !== undefined && isHealthy ? { ...state, breakers: others } : state;
}

interface Learnt {
  readonly name: RateLimitScope;
  readonly answer: GateAnswer | undefined;
  readonly receivedAt: number;
}

function learn(scope: Scope, one: Charge, { name, answer, receivedAt }: Learnt): Scope {
  if (answer === undefined) return settle(scope, one, { receivedAt, limits: undefined, isConclusive: false });
  const { status, headers } = answer;
  const limits = name === 'service' ? undefined : limitsOf(headers)[name];
  const learnt = settle(scope, one, { receivedAt, limits, isConclusive: isConclusiveStatus(status) });
  const isMeant = status === 429 && limitedScope(headers) === name;
  return isMeant ? block(learnt, receivedAt, retryAfterMs(headers)) : learnt;
}

/** Refused keys, 429s of an overloaded service and the edge's own 5xx carry no limits even where there are some. */
function isConclusiveStatus(status: number): boolean {
  return (status >= 200 && status < 300) || status === 400 || status === 404;
}

/** How long a request may be on its way after its sender has stopped to wait: real ones arrive within 20-60 ms. */
export const WAY_MS = 1000;

/** Nobody waits for the answer any more, but the request may still arrive. */
export function leave(state: RouteState, id: string, now: number): RouteState {
  const left = state.underWay[id];
  if (left === undefined) return state;
  const overAt = Math.max(now, left.sentAt + WAY_MS);
  return { ...state, underWay: { ...state.underWay, [id]: { ...left, overAt } } };
}

/** Ids are those of their process, a dot and a number. */
export function ownerOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}

interface Look {
  readonly now: number;
  readonly isGone: (owner: string, ageMs: number) => boolean;
}

/** Closes what cannot arrive any more of those that nobody waits for, and of those whose sender `isGone`. */
export function closeAbandoned(state: RouteState, look: Look): RouteState {
  let rest = withoutGone(state, look);
  for (const [id, one] of Object.entries(state.underWay)) {
    const overAt = one.overAt ?? one.sentAt + WAY_MS;
    const isOver = overAt <= look.now && (one.overAt !== undefined || look.isGone(one.owner, look.now - one.sentAt));
    if (isOver) rest = close(rest, id, { answer: undefined, receivedAt: overAt });
  }
  return rest;
}

/** Who is gone waits for nothing and needs nothing that was set aside. */
function withoutGone(state: RouteState, { now, isGone }: Look): RouteState {
  let rest = state;
  for (const owner of Object.keys(state.demands)) {
    if (isGone(owner, 0)) rest = demanded(rest, owner, undefined);
  }
  for (const id of Object.keys(state.aside)) {
    if (isGone(ownerOf(id), 0)) rest = setAside(rest, id, { aside: undefined, now });
  }
  return rest;
}

/** The same state on a clock that shows `ms` more. */
export function shifted(state: RouteState, ms: number): RouteState {
  const scopes = Object.entries(state.scopes).map(([key, scope]) => [key, later(scope, ms)]);
  const underWay = Object.entries(state.underWay).map(([id, one]) => [id, laterRequest(one, ms)]);
  const breakers = Object.entries(state.breakers).map(([id, one]) => [id, laterBreaker(one, ms)]);
  const aside = Object.entries(state.aside).map(([id, one]) => [id, { ...one, until: one.until + ms }]);
  return {
    ...state,
    aside: Object.fromEntries(aside),
    scopes: Object.fromEntries(scopes),
    underWay: Object.fromEntries(underWay),
    breakers: Object.fromEntries(breakers),
  };
}

function laterRequest(one: UnderWay, ms: number): UnderWay {
  const charges = Object.entries(one.charges).map(([key, each]) => [key, { ...each, sentAt: each.sentAt + ms }]);
  const overAt = one.overAt === undefined ? {} : { overAt: one.overAt + ms };
  return { ...one, ...overAt, sentAt: one.sentAt + ms, charges: Object.fromEntries(charges) };
}
