// A process of the race tests: says that it is ready, waits for a byte, acts once, and says what came of it.
// racer.ts open DATABASE MIGRATIONS | racer.ts claim DATABASE MIGRATIONS

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { systemProcesses } from '../../src/cli/processes.ts';
import { openStore } from '../../src/store/open.ts';
import { claimOf } from './world.ts';

const [, , act = '', path = '', migrations = ''] = process.argv;

async function barrier(): Promise<void> {
  process.stdout.write('"ready"\n');
  await once(process.stdin, 'data');
}

function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function open(): Promise<void> {
  await barrier();
  const { store, migration } = openStore({ path, migrations, create: true });
  answer({ applied: migration.applied, hasBackup: migration.backup !== undefined });
  await store.close();
}

/** Holds what it has claimed until it is killed. */
async function claim(): Promise<void> {
  const { store } = openStore({ path, migrations, create: false });
  await barrier();
  const executionId = randomUUID();
  const { self, stateOf } = systemProcesses;
  const claimed = await store.executions.claim(claimOf(1, { executionId, token: executionId, owner: self(), stateOf }));
  if (claimed.kind === 'held') answer({ kind: 'held', other: claimed.holder.id });
  else answer({ kind: 'claimed', executionId, other: claimed.recovered?.id });
  if (claimed.kind === 'claimed') await once(process.stdin, 'end');
}

await (act === 'open' ? open() : claim());
process.stdin.destroy();
