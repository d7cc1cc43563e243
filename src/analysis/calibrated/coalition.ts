// The log likelihood ratio with only some parts switched on. Sixteen sets of games carry all the coalitions.

import type { Part } from './factor.ts';
import type { HypothesisId } from './hypotheses.ts';
import { logLikelihoodRatio, type Stories, storiesOf } from './likelihood-ratio.ts';
import { type SteadyEvidence, steadyEvidenceOf } from './log-evidence.ts';
import { pilotedEvidenceOf } from './piloted.ts';
import type { Prepared } from './prepared.ts';
import { allGames } from './score.ts';
import { type Selection, select } from './selection.ts';
import { termsOf } from './terms.ts';

export type Coalition = Readonly<Record<Part, boolean>>;

/** Games and what is switched on in them, with the evidence that follows. */
interface GameSet {
  readonly steady: SteadyEvidence;
  /** By what changes with the hands: 1 = results, 2 = performance, 3 = both. */
  readonly piloted: (changes: number) => number;
}

/** The ratio by coalition; what several coalitions share is computed once. */
export function ratioOfCoalitions(prepared: Prepared): (on: Coalition) => number {
  const stories = { on: storiesOf(prepared.tenure), off: storiesOf(null) };
  const setOf = gameSets(prepared);
  return (on) => ratioOf(on, setOf(on), on.tenure ? stories.on : stories.off);
}

function ratioOf(on: Coalition, games: GameSet, stories: Stories): number {
  const changes = (on.resultsChange && on.results ? 1 : 0) + (on.performanceChange && (on.combat || on.lane) ? 2 : 0);
  const piloted = changes === 0 ? Number.NEGATIVE_INFINITY : games.piloted(changes);
  return logLikelihoodRatio(stories, { ...games.steady, piloted }, removedFrom(on, changes > 0));
}

const movers: readonly HypothesisId[] = ['improver', 'returning', 'newImprover'];
const removals = memoized((bits: number): ReadonlySet<HypothesisId> => {
  const removed = new Set<HypothesisId>((bits & 1) === 0 ? [] : movers);
  if ((bits & 2) !== 0) removed.add('deranker');
  if ((bits & 4) !== 0) removed.add('piloted');
  return removed;
});

function removedFrom(on: Coalition, hasChange: boolean): ReadonlySet<HypothesisId> {
  return removals((on.movers ? 0 : 1) + (on.deranker ? 0 : 2) + (hasChange ? 0 : 4));
}

function gameSets(prepared: Prepared): (on: Coalition) => GameSet {
  const kept = { all: allGames(prepared), main: allGames(prepared).filter((index) => !isOffRole(prepared, index)) };
  const hasOffRole = kept.main.length < kept.all.length;
  const terms = memoized((bits: number) => termsOf(prepared.games, prepared.results, switchesOf(bits)));
  const sets = memoized((bits: number) => gameSet(select(terms(bits & 7), (bits & 8) === 0 ? kept.all : kept.main)));
  return (on) => {
    const switches = (on.results ? 1 : 0) + (on.combat ? 2 : 0) + (on.lane ? 4 : 0);
    return sets(switches + (hasOffRole && !on.offRoleGames ? 8 : 0));
  };
}

function isOffRole({ games }: Prepared, index: number): boolean {
  return games[index]?.isOffRole === true;
}

function switchesOf(bits: number) {
  return { results: (bits & 1) !== 0, combat: (bits & 2) !== 0, lane: (bits & 4) !== 0 };
}

function gameSet(selection: Selection): GameSet {
  return {
    steady: steadyEvidenceOf(selection),
    piloted: memoized((changes: number) =>
      pilotedEvidenceOf(selection, { results: (changes & 1) !== 0, performance: (changes & 2) !== 0 }),
    ),
  };
}

function memoized<Value>(compute: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
