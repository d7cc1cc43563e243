// Matches per second without limits, where the time goes, and how much of a production key's limits a job uses.
// npm run bench -- throughput [--quick]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Course, course } from './throughput/job.ts';
import type { Arrival } from './throughput/messages.ts';
import { partsOf } from './throughput/parts.ts';

/** Of a production key: 500 in 10 s. Source: riot-api.md. */
const PER_WINDOW = 500;
const WINDOW_MS = 10_000;
const LEAST_USED = 0.99;
const SAMPLE = 300;

const unlimited: Course = {
  limits: 'none',
  latencyMs: 0,
  platforms: ['euw1'],
  players: 1500,
  tracked: 60,
  concurrency: 8,
};

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  await tellSpeed(values.quick ? { ...unlimited, players: 400, tracked: 15 } : unlimited);
  const limited: Course = {
    limits: 'prod',
    latencyMs: 100,
    platforms: ['euw1'],
    players: 3000,
    tracked: 150,
    concurrency: 32,
    maxDurationMs: (values.quick ? 2.5 : 6.5) * WINDOW_MS,
  };
  const misses = [
    ...(await tellUse('one route', limited)),
    ...(await tellUse('two routes side by side', { ...limited, platforms: ['euw1', 'na1'] })),
  ];
  for (const miss of misses) console.log(`MISSED ${miss}`);
  if (misses.length > 0) process.exitCode = 1;
}

async function tellSpeed(asked: Course): Promise<void> {
  const payloads: string[] = [];
  const { matches, elapsedMs, cpuMs } = await course(asked, async (store) => {
    for (const { matchId } of await store.matches.list({ limit: SAMPLE })) {
      const payload = await store.matches.readPayload(matchId);
      if (payload !== undefined) payloads.push(payload);
    }
  });
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-bench-'));
  const { json, schema, zstd, sqlite } = await partsOf(payloads, join(folder, 'parts.db'));
  rmSync(folder, { recursive: true, force: true });
  const perMatch = elapsedMs / matches;
  const share = (ms: number) => `${ms.toFixed(2)} ms (${((ms / perMatch) * 100).toFixed(0)} %)`;
  console.log(
    `without limits: ${matches} matches in ${(elapsedMs / 1000).toFixed(1)} s, ${(1000 / perMatch).toFixed(0)} per second; ` +
      `${perMatch.toFixed(2)} ms and ${(cpuMs / matches).toFixed(2)} ms of processor time per match`,
  );
  console.log(
    `    alone: JSON ${share(json)}, schema ${share(schema)}, SQLite ${share(sqlite)}; HTTP, rate gate and waiting ` +
      `${share(perMatch - json - schema - sqlite)}; on other threads: zstd ${share(zstd)}`,
  );
}

/** What of the target is missed. */
async function tellUse(title: string, asked: Course): Promise<string[]> {
  const { matches, elapsedMs, arrivals } = await course(asked);
  const routes = [...new Set(arrivals.map(({ route }) => route))].filter((route) => /^[a-z]+$/.test(route)).toSorted();
  const refused = arrivals.filter(({ status }) => status === 429).length;
  const uses = routes.map((route) => ({ route, used: useOf(arrivals.filter((arrival) => arrival.route === route)) }));
  const told = uses.map(({ route, used }) => `${route} ${(used * 100).toFixed(1)} %`).join(', ');
  console.log(
    `production limits, ${title}: ${told} used; ${matches} matches in ${(elapsedMs / 1000).toFixed(1)} s, ` +
      `${refused} answers of 429`,
  );
  return uses.filter(({ used }) => !(used >= LEAST_USED)).map(({ route }) => `${title}: ${route}`);
}

/** Of the windows, each opened by the first request after the one before, but for the last, which is not through. */
function useOf(arrivals: readonly Arrival[]): number {
  const counts: number[] = [];
  let openedAt = Number.NEGATIVE_INFINITY;
  for (const { at } of arrivals.toSorted((a, b) => a.at - b.at)) {
    if (at - openedAt >= WINDOW_MS) {
      openedAt = at;
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  const through = counts.slice(0, -1);
  return through.reduce((sum, count) => sum + count, 0) / (through.length * PER_WINDOW);
}
