// One scenario's surroundings: an edge, a folder of state, and the worker processes that come and go.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/clock.ts';
import { type Edge, startEdge } from './edge.ts';
import type { Span } from './figures.ts';
import type { PeerInstall, WorkerMessage, WorkerOrder } from './messages.ts';

export type Asking = Pick<WorkerOrder, 'asks' | 'share'>;

export interface Worker {
  readonly id: string;
  /** It has work waiting; also when it has ended before. */
  readonly ready: Promise<void>;
  /** Polite, with an end to what is under way; else as kill -9 does it. */
  stop(how: 'politely' | 'at once'): Promise<void>;
}

export type Told = WorkerMessage & { readonly id: string };

export interface Stage {
  readonly startedAt: number;
  readonly edge: Edge;
  /** What workers said, in order. */
  readonly told: readonly Told[];
  start(asking?: Asking): Worker;
  /** When each worker had work waiting, until it was told to stop. */
  working(): readonly Span[];
  close(): Promise<void>;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const PEER_WORKER = fileURLToPath(new URL('./peer-worker.ts', import.meta.url));

/** Another client that is pointed wrongly must not reach the real API. */
const GUARD = new URL('../../test/loopback-guard.mjs', import.meta.url).href;

const API_KEY = 'RGAPI-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';

/** A worker that ends its requests takes no longer. */
const POLITE_MS = 5000;

export interface StageOptions {
  /** Of the application, in Riot's notation. */
  readonly limits: string;
  readonly waiting: number;
  readonly seed: number;
  /** The client that the workers use; undefined: the product's own. */
  readonly peer?: PeerInstall;
}

export async function openStage({ limits, waiting, seed, peer }: StageOptions): Promise<Stage> {
  const edge = await startEdge({ limits, seed });
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-bench-'));
  const told: Told[] = [];
  const spans: { id: string; to: number }[] = [];
  let count = 0;
  const start = (asking: Asking = { asks: 'match-ids' }): Worker => {
    const { asks } = asking;
    count += 1;
    const id = `${asks}-${count}`;
    const names = asks === 'matches' ? edge.matchIds : edge.puuids;
    const { apiUrl } = edge;
    const order: WorkerOrder = {
      id,
      apiUrl,
      apiKey: API_KEY,
      statePath: join(folder, 'limits.db'),
      waiting,
      ...asking,
      names,
    };
    const child = forkWorker(order, peer);
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message: WorkerMessage) => {
        told.push({ ...message, id });
        if (message.kind === 'working') resolve();
      });
      child.once('exit', () => resolve());
    });
    const span = { id, to: Number.POSITIVE_INFINITY };
    spans.push(span);
    return {
      id,
      ready,
      stop: async (how) => {
        span.to = systemClock.monotonic();
        await end(child, how);
      },
    };
  };
  return {
    startedAt: systemClock.monotonic(),
    edge,
    told,
    start,
    working: () =>
      told.flatMap(({ id, ...message }) => {
        const to = spans.find((span) => span.id === id)?.to;
        return message.kind === 'working' && to !== undefined ? [{ from: message.at, to }] : [];
      }),
    close: async () => {
      await edge.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function forkWorker(order: WorkerOrder, peer: PeerInstall | undefined): ChildProcess {
  if (peer === undefined) return fork(WORKER, [JSON.stringify(order)]);
  // As in a project of its own: galeforce looks at the types that it finds from here.
  const options = { cwd: peer.folder, execArgv: ['--import', GUARD] };
  return fork(PEER_WORKER, [JSON.stringify({ ...order, peer })], options);
}

async function end(child: ChildProcess, how: 'politely' | 'at once'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(how === 'politely' ? 'SIGTERM' : 'SIGKILL');
  const late = new AbortController();
  const killed = systemClock.sleep(POLITE_MS, late.signal).then(
    () => child.kill('SIGKILL'),
    () => false,
  );
  await exited;
  late.abort();
  await killed;
}
