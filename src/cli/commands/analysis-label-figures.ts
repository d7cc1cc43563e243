// PURE: how good scores are, measured against the truth.

import type { Spread } from '../../analysis/evaluation/bootstrap.ts';
import { bootstrap } from '../../analysis/evaluation/bootstrap.ts';
import { groupBy } from '../../analysis/evaluation/groups.ts';
import {
  calibrationError,
  capturedInformation,
  type FlagFigures,
  flagFigures,
  logLoss,
} from '../../analysis/evaluation/probability-figures.ts';
import { type Judged, type Ranked, rank } from '../../analysis/evaluation/ranked.ts';
import {
  averagePrecision,
  recallAtOnePercent,
  rocAuc,
  thresholdAtOnePercent,
} from '../../analysis/evaluation/ranking-figures.ts';

/** A player whose truth is known. */
export interface LabelledPlayer {
  /** `regular`, `freshsmurf`, ... */
  readonly kind: string;
  readonly isSmurf: boolean;
  /** How many players of the population this one stands for. */
  readonly weight: number;
  readonly score: number;
}

export interface OrderFigures {
  readonly auc: number;
  readonly ap: number;
  /** Share of the smurfs above the honest player behind the first 1 % of them. */
  readonly r1: number;
}

export interface ProbabilityFigures {
  readonly ece: number;
  readonly logLoss: number;
  /** Of the information that the oracle has; null without one. */
  readonly captured: number | null;
}

export interface KindFigures {
  readonly kind: string;
  readonly isSmurf: boolean;
  readonly players: number;
  /** Share above the threshold that 1 % of the honest players pass. */
  readonly aboveThreshold: number;
  /** Share that is flagged. */
  readonly flagged: number;
}

export interface LabelFigures {
  readonly players: number;
  readonly smurfs: number;
  /** Share of the smurfs, weighted. */
  readonly prevalence: number;
  readonly order: OrderFigures;
  readonly spread: { readonly auc: Spread; readonly r1: Spread };
  /** null for scores that are no probabilities. */
  readonly probability: ProbabilityFigures | null;
  readonly flags: FlagFigures;
  readonly kinds: readonly KindFigures[];
}

export interface LabelOptions<Player> {
  isFlagged(player: Player): boolean;
  readonly isProbability: boolean;
  /** The same players as an oracle judges them. */
  readonly oracle?: readonly Judged[] | undefined;
}

/** Source: the evaluation protocol of the profile. */
const DRAWS = 1000;
const SEED = 1;

/** null where the players are all of one side: nothing can be told apart then. */
export function labelFiguresOf<Player extends LabelledPlayer>(
  players: readonly Player[],
  options: LabelOptions<Player>,
): LabelFigures | null {
  const smurfs = players.filter(({ isSmurf }) => isSmurf);
  if (smurfs.length === 0 || smurfs.length === players.length) return null;
  const ranked = rank(players);
  const prevalence = weightOf(smurfs) / weightOf(players);
  return {
    players: players.length,
    smurfs: smurfs.length,
    prevalence,
    order: orderFiguresOf(ranked),
    spread: bootstrap(ranked, { auc: rocAuc, r1: recallAtOnePercent }, { draws: DRAWS, seed: SEED }),
    probability: options.isProbability ? probabilityFiguresOf(players, prevalence, options.oracle) : null,
    flags: flagFigures(players, options.isFlagged),
    kinds: kindFiguresOf(players, thresholdAtOnePercent(ranked), options.isFlagged),
  };
}

export function orderFiguresOf(ranked: Ranked): OrderFigures {
  return { auc: rocAuc(ranked), ap: averagePrecision(ranked), r1: recallAtOnePercent(ranked) };
}

function probabilityFiguresOf(
  players: readonly Judged[],
  prevalence: number,
  oracle: readonly Judged[] | undefined,
): ProbabilityFigures {
  const loss = logLoss(players);
  const captured = oracle === undefined ? null : capturedInformation(loss, logLoss(oracle), prevalence);
  return { ece: calibrationError(players), logLoss: loss, captured };
}

/** Honest kinds first, by name. */
function kindFiguresOf<Player extends LabelledPlayer>(
  players: readonly Player[],
  threshold: number,
  isFlagged: (player: Player) => boolean,
): KindFigures[] {
  const groups = [...groupBy(players, ({ kind, isSmurf }) => `${isSmurf ? 1 : 0} ${kind}`)];
  return groups
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const share = (passes: (player: Player) => boolean) => members.filter(passes).length / members.length;
      return [
        {
          kind: first.kind,
          isSmurf: first.isSmurf,
          players: members.length,
          aboveThreshold: share(({ score }) => score > threshold),
          flagged: share(isFlagged),
        },
      ];
    });
}

function weightOf(players: readonly LabelledPlayer[]): number {
  return players.reduce((sum, { weight }) => sum + weight, 0);
}
