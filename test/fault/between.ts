// Somebody between the program and the simulated Riot, who writes down which matches are asked for.

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SimulatedApi } from '../e2e/world.ts';

const MATCH = /\/matches\/([A-Z0-9]+_\d+)$/;

export interface Between {
  /** The API, by way of this listener. */
  readonly api: SimulatedApi;
  /** Match ids, in the order in which they were asked for. */
  readonly asked: string[];
}

export async function listenBetween(api: SimulatedApi): Promise<Between> {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    const [, matchId] = MATCH.exec(incoming.url ?? '') ?? [];
    if (matchId !== undefined) asked.push(matchId);
    const { method, headers } = incoming;
    const outgoing = request(new URL(incoming.url ?? '/', api.url), { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    // The process that asked may have been killed.
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { api: { ...api, apiUrl: `http://127.0.0.1:${port}/{route}` }, asked };
}
