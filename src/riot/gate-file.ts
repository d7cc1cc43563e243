// The gate's memory on disk: a small SQLite file per API key, shared by all processes of the machine that use the key.

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Route } from '../league/routing.ts';
import type { Logger } from '../log.ts';
import { createPrivateFile } from '../private-file.ts';
import type { Processes, ProcessIdentity } from '../processes.ts';
import { type DriverError, isBusy, isFileTrouble } from './file-trouble.ts';
import { decode, KEPT_MINUTES, lookAt, MINUTE_MS, type Opened, open } from './gate-file-layout.ts';
import { type Change, createProcessMemory, type GateMemory, MemoryBusyError } from './gate-memory.ts';
import { encodeState, rebuilt } from './gate-record.ts';
import { emptyRoute, type RouteState } from './route-state.ts';

export interface GateFileOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly log: Logger;
}

/** More than one process may find the same damage, and each puts its new file into the place of the last. */
const MOST_ATTEMPTS = 3;
/** Owners of an earlier day have nothing under way. */
const OWNER_LIFE_MS = 86_400_000;
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
