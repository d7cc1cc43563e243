// The state file of the gate in one process: two handles on it, a clock that the test owns, and whatever can be wrong with it.

import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemProcesses } from '../../src/cli/processes.ts';
import type { Logger } from '../../src/log.ts';
import { openGateFile } from '../../src/riot/gate-file.ts';
import { readGateFile } from '../../src/riot/gate-file-reading.ts';
import { type Change, createProcessMemory, type GateMemory } from '../../src/riot/gate-memory.ts';
import { emptyRoute, type RouteState, reserve } from '../../src/riot/route-state.ts';

const question = { route: 'euw1', methodId: 'summoner-v4.getByPUUID', service: 'summoner-v4' } as const;

/** The wall clock may be set; the steady one goes on. */
class SettableClock {
  wall = 1_700_000_000_000;
  steady = 1_000_000;

  now(): number {
    return this.wall;
  }

  monotonic(): number {
    return this.steady;
  }

  sleep(): Promise<void> {
    throw new Error('nobody sleeps here');
  }
}

function setUp(path = join(mkdtempSync(join(tmpdir(), 'riotjobs-gate-')), 'limits.db')) {
  const clock = new SettableClock();
  const events: string[] = [];
  const tell = (event: string) => void events.push(event);
  const log: Logger = { debug: tell, info: tell, warn: tell, error: tell };
  const open = () => {
    const memory = openGateFile({ path, clock, processes: systemProcesses, log });
    onTestFinished(() => memory.close());
    return memory;
  };
  const read = () =>
    readGateFile(path, { boot: systemProcesses.self().bootId, monotonic: clock.steady, wall: clock.wall });
  return { path, clock, events, open, read };
}

function book(id: string, now: number) {
  return (state: RouteState): Change<RouteState> => {
    const next = reserve(state, question, { id, owner: 'somebody', now });
    return { state: next, result: next, sent: 1, limited: 0 };
  };
}

function look(memory: GateMemory): RouteState {
  return memory.update('euw1', (state) => ({ state, result: state, sent: 0, limited: 0 }));
}

describe('the state file of the gate', () => {
  it('is private, and two handles on it see the same', () => {
    const { path, clock, open } = setUp();
    const [first, second] = [open(), open()];
    const booked = first.update('euw1', book('a', clock.steady));
    expect(look(second)).toEqual(booked);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([3_600_000, -3_600_000])('says the same when the wall clock is set by %d ms', (ms) => {
    const { clock, open } = setUp();
    const [first, second] = [open(), open()];
    const booked = first.update('euw1', book('a', clock.steady));
    clock.wall += ms;
    expect([look(first), look(second)]).toEqual([booked, booked]);
  });

  it('remembers nothing of what was rolled back', () => {
    const { path, clock, events, open } = setUp();
    const memory = open();
    memory.update('euw1', book('a', clock.steady));
    const breaker = new Sqlite(path);
    breaker.exec("create trigger no before insert on routes begin select raise(abort, 'no'); end");
    breaker.close();
    const asked: number[] = [];
    memory.update('euw1', (state) => {
      asked.push(state.scopes['application']?.inFlight ?? 0);
      return book('b', clock.steady)(state);
    });
    expect({ asked, events }).toEqual({ asked: [1, 1], events: ['riot.limits.unshared'] });
    expect(look(memory).scopes['application']?.inFlight).toBe(2);
  });

  it('tells who is gone, also when the question is handed on alone', () => {
    const { path, clock, open } = setUp();
    const [memory, other] = [open(), open()];
    for (const one of [memory, other]) one.update('euw1', book('a', clock.steady));
    const { isGone } = memory;
    expect(isGone(other.owner)).toBe(false);
    const file = new Sqlite(path);
    const dead = { ...systemProcesses.self(), pidStart: '0' };
    file.prepare('update owners set identity = ? where id = ?').run(JSON.stringify(dead), other.owner);
    file.close();
    expect([isGone(other.owner), isGone('nobody')]).toEqual([true, false]);
  });
});

describe('readGateFile', () => {
  it('says what is in it, and changes nothing', () => {
    const { path, clock, open, read } = setUp();
    const memory = open();
    const booked = memory.update('euw1', book('a', clock.steady));
    memory.update('europe', () => ({ state: { ...emptyRoute }, result: undefined, sent: 0, limited: 3 }));
    clock.wall += 59 * 60_000;
    memory.update('euw1', book('a', clock.steady));
    memory.close();
    const before = readFileSync(path);
    const { problem, routes, owners, lastHour } = read();
    expect(problem).toBeNull();
    expect([...routes.keys()]).toEqual(['europe', 'euw1']);
    expect(Object.keys(routes.get('euw1')?.underWay ?? {})).toEqual(Object.keys(booked.underWay));
    expect([...owners.values()]).toEqual([systemProcesses.self()]);
    expect(Object.fromEntries(lastHour)).toMatchObject({
      euw1: { sent: 2, limited: 0 },
      europe: { sent: 0, limited: 3 },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    clock.wall += 60_000;
    expect(read().lastHour.get('euw1')?.sent).toBe(1);
    clock.wall -= 70 * 60_000;
    expect(read().lastHour.get('euw1')).toBeUndefined();
  });

  it.each([
    ['there is none', undefined],
    ['it is still empty', ''],
  ])('knows nothing when %s', (_what, content) => {
    const { path, read } = setUp();
    if (content !== undefined) writeFileSync(path, content);
    expect(read()).toMatchObject({ problem: null, routes: new Map() });
  });

  it('says what is wrong with it', () => {
    const { path, clock, open, read } = setUp();
    const memory = open();
    memory.update('euw1', book('a', clock.steady));
    const problemAfter = (statement: string) => {
      const file = new Sqlite(path);
      file.exec(statement);
      file.close();
      return read().problem;
    };
    expect(problemAfter("update routes set state = '{'")).toContain('a state in it cannot be read');
    expect(problemAfter('pragma user_version = 1000')).toContain('a newer version');
    expect(problemAfter('pragma user_version = 1')).toContain('an older version');
    memory.close();
    writeFileSync(path, 'garbage '.repeat(1000));
    expect(read().problem).toContain('not a database');
    const folder = setUp(mkdtempSync(join(tmpdir(), 'riotjobs-gate-')));
    expect(folder.read().problem).not.toBeNull();
  });
});

it('a memory of one process takes over what it is given', () => {
  const booked = book('a', 1)(emptyRoute).state;
  expect(look(createProcessMemory(new Map([['euw1', booked]])))).toBe(booked);
});
