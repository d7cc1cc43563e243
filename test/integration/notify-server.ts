// Whoever is told, on loopback: it keeps what arrives, and answers as the test says.

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { LogFields } from '../../src/log.ts';

export interface Told {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly userAgent: string;
  readonly type: string;
}

/** A status; or what it does with a request, which may be nothing. */
type Reply = number | ((response: ServerResponse) => void);

export interface Listener {
  readonly url: string;
  readonly told: Told[];
  /** In their order, the last one for all that follow. */
  answer(...replies: readonly Reply[]): void;
  /** Nobody is there from now on. */
  close(): void;
}

export async function listen(): Promise<Listener> {
  const told: Told[] = [];
  let replies: readonly Reply[] = [200];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const [reply = 200, ...rest] = replies;
    if (rest.length > 0) replies = rest;
    const body = await text(request);
    told.push({ method, url, body, userAgent: headers['user-agent'] ?? '', type: headers['content-type'] ?? '' });
    if (typeof reply === 'number') response.writeHead(reply, { Location: 'http://127.0.0.1:1/' }).end();
    else reply(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    answer: (...next) => {
      replies = next;
    },
    close,
  };
}

export interface Line {
  readonly event: string;
  readonly fields: LogFields;
}

/** Keeps what is logged as a warning; nothing else is to be logged. */
export function listeningLog() {
  const lines: Line[] = [];
  const unexpected = (event: string) => {
    throw new Error(`${event} was logged`);
  };
  const warn = (event: string, fields: LogFields = {}) => void lines.push({ event, fields });
  return { lines, log: { debug: unexpected, info: unexpected, error: unexpected, warn } };
}

/** Pauses take no time, and are kept. */
export function quickClock(): Clock & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => 0,
    monotonic: () => 0,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      pauses.push(ms);
    },
  };
}
