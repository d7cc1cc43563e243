// The fetch phase over a ground in memory: the product's own plan, and around it what fetch-matches.ts does with a store.

import { candidatesPerGroup, chooseIds, orderWaiting, planTurns } from '../../src/jobs/analyzer/plan.ts';
import type { Asked, Ground } from './ground.ts';
import { Lists, type Waiting } from './lists.ts';

export interface OurOptions {
  readonly minMatches: number;
  readonly targetMatches: number;
  readonly playersPerRun: number;
  readonly matchesPerPlayer: number;
  /** Share of verdicts that more games may change. */
  readonly undecided: number;
  /** All lists are known and cost nothing. */
  readonly isAllKnown: boolean;
}

/** Games to a next verdict that is due. Source: src/analysis/due.ts. */
const STEP = 10;

export class OurPolicy {
  readonly #ground: Ground;
  readonly #options: OurOptions;
  readonly #lists: Lists;
  #waiting: Waiting[];
  #asked = 0;
  /** From the beginning to a clear verdict, or to the finding that the history is too short; ms. */
  longestWait = 0;

  constructor(ground: Ground, options: OurOptions) {
    this.#ground = ground;
    this.#options = options;
    this.#lists = new Lists(ground);
    this.#waiting = ground.waiting.map(({ index, since }) => {
      return { player: index, since, goal: options.minMatches, listed: undefined };
    });
    if (options.isAllKnown) for (const one of this.#waiting) this.#lists.read(one);
  }

  /** Until nobody waits. */
  *requests(): Generator<Asked> {
    for (this.#judge(); this.#waiting.length > 0; this.#judge()) {
      for (const { player, next } of this.#plan()) {
        if (this.#missing(player.one) > 0) yield* this.#turnOf(player.one);
        if (next !== undefined && this.#missing(next.one) > 0) yield* this.#listOf(next.one);
      }
    }
  }

  #plan() {
    const candidates = this.#waiting.map((one) => ({
      one,
      puuid: this.#ground.puuidOf(one.player),
      missing: this.#missing(one),
      since: one.since,
      failedAttempts: 0,
      isListed: one.listed !== undefined,
      route: 'one',
    }));
    const { playersPerRun } = this.#options;
    const ordered = orderWaiting(candidates, { now: this.#now(), gamesPerWaitingDay: 1 });
    return planTurns(ordered.slice(0, candidatesPerGroup(playersPerRun)), playersPerRun);
  }

  *#turnOf(one: Waiting): Generator<Asked> {
    if (!(yield* this.#listOf(one))) return;
    for (const match of this.#chosen(one)) {
      yield this.#ask({ kind: 'match', match });
      this.#lists.remove(match);
    }
    one.since = this.#now();
  }

  #chosen(one: Waiting): number[] {
    const isOther = (other: Waiting) => other !== one && this.#missing(other) > 0;
    const listed = [...(one.listed ?? [])].map((match, place) => {
      return { matchId: String(match), place, sharers: this.#lists.listersOf(match).filter(isOther).length };
    });
    const budget = Math.min(this.#options.matchesPerPlayer, this.#missing(one));
    return chooseIds(listed, budget).map(Number);
  }

  /** The list is known afterwards; false: the history is too short. */
  *#listOf(one: Waiting): Generator<Asked, boolean> {
    if (one.listed === undefined) {
      yield this.#ask({ kind: 'ids', player: one.player });
      this.#lists.read(one);
    }
    const isEnough = (one.listed?.size ?? 0) >= this.#missing(one);
    if (!isEnough) this.#end(one);
    return isEnough;
  }

  /** An undecided verdict waits for the next, a clear one for nothing. */
  #judge(): void {
    for (const one of this.#waiting.filter((each) => this.#missing(each) <= 0)) {
      const isUndecided = this.#ground.chance(one.player) < this.#options.undecided;
      const goal = this.#ground.gamesOf(one.player) + STEP;
      if (isUndecided && goal <= this.#options.targetMatches) Object.assign(one, { goal, since: this.#now() });
      else this.#end(one);
    }
  }

  #end(one: Waiting): void {
    this.longestWait = Math.max(this.longestWait, this.#now() - this.#ground.timeAfter(0));
    this.#lists.forget(one);
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }

  #ask(asked: Asked): Asked {
    this.#asked += 1;
    return asked;
  }

  #missing({ player, goal }: Waiting): number {
    return goal - this.#ground.gamesOf(player);
  }

  #now(): number {
    return this.#ground.timeAfter(this.#asked);
  }
}
