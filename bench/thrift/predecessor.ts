// The policy of the system that riotjobs replaces: ids of ten, players as their rows come. Source: predecessor.md, phase 1.

import type { Asked, Ground } from './ground.ts';

const PLAYERS_PER_RUN = 8;
const IDS = 10;

export interface PredecessorOptions {
  readonly target: number;
  /** true: a kinder one, which pages on; false: as it was, the newest ten, and a player without new ones is left for ever. */
  readonly isPaged: boolean;
}

export function* predecessor(ground: Ground, { target, isPaged }: PredecessorOptions): Generator<Asked> {
  const exhausted = new Set<number>();
  const pages = new Map<number, number>();
  const isDue = (player: number) => ground.gamesOf(player) < target && !exhausted.has(player);
  for (let due = dueNow(ground, isDue); due.length > 0; due = dueNow(ground, isDue)) {
    for (const player of due) {
      const start = pages.get(player) ?? 0;
      pages.set(player, isPaged ? start + IDS : 0);
      const isLast = yield* fetchTen(ground, { player, start, isPaged });
      if (isLast) exhausted.add(player);
    }
  }
}

function dueNow({ waiting }: Ground, isDue: (player: number) => boolean): number[] {
  const due = waiting.map(({ index }) => index).filter(isDue);
  return due.slice(0, PLAYERS_PER_RUN);
}

interface Page {
  readonly player: number;
  readonly start: number;
  readonly isPaged: boolean;
}

/** true: nothing more is to be had of the player. */
function* fetchTen(ground: Ground, { player, start, isPaged }: Page): Generator<Asked, boolean> {
  yield { kind: 'ids', player };
  const listed = ground.listOf(player).slice(start, start + IDS);
  const fresh = listed.filter((match) => !ground.isStored(match));
  for (const match of fresh) yield { kind: 'match', match };
  return isPaged ? listed.length < IDS : fresh.length === 0;
}
