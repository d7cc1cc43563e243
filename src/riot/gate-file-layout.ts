// The file that processes share the limits of a key in: its layout, and how it is opened.

import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { messageOf } from '../errors.ts';
import { FileTrouble, isBusy, isFileTrouble } from './file-trouble.ts';
import { decodeState, type KeptState, type WrittenAt } from './gate-record.ts';
import type { RouteState } from './route-state.ts';

/** Changes with the layout; a file of an older version is begun anew, one of a newer version is left alone. */
const VERSION = 2;
/** Creating the file. */
const OPEN_TIMEOUT_MS = 5000;
/** Short, because nothing else of this process happens meanwhile; whoever asks tries again. */
const BUSY_TIMEOUT_MS = 10;
export const MINUTE_MS = 60_000;
/** Statistics are kept for this long. */
export const KEPT_MINUTES = 60;

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

export interface Opened {
  readonly file: Sqlite.Database;
  readonly read: Sqlite.Statement<[string], KeptState>;
  readonly write: Sqlite.Statement<unknown[]>;
  readonly count: Sqlite.Statement<unknown[]>;
  readonly identityOf: Sqlite.Statement<[string], { readonly identity: string }>;
}

export function open(path: string): Opened {
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
export function assertVersion(version: unknown): void {
  if (version === VERSION) return;
  const isNewer = Number(version) > VERSION;
  throw new FileTrouble(
    isNewer ? 'SQLITE_NEWER' : 'SQLITE_ERROR_VERSION',
    `it was written by ${isNewer ? 'a newer' : 'an older'} version of riotjobs`,
  );
}

export function decode(kept: KeptState, now: WrittenAt): RouteState {
  try {
    return decodeState(kept, now);
  } catch (cause) {
    throw new FileTrouble('SQLITE_CORRUPT_STATE', `a state in it cannot be read: ${messageOf(cause)}`);
  }
}

/** Zeros for a file that is not there. */
export function lookAt(path: string): { readonly ino: number; readonly size: number } {
  return statSync(path, { throwIfNoEntry: false }) ?? { ino: 0, size: 0 };
}
