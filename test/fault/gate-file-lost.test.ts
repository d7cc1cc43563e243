// What happens to the state file of the gate while processes work with it.

import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../src/simulator/fault-script.ts';
import { type FaultyWorld, openFaultyWorld, type Sender } from './senders.ts';

const LIMIT = 30;
const APPLICATION = `${LIMIT}:2`;
/** Answers overtake each other, and some requests are under way whenever something happens. */
const faults: FaultScript = [{ fault: { kind: 'latency', ms: { from: 5, to: 40 } } }];

function removeAll(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

function writeVersion(path: string, version: number): void {
  removeAll(path);
  const file = new Sqlite(path);
  file.pragma(`user_version = ${version}`);
  file.close();
}

function breakStates(path: string): void {
  const file = new Sqlite(path);
  file.exec("update routes set state = '{'");
  file.close();
}

function eventsOf(...senders: readonly Sender[]): string[] {
  return senders.flatMap(({ logged }) => logged.map(({ event }) => event));
}

/** One process has used most of a window of which the first knows little and the third nothing. */
async function inMidWindow() {
  const world = await openFaultyWorld({ application: APPLICATION, faults });
  const [a, b, c] = await Promise.all([world.start(), world.start(), world.start()]);
  await a.send(1);
  await b.send(LIMIT - 4);
  return { world, a, b, c };
}

function violationsOf({ simulator }: FaultyWorld): number {
  return simulator.stats().limitViolations;
}

type Case = readonly [what: string, happen: (path: string) => void];

/** `npm run test:fault` plays all of them, `npm test` the first ones. */
function some(cases: readonly Case[], count: number): readonly Case[] {
  return process.env['npm_lifecycle_event'] === 'test:fault' ? cases : cases.slice(0, count);
}

describe('a state file that is lost in mid-run is begun anew, and nothing is overspent', () => {
  const losses: readonly Case[] = [
    ['deleted, its companions left behind', (path) => rmSync(path)],
    ['deleted with its companions', removeAll],
    ['deleted with its folder', (path) => rmSync(dirname(path), { recursive: true })],
    ['emptied', (path) => truncateSync(path)],
    ['of an older version', (path) => writeVersion(path, 1)],
    ['unreadable in a row', breakStates],
  ];

  it.each(some(losses, 2))('%s', async (_what, lose) => {
    const { world, a, b, c } = await inMidWindow();
    lose(world.path);
    const ends = await Promise.all([a, b, c].map((sender) => sender.send(10)));
    expect(ends.map(({ done }) => done)).toEqual([a, b, c].map(() => ({ answered: 10 })));
    expect({ violations: violationsOf(world), events: new Set(eventsOf(a, b, c)) }).toEqual({
      violations: 0,
      events: new Set(['riot.limits.reset']),
    });
  });
});

describe('a state file that is damaged', () => {
  const damages: readonly Case[] = [
    ['replaced by garbage', (path) => writeFileSync(path, 'garbage '.repeat(2000))],
    ['cut in the middle', (path) => truncateSync(path, 5000)],
  ];

  it.each(some(damages, 1))(
    '%s in mid-run: nothing is overspent, and the processes still see each other',
    async (_, damage) => {
      const { world, a, b, c } = await inMidWindow();
      damage(world.path);
      const ends = await Promise.all([a, b, c].map((sender) => sender.send(10)));
      expect(ends.map(({ done }) => done)).toEqual([a, b, c].map(() => ({ answered: 10 })));
      expect(violationsOf(world)).toBe(0);
      expect(eventsOf(a, b, c)).not.toContain('riot.limits.unshared');
    },
  );

  it.each(some(damages, 1))('%s between two runs: the next one begins anew and says so', async (_, damage) => {
    const { world, a, b, c } = await inMidWindow();
    // One after the other: of two that close at once neither may be the one that tidies up.
    await a.end();
    await b.end();
    damage(world.path);
    expect((await c.send(10)).done).toEqual({ answered: 10 });
    expect(violationsOf(world)).toBe(0);
    expect(eventsOf(c)).toEqual(['riot.limits.reset']);
  });
});

describe('a state file that cannot be had any more is done without, with one warning', () => {
  const blocks: readonly Case[] = [
    [
      'a folder is in its place',
      (path) => {
        removeAll(path);
        mkdirSync(path);
      },
    ],
    [
      'its folder is a file',
      (path) => {
        rmSync(dirname(path), { recursive: true });
        writeFileSync(dirname(path), '');
      },
    ],
    ['a newer version has written it', (path) => writeVersion(path, 1000)],
  ];

  it.each(some(blocks, 1))('%s', async (_what, block) => {
    const { world, b } = await inMidWindow();
    block(world.path);
    expect((await b.send(10)).done).toEqual({ answered: 10 });
    expect((await b.send(10)).done).toEqual({ answered: 10 });
    const unshared = eventsOf(b).filter((event) => event === 'riot.limits.unshared');
    expect({ violations: violationsOf(world), unshared }).toEqual({
      violations: 0,
      unshared: ['riot.limits.unshared'],
    });
  });
});
