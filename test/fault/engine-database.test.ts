// A database that fails in the middle of an execution: full, refusing, locked, replaced. The next execution completes.

import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Place } from '../e2e/world.ts';
import {
  countMatches,
  executionsOf,
  type Ground,
  prepareGround,
  settle,
  start,
  startAfter,
  until,
  withFile,
} from './engine-world.ts';

const UPDATER = ['run', 'updater', '--set', 'concurrency=2', '--set', 'max_new_matches_per_player=10'];

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround(2, 40);
});
afterAll(() => ground.api.stop());

async function expectToHeal(place: Place): Promise<void> {
  expect((await start(place, ...UPDATER).ended).code).toBe(0);
  withFile(place.database, (file) => expect(file.pragma('integrity_check', { simple: true })).toBe('ok'));
  expect(executionsOf(place).at(-1)).toMatchObject({ status: 'SUCCESS' });
  expect(executionsOf(place).filter(({ status }) => status === 'RUNNING')).toEqual([]);
}

it('a file that may not grow any more ends the execution, with the reason and what to do', async () => {
  const place = settle(ground, 'full');
  // In blocks of 512 bytes; the signal of the system is ignored, so that the write fails.
  const running = startAfter(place, "trap '' XFSZ; ulimit -f 700", UPDATER);
  const { code, stderr } = await running.ended;
  expect({ code, stderr }).toEqual({ code: 13, stderr: expect.stringMatching(/database|disk/) });
  await expectToHeal(place);
});

it('a database that refuses a write ends the execution', async () => {
  const place = settle(ground, 'refusing');
  const running = start(place, ...UPDATER);
  await until(() => countMatches(place) > 1);
  withFile(place.database, (file) =>
    file.exec('create trigger no_more before insert on matches begin select raise(abort, "no more"); end'),
  );
  const { code } = await running.ended;
  expect(code).toBe(13);
  withFile(place.database, (file) => file.exec('drop trigger no_more'));
  await expectToHeal(place);
});

/** The administrator may write everywhere. */
const isAdministrator = process.getuid?.() === 0;

it.skipIf(isAdministrator)('a file without write permission is refused before anything is asked of Riot', async () => {
  const place = settle(ground, 'no-permission');
  const before = await ground.api.stats();
  chmodSync(place.database, 0o400);
  const { code, stderr } = await start(place, ...UPDATER).ended;
  chmodSync(place.database, 0o600);
  expect({ code, stderr }).toEqual({ code: 13, stderr: expect.stringContaining('cannot be written') });
  expect((await ground.api.stats()).requests).toBe(before.requests);
  await expectToHeal(place);
});

it('a lock that somebody holds for ten seconds delays, and loses nothing', async () => {
  const place = settle(ground, 'locked');
  const running = start(place, ...UPDATER);
  await until(() => countMatches(place) > 1);
  const file = new Sqlite(place.database);
  file.exec('begin immediate');
  await pause(10_000);
  file.exec('rollback');
  file.close();
  expect((await running.ended).code).toBe(0);
  const matches = countMatches(place);
  expect(executionsOf(place)).toMatchObject([{ status: 'SUCCESS', reason: 'completed', matches_fetched: matches }]);
});

it('a database that was replaced in mid-run gets nothing of the old execution', async () => {
  const place = settle(ground, 'replaced');
  const running = start(place, ...UPDATER);
  await until(() => countMatches(place) > 1);
  const copy = `${place.database}.copy`;
  copyFileSync(ground.template, copy);
  for (const suffix of ['-wal', '-shm']) rmSync(`${place.database}${suffix}`, { force: true });
  renameSync(copy, place.database);
  await running.ended;
  expect(countMatches(place)).toBe(0);
  expect(executionsOf(place)).toEqual([]);
  await expectToHeal(place);
});
