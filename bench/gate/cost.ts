// What a reservation costs while four processes reserve at once, beside a bare commit on a file of the same kind.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile } from './figures.ts';

export interface CostOrder {
  readonly statePath: string;
  readonly barePath: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/** Durations in milliseconds. */
export interface CostAnswer {
  /** A look at the shared state: what came and ended in one turn of the event loop. */
  readonly look: readonly number[];
  /** From asking to leave, the wait for the turn of the loop included. */
  readonly acquire: readonly number[];
  readonly bare: readonly number[];
  readonly sleeps: number;
}

const WORKER = fileURLToPath(new URL('./cost-worker.ts', import.meta.url));
const PROCESSES = 4;
const PER_SECOND = 50;

/** Source: the promises of docs/performance.md. */
const MEDIAN_TARGET = 8;
const P99_TARGET_MS = 80;

export async function tellCost(seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-bench-'));
  const [statePath, barePath] = [join(folder, 'limits.db'), join(folder, 'bare.db')];
  const order: CostOrder = { statePath, barePath, perSecond: PER_SECOND, seconds };
  const answers = await Promise.all(Array.from({ length: PROCESSES }, () => answerOf(order)));
  rmSync(folder, { recursive: true, force: true });
  const all = (name: 'look' | 'acquire' | 'bare') => answers.flatMap((answer) => answer[name]);
  console.log(`a reservation: ${PROCESSES} processes, ${PER_SECOND} a second each, ${seconds} s`);
  for (const name of ['bare', 'look', 'acquire'] as const) console.log(costLine(name, all(name)));
  const ratio = quantile(all('look'), 0.5) / quantile(all('bare'), 0.5);
  const p99 = quantile(all('look'), 0.99);
  console.log(`  median ${ratio.toFixed(2)}x bare, target ${MEDIAN_TARGET}x: ${verdict(ratio <= MEDIAN_TARGET)}`);
  console.log(`  p99 ${p99.toFixed(2)} ms, target ${P99_TARGET_MS} ms: ${verdict(p99 <= P99_TARGET_MS)}`);
}

function costLine(name: string, values: readonly number[]): string {
  const at = (q: number) => `${quantile(values, q).toFixed(3).padStart(9)} ms`;
  return `  ${name.padEnd(8)} median ${at(0.5)}  p99 ${at(0.99)}  max ${at(1)}  of ${values.length}`;
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED';
}

async function answerOf(order: CostOrder): Promise<CostAnswer> {
  const child = fork(WORKER, [JSON.stringify(order)]);
  const [answer] = (await once(child, 'message')) as [CostAnswer];
  await once(child, 'exit');
  return answer;
}
