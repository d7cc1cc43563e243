// Faults of servers, keys and bodies in both jobs: how each ends, and that nothing is missing once it is over.

import { completed, describeFaults, failed, partial } from './fault-worlds.ts';

const getMatch = 'match-v5.getMatch';
const none = { itemsFailed: 0, itemsSkipped: 0 };
const fiveSkipped = { itemsFailed: 0, itemsSkipped: 5 };

describeFaults([
  {
    name: '503 everywhere',
    rules: [{ fault: { kind: 'status', status: 503 } }],
    endings: { updater: failed('error', 5, { itemsFailed: 2 }), analyzer: failed('error', 5, { itemsFailed: 5 }) },
  },
  {
    name: 'a burst of 502',
    rules: [{ at: { from: 2, to: 3 }, fault: { kind: 'status', status: 502 } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'one platform down',
    rules: [{ route: 'euw1', fault: { kind: 'status', status: 503 } }],
    endings: { updater: partial({ itemsFailed: 0 }), analyzer: partial({ itemsSkipped: 0 }) },
  },
  {
    name: 'key expired',
    rules: [{ fault: { kind: 'key-expired' } }],
    endings: { updater: failed('auth', 4, none), analyzer: failed('auth', 4, none) },
  },
  {
    name: 'key expired in mid-run',
    rules: [{ at: { from: 20 }, fault: { kind: 'key-expired' } }],
    endings: { updater: failed('auth', 4, none), analyzer: failed('auth', 4, none) },
  },
  {
    name: 'foreign puuids',
    rules: [{ fault: { kind: 'foreign-puuid' } }],
    endings: { updater: failed('error', 1, { itemsFailed: 2 }), analyzer: failed('error', 1, { itemsFailed: 30 }) },
  },
  {
    name: 'cut bodies of matches',
    rules: [{ method: getMatch, at: { from: 1, to: 5 }, fault: { kind: 'cut-body' } }],
    endings: { updater: partial(fiveSkipped), analyzer: partial(fiveSkipped) },
  },
  {
    name: 'HTML in place of a list',
    rules: [{ method: 'match-v5.getMatchIdsByPUUID', at: 1, fault: { kind: 'status', status: 200, body: 'html' } }],
    endings: { updater: partial({ itemsFailed: 1 }), analyzer: partial({ itemsFailed: 1 }) },
  },
  {
    name: 'a field of the wrong type',
    rules: [
      { method: getMatch, at: { from: 2, to: 6 }, fault: { kind: 'wrong-type', path: 'info.participants.3.kills' } },
    ],
    endings: { updater: partial(fiveSkipped), analyzer: partial(fiveSkipped) },
  },
  {
    name: 'a missing field',
    rules: [
      { method: getMatch, at: { from: 2, to: 6 }, fault: { kind: 'missing-field', path: 'info.participants.*.puuid' } },
    ],
    endings: { updater: partial(fiveSkipped), analyzer: partial(fiveSkipped) },
  },
  {
    name: 'puuids of 36 characters',
    rules: [{ method: getMatch, fault: { kind: 'uuid-puuids' } }],
    endings: { updater: failed('error', 1, { itemsFailed: 2 }), analyzer: partial({}) },
  },
  {
    name: 'matches that are 404',
    rules: [{ method: getMatch, at: { from: 2, to: 6 }, fault: { kind: 'status', status: 404 } }],
    endings: { updater: completed(fiveSkipped), analyzer: completed(fiveSkipped) },
  },
  {
    name: 'an empty match body (204)',
    rules: [{ method: getMatch, at: { from: 2, to: 4 }, fault: { kind: 'status', status: 204, body: 'empty' } }],
    endings: { updater: completed({ itemsSkipped: 3 }), analyzer: completed({ itemsSkipped: 3 }) },
  },
]);
