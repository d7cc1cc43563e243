// A scripted HTTP server on loopback, and a client that asks it without ever waiting for real.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { silentLogger } from '../../src/log.ts';
import type { Caller, RiotApi, SentRequest } from '../../src/riot/api.ts';
import { createRiotClient } from '../../src/riot/client.ts';

export const API_KEY = 'RGAPI-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';

export const LIMITS = {
  'X-App-Rate-Limit': '20:1,100:120',
  'X-App-Rate-Limit-Count': '1:1,1:120',
  'X-Method-Rate-Limit': '2000:10',
  'X-Method-Rate-Limit-Count': '1:10',
};

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Closes the connection after this many bytes of the body; 0 = before the head. */
  readonly cutAfter?: number;
}

/** Answers in order; the last one is repeated. */
export type Script = readonly (Reply | ((request: IncomingMessage) => Reply))[];

export interface Scripted {
  readonly url: string;
  /** Requests as they came. */
  readonly requests: IncomingMessage[];
  /** Connections opened. */
  connections: number;
  close(): Promise<void>;
}

/** Closes by itself when the test ends. */
export async function started(script: Script): Promise<Scripted> {
  const server = await serve(script);
  onTestFinished(() => server.close());
  return server;
}

export async function serve(script: Script): Promise<Scripted> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const step = script[Math.min(requests.length, script.length - 1)] ?? {};
    requests.push(request);
    reply(response, typeof step === 'function' ? step(request) : step);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scripted: Scripted = {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('connection', () => {
    scripted.connections += 1;
  });
  return scripted;
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = '', cutAfter }: Reply): void {
  if (cutAfter === 0) {
    response.destroy();
    return;
  }
  response.writeHead(status, headers);
  if (cutAfter === undefined) response.end(body);
  else response.write(body.slice(0, cutAfter), () => response.destroy());
}

/** Sleeps take no time but move the clock; real time passes besides. */
export class HastyClock implements Clock {
  #slept = 0;
  readonly sleeps: number[] = [];

  now(): number {
    return Date.now() + this.#slept;
  }

  monotonic(): number {
    return this.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.#slept += ms;
  }
}

export interface Asking {
  readonly riot: RiotApi;
  readonly clock: HastyClock;
  readonly sent: SentRequest[];
}

/** A client of a server, on behalf of one caller. */
export function ask(apiUrl: string, caller: Partial<Caller> = {}): Asking {
  const clock = new HastyClock();
  const sent: SentRequest[] = [];
  const client = createRiotClient({ apiUrl, apiKey: API_KEY, userAgent: 'riotjobs/1.2.3', clock, log: silentLogger });
  const riot = client.for({
    signal: new AbortController().signal,
    patienceMs: 130_000,
    onRequest: (request) => sent.push(request),
    ...caller,
  });
  return { riot, clock, sent };
}

/** What a promise is rejected with. */
export function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('it should have failed');
    },
    (reason: unknown) => reason,
  );
}
