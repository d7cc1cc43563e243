// What a gate file says, for people who ask; nothing in it is changed.

import Sqlite from 'better-sqlite3';
import { messageOf } from '../errors.ts';
import type { Route } from '../league/routing.ts';
import type { ProcessIdentity } from '../processes.ts';
import { isFileTrouble } from './file-trouble.ts';
import { assertVersion, decode, KEPT_MINUTES, lookAt, MINUTE_MS } from './gate-file-layout.ts';
import type { KeptState, WrittenAt } from './gate-record.ts';
import { emptyGate, type KeptGate } from './limits-report.ts';

/** A minute that has not come yet was counted on a clock that has been set back. */
const SUMS = `select route, sum(sent) as sent, sum(limited) as limited from minutes
  where minute > ? and minute <= ? group by route`;

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
