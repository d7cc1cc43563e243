// A process of the race tests: says that it is ready, waits for the start, acts, and says what came of it.
// racer.ts open MIGRATIONS DATABASE... | racer.ts claim MIGRATIONS DATABASE

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { systemProcesses } from '../../src/cli/processes.ts';
import { openStore } from '../../src/store/open.ts';
import { claimOf } from './world.ts';

/** Between two databases: long enough to be through with the first. */
const APART_MS = 60;

const [, , act = '', migrations = '', ...paths] = process.argv;

/** The moment of the start, in epoch ms: it lies a little ahead, so that everybody knows it in time. */
async function barrier(): Promise<number> {
  answer('ready');
  const [at] = await once(process.stdin, 'data');
  return Number(String(at));
}

/** Waking up from a sleep takes each process another while. */
function spinUntil(at: number): void {
  while (Date.now() < at);
}

function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function open(): Promise<void> {
  const at = await barrier();
  const answers: unknown[] = [];
  for (const [index, path] of paths.entries()) {
    spinUntil(at + index * APART_MS);
    const { store, migration } = openStore({ path, migrations, create: true });
    answers.push({ applied: migration.applied, hasBackup: migration.backup !== undefined });
    await store.close();
  }
  answer(answers);
}

/** Holds what it has claimed until it is killed. */
async function claim(): Promise<void> {
  const { store } = openStore({ path: paths[0] ?? '', migrations, create: false });
  const executionId = randomUUID();
  spinUntil(await barrier());
  const { self, stateOf } = systemProcesses;
  const claimed = await store.executions.claim(claimOf(1, { executionId, token: executionId, owner: self(), stateOf }));
  if (claimed.kind === 'held') answer({ kind: 'held', other: claimed.holder.id });
  else if (claimed.kind === 'claimed') answer({ kind: 'claimed', executionId, other: claimed.recovered[0]?.id });
  if (claimed.kind === 'claimed') await once(process.stdin, 'end');
}

await (act === 'open' ? open() : claim());
process.stdin.destroy();
