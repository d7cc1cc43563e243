// A moment for a world that stands still while the product goes by the real clock: a month of history must reach it.

import { systemClock } from '../../src/clock.ts';

const DAY_MS = 86_400_000;

/** Epoch ms: the last midnight in UTC. The worlds are the same on each day, but for their dates. */
export const RECENTLY = Math.floor(systemClock.now() / DAY_MS) * DAY_MS;
