// The figures of one world as lines of text, and what falls short of its gates.
import { bootstrap, type Spread } from '../../src/analysis/evaluation/bootstrap.ts';
import {
  calibrationError,
  capturedInformation,
  flagFigures,
  isAtLeast,
  logLoss,
} from '../../src/analysis/evaluation/probability-figures.ts';
import { type Ranked, rank } from '../../src/analysis/evaluation/ranked.ts';
import {
  averagePrecision,
  recallAtOnePercent,
  rocAuc,
  thresholdAtOnePercent,
} from '../../src/analysis/evaluation/ranking-figures.ts';
import { slicesOf } from '../../src/analysis/evaluation/slices.ts';
import type { Figures, Gate, World } from './cohort.ts';
import { judgedBy, type ScoredPlayer, type Scorer, scorers } from './scorers.ts';

/** Share of smurfs that the cohort's weights stand for. */
const PREVALENCE = 0.05;
/** Line of `is_smurf`. */
const FLAG = 0.5;
/** An exact implementation is as near as this to the reference. */
const TOLERANCE = 0.002;
/** A regular player with this share of wins was lucky. Source: the cohort's slices. */
const LUCKY = 0.62;
const SEED = 1;

export interface WorldResult {
  readonly lines: readonly string[];
  /** What misses its gate or its reference. */
  readonly misses: readonly string[];
}

/** `draws` 0: without bootstrap intervals. */
export function reportWorld(players: readonly ScoredPlayer[], world: World, options: ReportOptions): WorldResult {
  const judged = judgedBy('calibrated', players);
  const ranked = rank(judged);
  const ll = logLoss(judged);
  const oracleLoss = logLoss(judgedBy('oracle', players));
  const figures = {
    ...orderFigures(ranked),
    ece: calibrationError(judged),
    ll,
    captured: capturedInformation(ll, oracleLoss, PREVALENCE),
  };
  const { recall, falsePositives, precision } = flagFigures(judged, isAtLeast(FLAG));
  const { ece, captured } = figures;
  return {
    lines: [
      `${world}: ${players.length} players, ${players.filter(({ label }) => label.isSmurf).length} smurfs`,
      ...scorers.map((scorer) => scorerLine(scorer, players, options.draws)),
      `  calibrated: ECE ${fixed(ece)}, LL ${fixed(ll)} (oracle ${fixed(oracleLoss)}), captured ${fixed(captured)}`,
      `  P >= ${FLAG}: recall ${fixed(recall)}, FPR ${percent(falsePositives)}, precision ${fixed(precision)}`,
    ],
    misses: missesOf(world, figures, options.gate),
  };
}

export interface ReportOptions {
  readonly gate: Gate;
  readonly draws: number;
}

/** Share above the 1 % threshold by kind of player, for each scorer but the win rate. */
export function sliceLines(players: readonly ScoredPlayer[]): string[] {
  const compared = scorers.filter((scorer) => scorer !== 'win rate');
  const shares = compared.map((scorer) => {
    const threshold = thresholdAtOnePercent(rank(judgedBy(scorer, players)));
    return slicesOf(
      withLucky(players),
      ({ kind }) => kind,
      ({ player }) => player.scores[scorer] > threshold,
    );
  });
  const lines = [...(shares[0] ?? new Map()).entries()].map(([kind, { players: members }]) => {
    const cells = shares.map((one) => percent(one.get(kind)?.share ?? Number.NaN).padStart(8));
    return `  ${kind.padEnd(14)} ${String(members).padStart(5)} ${cells.join('')}`;
  });
  return [`above the 1 % threshold (${compared.join(' / ')}):`, ...lines];
}

function withLucky(players: readonly ScoredPlayer[]): { kind: string; player: ScoredPlayer }[] {
  return players.flatMap((player) => {
    const own = { kind: player.label.kind, player };
    return own.kind === 'regular' && player.winRate >= LUCKY ? [own, { kind: 'lucky', player }] : [own];
  });
}

function orderFigures(ranked: Ranked): Pick<Figures, 'auc' | 'ap' | 'r1'> {
  return { auc: rocAuc(ranked), ap: averagePrecision(ranked), r1: recallAtOnePercent(ranked) };
}

function scorerLine(scorer: Scorer, players: readonly ScoredPlayer[], draws: number): string {
  const ranked = rank(judgedBy(scorer, players));
  const { auc, ap, r1 } = orderFigures(ranked);
  const spreads =
    draws === 0 ? undefined : bootstrap(ranked, { auc: rocAuc, r1: recallAtOnePercent }, { draws, seed: SEED });
  const cells = [
    `AUC ${fixed(auc)}${within(spreads?.auc)}`,
    `AP ${fixed(ap)}`,
    `R1 ${fixed(r1)}${within(spreads?.r1)}`,
  ];
  return `  ${scorer.padEnd(11)} ${cells.join('  ')}`;
}

function within(spread: Spread | undefined): string {
  return spread === undefined ? '' : ` [${fixed(spread.low)}, ${fixed(spread.high)}]`;
}

type AllFigures = Figures & { readonly ece: number; readonly ll: number };

function missesOf(world: World, figures: AllFigures, { gate, reference }: Gate): string[] {
  const ranks = ['auc', 'ap', 'r1', 'captured'] as const;
  const below = ranks.filter((name) => figures[name] < gate[name]).map((name) => `${name} below ${gate[name]}`);
  const uncalibrated = figures.ece > gate.eceAtMost ? [`ece above ${gate.eceAtMost}`] : [];
  const names = Object.keys(reference) as (keyof AllFigures)[];
  const away = names
    .filter((name) => Math.abs(figures[name] - reference[name]) > TOLERANCE)
    .map((name) => `${name} is ${fixed(figures[name])}, the reference ${reference[name]}`);
  return [...below, ...uncalibrated, ...away].map((miss) => `${world}: ${miss}`);
}

function fixed(value: number): string {
  return value.toFixed(4).replace(/^(-?)0\./, '$1.');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
