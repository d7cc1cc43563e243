// Answers that are wrong as a whole: 5xx, HTML from the edge, 429s that no window gave, wrong Retry-After headers.

import { type Answer, failure } from './answer.ts';
import type { FaultOf } from './fault-script.ts';
import type { MetFaults } from './faults.ts';
import { diceOf } from './hash.ts';
import type { LimitVerdict } from './limits.ts';

type Headers = Readonly<Record<string, string>>;

/** An answer with the headers that belong to it. */
export interface Reply extends Answer {
  readonly headers: Headers;
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Data not found',
  500: 'Internal server error',
  503: 'Service unavailable',
};

/** Statuses whose body comes from the edge, in HTML. Source: captured 502 and 504 answers. */
const HTML_STATUSES = [502, 504];

export const EDGE_REFUSALS = [401, 403];

/** A `status` fault; `headers` are the limit headers, which 401, 403 and 5xx do not carry. */
export function statusReply(fault: FaultOf<'status'>, headers: Headers): Reply {
  const { status, body = HTML_STATUSES.includes(status) ? 'html' : 'json' } = fault;
  const message = fault.message ?? MESSAGES[status] ?? 'Error';
  const isBare = status >= 500 || EDGE_REFUSALS.includes(status);
  const answer = {
    json: failure(status, message),
    html: { status, body: htmlPage(status, message), media: 'text/html' },
    empty: { status, body: '', media: 'text/plain' },
  }[body];
  return { ...answer, headers: isBare ? {} : headers };
}

function htmlPage(status: number, message: string): string {
  const title = `${status} ${message}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}

/**
 * 429s of the service and of the server. Source: riot-api-libraries issues; the service's own 429 names no type and no time,
 * the edge's names both and carries the limit headers, `server` carries no limit headers.
 */
export function strangeLimit(faults: MetFaults, headers: Headers): Reply | undefined {
  const server = faults.play('server-limit');
  if (server !== undefined) {
    const more = { 'X-Rate-Limit-Type': 'server', 'Retry-After': String(server.retryAfter) };
    return { ...failure(429, 'server rate limit exceeded'), headers: more };
  }
  const service = faults.play('service-limit');
  if (service === undefined) return undefined;
  const { retryAfter } = service;
  if (retryAfter === undefined) return { ...failure(429, 'Rate limit exceeded'), headers: {} };
  const more = { 'X-Rate-Limit-Type': 'service', 'Retry-After': String(retryAfter) };
  return { ...failure(429, 'Rate limit exceeded'), headers: { ...headers, ...more } };
}

/** An application or method 429. */
export function limitReply(
  exceeded: NonNullable<LimitVerdict['exceeded']>,
  headers: Headers,
  faults: MetFaults,
): Reply {
  const retryAfter = retryAfterHeader(exceeded, faults.play('retry-after')?.as);
  return {
    ...failure(429, 'Rate limit exceeded'),
    headers: { ...headers, 'X-Rate-Limit-Type': exceeded.scope, ...retryAfter },
  };
}

function retryAfterHeader(
  { remainingMs, retryAfterSeconds }: NonNullable<LimitVerdict['exceeded']>,
  as: FaultOf<'retry-after'>['as'] | undefined,
): Headers {
  if (as === 'missing') return {};
  if (as === 'floor') return { 'Retry-After': String(Math.floor(remainingMs / 1000)) };
  return { 'Retry-After': String(retryAfterSeconds + (as === 'one-more' ? 1 : 0)) };
}

/** Each header's buckets in an order of its own. */
export function shuffleBuckets(headers: Headers, salt: number): Headers {
  const dice = diceOf(salt);
  const shuffled = (text: string) =>
    text
      .split(',')
      .map((bucket) => ({ bucket, place: dice.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ bucket }) => bucket)
      .join(',');
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, shuffled(text)]));
}
