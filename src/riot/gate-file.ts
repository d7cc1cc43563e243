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
import { type DriverError, FileTrouble, isBusy, isFileTrouble } from './file-trouble.ts';
import { type Change, createProcessMemory, type GateMemory, MemoryBusyError } from './gate-memory.ts';
import { decodeState, encodeState, type KeptState, rebuilt, type WrittenAt } from './gate-record.ts';
import { emptyGate, type KeptGate } from './limits-report.ts';
import { emptyRoute, type RouteState } from './route-state.ts';

export interface GateFileOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly log: Logger;
}

/** Changes with the layout; a file of an older version is begun anew, one of a newer version is left alone. */
const VERSION = 2;
/** More than one process may find the same damage, and each puts its new file into the place of the last. */
const MOST_ATTEMPTS = 3;
/** Creating the file. */
const OPEN_TIMEOUT_MS = 5000;
/** Short, because nothing else of this process happens meanwhile; whoever asks tries again. */
const BUSY_TIMEOUT_MS = 10;
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

/** A minute that has not come yet was counted on a clock that has been set back. */
const SUMS = `select route, sum(sent) as sent, sum(limited) as limited from minutes
  where minute > ? and minute <= ? group by route`;

interface Opened {
  readonly file: Sqlite.Database;
  readonly read: Sqlite.Statement<[string], KeptState>;
  readonly write: Sqlite.Statement<unknown[]>;
  readonly count: Sqlite.Statement<unknown[]>;
  readonly identityOf: Sqlite.Statement<[string], { readonly identity: string }>;
}

/** Never fails: without a file that can be used, what is known lives in this process alone, and a warning says so. */
export function openGateFile(options: GateFileOptions): GateMemory {
  return new GateFile(options);
}

/** What the file says at `now`; nothing in it is changed. */
export function readGateFile(path: string, now: WrittenAt): KeptGate {
  if (lookAt(path).size === 0) return emptyGate;
  try {
    const file = new Sqlite(path, { readonly: true });
    try {
      return readKept(file, now);
    } finally {
      file.close();
    }
  } catch (error) {
    if (!isFileTrouble(error)) throw error;
    return { ...emptyGate, problem: messageOf(error) };
  }
}

function readKept(file: Sqlite.Database, now: WrittenAt): KeptGate {
  const version = file.pragma('user_version', { simple: true });
  // Somebody is just creating it.
  if (version === 0) return emptyGate;
  assertVersion(version);
  const minute = Math.floor(now.wall / MINUTE_MS);
  const routes = file.prepare<[], KeptState & { route: Route }>('select * from routes order by route').all();
  const owners = file.prepare<[], { id: string; identity: string }>('select id, identity from owners').all();
  const sums = file.prepare<number[], { route: Route; sent: number; limited: number }>(SUMS);
  return {
    problem: null,
    routes: new Map(routes.map((kept) => [kept.route, decode(kept, now)])),
    owners: new Map(owners.map(({ id, identity }) => [id, JSON.parse(identity) as ProcessIdentity])),
    lastHour: new Map(sums.all(minute - KEPT_MINUTES, minute).map((sum) => [sum.route, sum])),
  };
}

class GateFile implements GateMemory {
  readonly owner = randomUUID();
  readonly #options: GateFileOptions;
  readonly #identity: ProcessIdentity;
  /** What this process has seen last: the beginning of a new file when the old one is lost. */
  readonly #last = new Map<Route, RouteState>();
  #opened: Opened | undefined;
  /** Of the file that was opened last, or tried. */
  #inode = 0;
  #fallback: GateMemory | undefined;

  constructor(options: GateFileOptions) {
    this.#options = options;
    this.#identity = options.processes.self();
  }

  update<Result>(route: Route, change: (state: RouteState) => Change<Result>): Result {
    for (let attempt = 1; this.#fallback === undefined; attempt += 1) {
      try {
        return this.#inFile(route, change);
      } catch (error) {
        this.#recover(error, attempt === MOST_ATTEMPTS);
      }
    }
    return this.#fallback.update(route, change);
  }

  /** Throws what asking again at once does not mend. */
  #recover(error: unknown, isLast: boolean): void {
    if (!isFileTrouble(error)) throw error;
    if (isBusy(error) && lookAt(this.#options.path).size > 0) throw new MemoryBusyError(error.message);
    this.close();
    if (isLast || !this.#discard(error)) this.#giveUp(error);
  }

  /** A property, so that it may be handed on alone. */
  readonly isGone = (owner: string): boolean => {
    try {
      const row = this.#opened?.identityOf.get(owner);
      return row !== undefined && this.#options.processes.stateOf(JSON.parse(row.identity)) === 'dead';
    } catch (error) {
      if (isFileTrouble(error) || error instanceof SyntaxError) return false;
      throw error;
    }
  };

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
      const before = kept ? decode(kept, moment) : (this.#rebuilt().get(route) ?? emptyRoute);
      const changed = change(before);
      const { state, sent, limited } = changed;
      if (state !== before) write.run(route, encodeState(state), moment.boot, moment.monotonic, moment.wall);
      if (sent + limited > 0) count.run(route, Math.floor(moment.wall / MINUTE_MS), sent, limited);
      return changed;
    });
    const { state, result } = exchange.immediate();
    // Not earlier: what was rolled back has not happened.
    this.#last.set(route, state);
    return result;
  }

  #rebuilt(): ReadonlyMap<Route, RouteState> {
    const now = this.#options.clock.monotonic();
    return new Map([...this.#last].map(([route, state]) => [route, rebuilt(state, { owner: this.owner, now })]));
  }

  /** The file behind the path, also when somebody has put another one there or emptied it. */
  #current(): Opened {
    const { path } = this.#options;
    if (this.#opened !== undefined) {
      const { ino, size } = lookAt(path);
      if (ino === this.#inode && size > 0) return this.#opened;
      this.#tellReset('it was deleted or emptied, or another file was put in its place');
      this.close();
      this.#remove();
    }
    createPrivateFile(path);
    this.#inode = lookAt(path).ino;
    this.#opened = open(path);
    const { file } = this.#opened;
    const now = this.#options.clock.now();
    file.prepare('delete from owners where since < ?').run(now - OWNER_LIFE_MS);
    file.prepare('delete from minutes where minute < ?').run(Math.floor(now / MINUTE_MS) - KEPT_MINUTES);
    const identity = JSON.stringify(this.#identity);
    file.prepare('insert or replace into owners values (?, ?, ?)').run(this.owner, identity, now);
    return this.#opened;
  }

  /** True when the damaged file is out of the way. */
  #discard(error: DriverError): boolean {
    const { path } = this.#options;
    // Those who had an emptied file open keep it locked until they look again.
    const isEmptied = isBusy(error) && lookAt(path).size === 0;
    if (!isEmptied && !/^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR)/.test(error.code)) return false;
    if (this.#remove()) this.#tellReset(messageOf(error));
    return true;
  }

  /** False: another process was faster, and its new file stays. */
  #remove(): boolean {
    const { path } = this.#options;
    if (lookAt(path).ino !== this.#inode) return false;
    // The file itself comes last: whoever creates the next one has its companions to itself.
    for (const suffix of ['-wal', '-shm', '']) rmSync(`${path}${suffix}`, { force: true });
    return true;
  }

  #tellReset(reason: string): void {
    const { path, log } = this.#options;
    log.warn('riot.limits.reset', { path, reason, effect: 'limits are learned again' });
  }

  #giveUp(error: DriverError): void {
    const { path, log } = this.#options;
    log.warn('riot.limits.unshared', { path, reason: messageOf(error), effect: 'other processes are not seen' });
    this.#fallback = createProcessMemory(this.#rebuilt());
  }
}

function open(path: string): Opened {
  const file = new Sqlite(path, { timeout: OPEN_TIMEOUT_MS });
  try {
    prepare(file);
    return {
      file,
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
  if (version !== 0) assertVersion(version);
  // What a power cut loses is over when the machine is up again.
  file.pragma('synchronous = OFF');
  try {
    file.pragma('journal_mode = WAL');
  } catch (error) {
    // Another process is just switching; until it has, this one writes in the slower mode.
    if (!isFileTrouble(error) || !isBusy(error)) throw error;
  }
  if (version === 0) file.transaction(() => file.exec(SCHEMA)).immediate();
  file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}

/** Two versions at work side by side must not delete each other's file for ever: the older one stays away. */
function assertVersion(version: unknown): void {
  if (version === VERSION) return;
  const isNewer = Number(version) > VERSION;
  throw new FileTrouble(
    isNewer ? 'SQLITE_NEWER' : 'SQLITE_ERROR_VERSION',
    `it was written by ${isNewer ? 'a newer' : 'an older'} version of riotjobs`,
  );
}

function decode(kept: KeptState, now: WrittenAt): RouteState {
  try {
    return decodeState(kept, now);
  } catch (cause) {
    throw new FileTrouble('SQLITE_CORRUPT_STATE', `a state in it cannot be read: ${messageOf(cause)}`);
  }
}

/** Zeros for a file that is not there. */
function lookAt(path: string): { readonly ino: number; readonly size: number } {
  return statSync(path, { throwIfNoEntry: false }) ?? { ino: 0, size: 0 };
}
