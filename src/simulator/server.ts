// node:http around the simulator: loopback by default, keep-alive, a close that waits for nobody.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../errors.ts';
import type { Simulator } from './simulator.ts';

export interface ServeOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

export interface RunningServer {
  readonly port: number;
  /** Without a trailing slash: `http://127.0.0.1:8080`; an API URL is this and `/{route}`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with the system's error when the port cannot be had. */
export async function serve(simulator: Simulator, { port, host = '127.0.0.1' }: ServeOptions): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    void forward(simulator, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const response = await simulator.handle(toRequest(incoming));
    const body = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), 'Content-Length': body.length });
    outgoing.end(body);
  } catch (error) {
    outgoing.writeHead(500, { 'Content-Type': 'application/json;charset=utf-8' });
    const message = `Internal server error - ${messageOf(error)}`;
    outgoing.end(JSON.stringify({ status: { message, status_code: 500 } }));
  }
}

/** Bodies are not read: the API knows only GET. */
function toRequest({ url = '/', method = 'GET', headers }: IncomingMessage): Request {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return new Request(`http://simulator${url}`, { method, headers: pairs });
}
