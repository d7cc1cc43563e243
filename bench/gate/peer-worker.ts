// A process that uses the key through another client: keeps a number of calls waiting there until it is told to stop.
// peer-worker.ts JSON of PeerOrder, with an IPC channel for WorkerMessage.

import { inspect } from 'node:util';
import { systemClock } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { PeerOrder, WorkerMessage } from './messages.ts';
import { type Ask, peerClients } from './peer-clients.ts';

const order: PeerOrder = JSON.parse(process.argv[2] ?? '{}');

/** As the product's own worker: what is refused at once is not asked again at once. */
const AFTER_FAILURE_MS = 1000;

/** The reason a process gives up when its client cannot be used. */
const UNUSABLE = 1;

function tell(message: WorkerMessage): void {
  process.send?.(message);
}

function tellEvent(event: string, error: unknown): void {
  // Some clients reject with objects of their own.
  const message = error instanceof Error ? messageOf(error) : inspect(error, { depth: 0, breakLength: Infinity });
  tell({ kind: 'log', at: systemClock.monotonic(), event, fields: { message } });
}

function connected(): Ask {
  const { apiUrl, apiKey, peer } = order;
  try {
    return peerClients[peer.name].connect({ ...peer, apiKey, baseUrl: apiUrl.replace('{route}', 'europe') });
  } catch (error) {
    tellEvent('unusable', error);
    process.disconnect?.();
    process.exit(UNUSABLE);
  }
}

async function askOn(ask: Ask, lane: number): Promise<never> {
  const { names, waiting } = order;
  for (let turn = lane; ; turn += waiting) {
    try {
      await ask(names[turn % names.length] ?? '');
    } catch (error) {
      tellEvent('failed', error);
      await systemClock.sleep(AFTER_FAILURE_MS);
    }
  }
}

// These clients cannot be told to stop: what is under way is let go.
process.once('SIGTERM', () => process.exit(0));
const ask = connected();
tell({ kind: 'working', at: systemClock.monotonic() });
await Promise.all(Array.from({ length: order.waiting }, (_, lane) => askOn(ask, lane)));
