// retry(gate(transport)): one question to Riot, in as many attempts as make sense, each with leave of the gate.

import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { type Asked, refusalOf } from './answer.ts';
import type { Caller } from './api.ts';
import { NetworkError, RateLimitError } from './errors.ts';
import type { Gate, Permit } from './gate.ts';
import { limitedScope, retryAfterMs } from './limits.ts';
import { decideRetry } from './retry.ts';
import type { Answer, Transport } from './transport.ts';

export interface Question extends Asked {
  readonly service: string;
  readonly path: string;
}

export interface Line {
  readonly clock: Clock;
  readonly log: Logger;
  readonly gate: Gate;
  readonly transport: Transport;
  /** In [0, 1): the jitter of repetitions. */
  readonly random: () => number;
}

const noAnswer: Answer = { status: 0, headers: new Headers(), body: '' };

interface Asker {
  readonly caller: Caller;
  /** What is left of the caller's patience after earlier attempts. */
  readonly patienceMs: number;
}

interface Attempted {
  /** `noAnswer` when none came. */
  readonly answer: Answer;
  readonly failure: unknown;
  readonly waitedMs: number;
}

/** The last answer, unless repeating might have changed it and did not: then RateLimitError, NetworkError or RiotApiError. */
export async function send(line: Line, caller: Caller, question: Question): Promise<Answer> {
  let patienceMs = caller.patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    const attempted = await attemptOnce(line, { caller, patienceMs }, question);
    const { status, headers } = attempted.answer;
    const decision = decideRetry({ status, headers, attempt, random: line.random() });
    if (decision.kind === 'settled') return attempted.answer;
    const isLimited = status === 429;
    patienceMs -= attempted.waitedMs + (isLimited ? decision.waitMs : 0);
    if (decision.kind === 'give-up' || (isLimited && patienceMs < 0) || isSpent(caller)) {
      throw failureOf(attempted, question, { now: line.clock.now(), waitMs: decision.waitMs });
    }
    const { methodId, route } = question;
    (caller.log ?? line.log).warn('riot.retry', {
      methodId,
      route,
      status,
      attempt,
      waitMs: Math.round(decision.waitMs),
    });
    await line.clock.sleep(decision.waitMs, caller.signal);
  }
}

function isSpent({ budget }: Caller): boolean {
  return budget?.isSpent() ?? false;
}

async function attemptOnce(line: Line, from: Asker, question: Question): Promise<Attempted> {
  const { methodId, route, path } = question;
  const { caller } = from;
  const cut = caller.cut ?? caller.signal;
  const permit = await leaveFor(line, from, question);
  const sentAt = line.clock.now();
  const received = await line.transport({ route, path, signal: cut, onHeaders: permit.heard }).then(
    (answer) => ({ answer, failure: undefined }),
    (failure: unknown) => ({ answer: noAnswer, failure }),
  );
  const { status } = received.answer;
  const { waitedMs } = permit;
  permit.settle(status === 0 && cut.aborted ? undefined : received.answer);
  line.log.debug('riot.attempt', { methodId, route, status, waitedMs, tookMs: line.clock.now() - sentAt });
  caller.onRequest?.({ methodId, route, status, waitedMs });
  if (status === 0) cut.throwIfAborted();
  return { ...received, waitedMs };
}

/** Of the caller's own budget first: what waits for the gate is counted. */
async function leaveFor(line: Line, { caller, patienceMs }: Asker, question: Question): Promise<Permit> {
  const { methodId, route, service } = question;
  const { signal, share, budget } = caller;
  budget?.take();
  try {
    const permit = await line.gate.acquire({ route, methodId, service, signal, patienceMs, share });
    if (!signal.aborted) return permit;
    permit.settle(undefined);
    throw signal.reason;
  } catch (error) {
    budget?.giveBack();
    throw error;
  }
}

function failureOf(attempted: Attempted, question: Question, { now, waitMs }: { now: number; waitMs: number }): Error {
  const { methodId, route } = question;
  const { status, headers } = attempted.answer;
  if (status === 0) return new NetworkError({ methodId, route, cause: attempted.failure });
  if (status !== 429) return refusalOf(attempted.answer, question);
  const retryAt = now + Math.max(waitMs, retryAfterMs(headers) ?? 0);
  return new RateLimitError({ methodId, route, scope: limitedScope(headers) ?? 'service', retryAt, now });
}
