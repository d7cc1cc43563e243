// Faults of limits and of time in both jobs: how each ends, and that nothing is missing once it is over.

import { completed, describeFaults, failed } from './fault-worlds.ts';

/** At most so many requests are on their way when a limit falls. */
const CONCURRENCY = 8;

/** A limit that falls in the middle of a window of a second: what is on its way draws 429s, whose headers are the case. */
const falling = [
  { fault: { kind: 'latency', ms: { from: 20, to: 60 } } },
  { at: { to: 14 }, fault: { kind: 'limits', application: '500:1,30000:600' } },
  { at: { from: 15 }, fault: { kind: 'limits', application: '12:1,30000:600' } },
];

describeFaults([
  {
    name: 'limits that change in mid-run',
    rules: [{ at: { from: 15 }, fault: { kind: 'limits', application: '10:1,60:120' } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'an application limit that falls in mid-run',
    rules: falling,
    endings: { updater: completed(), analyzer: completed() },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'a method limit that falls in mid-run',
    rules: [{ at: { from: 15 }, fault: { kind: 'limits', method: '8:10' } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'Retry-After rounded down to 0',
    rules: [...falling, { fault: { kind: 'retry-after', as: 'floor' } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'Retry-After of one second too many',
    rules: [...falling, { fault: { kind: 'retry-after', as: 'one-more' } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'no Retry-After',
    rules: [...falling, { fault: { kind: 'retry-after', as: 'missing' } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'the blacklist',
    rules: [...falling, { fault: { kind: 'blacklist', after: 1, minutes: 10, banMinutes: 30 } }],
    endings: { updater: failed('auth', 4), analyzer: failed('auth', 4) },
    violations: [1, CONCURRENCY],
  },
  {
    name: 'buckets in any order',
    rules: [{ fault: { kind: 'shuffled-buckets' } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'service 429 without headers',
    rules: [{ at: { from: 2, to: 3 }, fault: { kind: 'service-limit' } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [2, 2],
  },
  {
    name: 'service 429 with Retry-After',
    rules: [{ at: { from: 2, to: 3 }, fault: { kind: 'service-limit', retryAfter: 3 } }],
    endings: { updater: completed(), analyzer: completed() },
    violations: [2, 2],
  },
  {
    name: 'server 429 for ever',
    rules: [{ fault: { kind: 'server-limit', retryAfter: 12 } }],
    endings: { updater: failed('rate_limited', 5), analyzer: failed('rate_limited', 5) },
    violations: [1, 99],
  },
  {
    name: 'latency',
    rules: [{ fault: { kind: 'latency', ms: { from: 20, to: 60 } } }],
    endings: { updater: completed(), analyzer: completed() },
  },
  {
    name: 'latency beyond the time limit',
    rules: [{ fault: { kind: 'latency', ms: 600_000 } }],
    endings: { updater: failed('timeout', 124), analyzer: failed('timeout', 124) },
  },
]);
