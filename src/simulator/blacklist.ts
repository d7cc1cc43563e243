// Riot's blacklist: an application that keeps running into its limits is shut out, for longer each time.

import type { FaultOf } from './fault-script.ts';

export interface Blacklist {
  /** Books an application or method 429. Times in epoch ms. */
  book(application: string, rule: FaultOf<'blacklist'>, now: number): void;
  isOut(application: string, now: number): boolean;
}

interface Record429 {
  /** When the 429s since the last ban were given. */
  times: number[];
  bans: number;
  outUntil: number;
}

const MINUTE_MS = 60_000;

export function createBlacklist(): Blacklist {
  const records = new Map<string, Record429>();
  return {
    book(application, { after, minutes, banMinutes }, now) {
      const record = records.get(application) ?? { times: [], bans: 0, outUntil: Number.NEGATIVE_INFINITY };
      records.set(application, record);
      record.times = [...record.times.filter((time) => time > now - minutes * MINUTE_MS), now];
      if (record.times.length < after) return;
      record.outUntil = now + banMinutes * MINUTE_MS * 2 ** record.bans++;
      record.times = [];
    },
    isOut: (application, now) => now < (records.get(application)?.outUntil ?? Number.NEGATIVE_INFINITY),
  };
}
