// The gate's memory on disk: a small SQLite file per API key, shared by all processes of the machine that use the key.

import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { createPrivateFile } from '../private-file.ts';
import type { Processes, ProcessIdentity } from '../processes.ts';
import { type Change, createProcessMemory, type GateMemory } from './gate-memory.ts';
import { decodeState, encodeState, type KeptState } from './gate-record.ts';
import { emptyRoute, type RouteState } from './route-state.ts';

export interface GateFileOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly log: Logger;
}

/** Changes with the layout; a file of another version is begun anew. */
const VERSION = 1;
const BUSY_TIMEOUT_MS = 5000;
/** Owners of an earlier day have nothing under way. */
const OWNER_LIFE_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Statistics are kept for this long. */
const KEPT_MINUTES = 60;

const SCHEMA = `
  create table if not exists owners (id text primary key, identity text not null, since real not null) strict;
  create table if not exists routes (
    route text primary key, state text not null, boot text, monotonic real not null, wall real not null
  ) strict;
  create table if not exists minutes (
    route text, minute integer, sent integer not null, limited integer not null, primary key (route, minute)
  ) strict, without rowid;
  pragma user_version = ${VERSION};`;

const COUNT = `insert into minutes values (?, ?, ?, ?)
  on conflict do update set sent = sent + excluded.sent, limited = limited + excluded.limited`;

interface Opened {
  readonly file: Sqlite.Database;
  readonly inode: number;
  readonly read: Sqlite.Statement<[string], KeptState>;
  readonly write: Sqlite.Statement<unknown[]>;
  readonly count: Sqlite.Statement<unknown[]>;
  readonly identityOf: Sqlite.Statement<[string], { readonly identity: string }>;
}

/** Never fails: without a file that can be used, what is known lives in this process alone, and a warning says so. */
export function openGateFile(options: GateFileOptions): GateMemory {
  return new GateFile(options);
}

class GateFile implements GateMemory {
  readonly owner = randomUUID();
  readonly #options: GateFileOptions;
  readonly #identity: ProcessIdentity;
  /** What this process has seen last: the beginning of a new file when the old one is lost. */
  readonly #last = new Map<Route, RouteState>();
  #opened: Opened | undefined;
  #fallback: GateMemory | undefined;

  constructor(options: GateFileOptions) {
    this.#options = options;
    this.#identity = options.processes.self();
  }

  update<Result>(route: Route, change: (state: RouteState) => Change<Result>): Result {
    for (let isSecond = false; this.#fallback === undefined; isSecond = true) {
      try {
        return this.#inFile(route, change);
      } catch (error) {
        if (!isFileTrouble(error)) throw error;
        this.close();
        if (isSecond || !this.#discard(error)) this.#giveUp(error);
      }
    }
    return this.#fallback.update(route, change);
  }

  isGone(owner: string): boolean {
    try {
      const row = this.#opened?.identityOf.get(owner);
      return row !== undefined && this.#options.processes.stateOf(JSON.parse(row.identity)) === 'dead';
    } catch {
      return false;
    }
  }

  close(): void {
    this.#opened?.file.close();
    this.#opened = undefined;
  }

  #inFile<Result>(route: Route, change: (state: RouteState) => Change<Result>): Result {
    const { file, read, write, count } = this.#current();
    const { clock } = this.#options;
    const exchange = file.transaction(() => {
      const moment = { boot: this.#identity.bootId, monotonic: clock.monotonic(), wall: clock.now() };
      const kept = read.get(route);
      const before = kept ? decodeState(kept, moment) : (this.#last.get(route) ?? emptyRoute);
      const { state, result, sent, limited } = change(before);
      this.#last.set(route, state);
      if (state !== before) write.run(route, encodeState(state), moment.boot, moment.monotonic, moment.wall);
      if (sent + limited > 0) count.run(route, Math.floor(moment.wall / MINUTE_MS), sent, limited);
      return result;
    });
    return exchange.immediate();
  }

  /** The file behind the path, also when somebody has put another one there. */
  #current(): Opened {
    const { path } = this.#options;
    if (this.#opened !== undefined && inodeOf(path) === this.#opened.inode) return this.#opened;
    this.close();
    this.#opened = open(path);
    const { file } = this.#opened;
    const now = this.#options.clock.now();
    file.prepare('delete from owners where since < ?').run(now - OWNER_LIFE_MS);
    file.prepare('delete from minutes where minute < ?').run(Math.floor(now / MINUTE_MS) - KEPT_MINUTES);
    const identity = JSON.stringify(this.#identity);
    file.prepare('insert or replace into owners values (?, ?, ?)').run(this.owner, identity, now);
    return this.#opened;
  }

  /** True when the file was damaged and is out of the way. */
  #discard(error: DriverError): boolean {
    if (!/^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR)/.test(error.code)) return false;
    const { path, log } = this.#options;
    log.warn('riot.limits.reset', { path, reason: messageOf(error), effect: 'limits are learned again' });
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return true;
  }

  #giveUp(error: DriverError): void {
    const { path, log } = this.#options;
    log.warn('riot.limits.unshared', { path, reason: messageOf(error), effect: 'other processes are not seen' });
    this.#fallback = createProcessMemory(this.#last);
  }
}

function open(path: string): Opened {
  createPrivateFile(path);
  const file = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    prepare(file);
    return {
      file,
      inode: inodeOf(path),
      read: file.prepare('select state, boot, monotonic, wall from routes where route = ?'),
      write: file.prepare('insert or replace into routes values (?, ?, ?, ?, ?)'),
      count: file.prepare(COUNT),
      identityOf: file.prepare('select identity from owners where id = ?'),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function prepare(file: Sqlite.Database): void {
  const version = file.pragma('user_version', { simple: true });
  if (version !== 0 && version !== VERSION) throw new OtherVersionError();
  // What a power cut loses is over when the machine is up again.
  file.pragma('synchronous = OFF');
  try {
    file.pragma('journal_mode = WAL');
  } catch (error) {
    // Another process is just switching; until it has, this one writes in the slower mode.
    if (!isFileTrouble(error) || !error.code.startsWith('SQLITE_BUSY')) throw error;
  }
  if (version === 0) file.transaction(() => file.exec(SCHEMA)).immediate();
}

class OtherVersionError extends Error {
  readonly code = 'SQLITE_ERROR_VERSION';
  override readonly message = 'it was written by another version of riotjobs';
}

interface DriverError extends Error {
  readonly code: string;
}

function isFileTrouble(error: unknown): error is DriverError {
  return error instanceof Error && 'code' in error && /^(SQLITE_|E[A-Z]+$)/.test(String(error.code));
}

/** 0 for a file that is not there. */
function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}
