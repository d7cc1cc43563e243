// One HTTP request to Riot: no retries, no limits, no meaning. ky is used here and nowhere else.

import ky from 'ky';
import type { Route } from '../league/routing.ts';
import { addressOf } from './api-url.ts';

/** About 2 % of match-v5 requests once hung for a minute (developer-relations#707); ordinary ones take 80-300 ms. */
const TIMEOUT_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface TransportRequest {
  readonly route: Route;
  /** Begins with a slash; may hold a query. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Called when the answer begins to come. */
  readonly onHeaders?: () => void;
}

/** Resolves with any answer, whatever its status; rejects when none came, or with the signal's reason. */
export type Transport = (request: TransportRequest) => Promise<Answer>;

export interface TransportOptions {
  /** Base URL, may hold `{route}`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userAgent: string;
  readonly fetch?: typeof fetch | undefined;
  /** Until the last byte of the body. */
  readonly timeoutMs?: number;
}

export function createTransport(options: TransportOptions): Transport {
  const { apiUrl, apiKey, userAgent, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS } = options;
  const client = ky.create({
    // Every attempt must pass the gate, so repetitions are not ky's business.
    retry: 0,
    throwHttpErrors: false,
    timeout: timeoutMs,
    totalTimeout: timeoutMs,
    // A redirect would carry the key to another host: it arrives here as an answer of status 3xx.
    redirect: 'manual',
    headers: { 'X-Riot-Token': apiKey, 'User-Agent': userAgent, Accept: 'application/json' },
  });
  const listening =
    (onHeaders: (() => void) | undefined): typeof globalThis.fetch =>
    async (input, init) => {
      const response = await fetch(input, init);
      onHeaders?.();
      return response;
    };
  return async ({ route, path, signal, onHeaders }) => {
    signal.throwIfAborted();
    try {
      const pending = client.get(addressOf(apiUrl, route, path), { signal, fetch: listening(onHeaders) });
      const body = await pending.text();
      const { status, headers } = await pending;
      return { status, headers, body };
    } catch (error) {
      signal.throwIfAborted();
      throw isNamed(error, 'TimeoutError')
        ? new Error(`no complete answer within ${timeoutMs} ms`)
        : withoutRequest(error);
    }
  };
}

/** ky's errors carry the request and with it the key: only the innermost cause goes on. */
function withoutRequest(error: unknown): Error {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  const message = innermost instanceof Error ? innermost.message || innermost.name : String(innermost);
  const code = innermost instanceof Error && 'code' in innermost ? innermost.code : undefined;
  return new Error(typeof code !== 'string' || message.includes(code) ? message : `${code} ${message}`);
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
