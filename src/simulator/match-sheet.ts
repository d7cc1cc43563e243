// Everything that happened in one match, worked out on demand from its record and hashes; the JSON is written from it.

import { type Draft, draftOf } from './draft.ts';
import { diceOf, mix, topics } from './hash.ts';
import { SLOTS } from './match-log.ts';
import { type Objectives, rollObjectives } from './objectives.ts';
import { type Performance, type PlayedMatch, playOut } from './performance.ts';

export interface MatchSheet extends PlayedMatch, Performance {
  readonly draft: Draft;
  readonly objectives: Objectives;
  readonly isSurrender: boolean;
  /** Last hits on towers by slot. */
  readonly towerKills: readonly number[];
  /** Seed of the details that nothing else depends on. */
  readonly detailSeed: number;
}

export function matchSheet(played: PlayedMatch): MatchSheet {
  const detailSeed = mix(mix(played.seed, topics.detail), played.index);
  const dice = diceOf(detailSeed);
  const objectives = rollObjectives(played.match, dice);
  return {
    ...played,
    ...playOut(played),
    draft: draftOf(played, dice),
    objectives,
    isSurrender: !played.match.isRemake && dice.next() < surrenderShare(played.match.duration / 60),
    towerKills: towerKillsOf(objectives, dice.below),
    detailSeed,
  };
}

/** Nearly every game under 16 minutes is given up, few long ones. */
function surrenderShare(minutes: number): number {
  if (minutes < 16) return 0.98;
  if (minutes < 20) return 0.7;
  return minutes < 26 ? 0.4 : 0.15;
}

function towerKillsOf({ teams }: Objectives, below: (n: number) => number): number[] {
  const counts = new Array<number>(SLOTS).fill(0);
  teams.forEach(({ tower }, team) => {
    for (let i = 0; i < tower; i++) {
      const slot = 5 * team + below(5);
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  });
  return counts;
}
