// Games that one account could have played instead of its own: the same strength and style, other luck.

import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import type { History, HistoryGame } from '../../src/analysis/calibrated/history.ts';
import { sigmoid } from '../../src/analysis/calibrated/probability.ts';
import type { Draw } from '../../src/analysis/evaluation/random.ts';
import { teamPositions } from '../../src/league/match.ts';

const START_AT = 1_748_736_000_000;
const HOUR_MS = 3_600_000;
const { sd, winShift, covariance, logKdaMean } = defaultBaseline.roles.MIDDLE;
const OTHERS_LOG_KDA = 0.75;
/** Gain of each channel, and of the logit of winning, per tier of surplus. */
const LOADINGS = [0.1598, 0.1438, 0.0639] as const;
const PER_TIER = 0.33;
/** Standard deviations of the personal style by channel. */
const STYLE = [0.038, 0.04, 0.132].map(Math.sqrt);

export interface Account {
  /** Tiers above the lobby. */
  readonly surplus: number;
  readonly style: readonly number[];
  readonly games: number;
}

export function accountWith(surplus: number, games: number, draw: Draw): Account {
  return { surplus, games, style: STYLE.map((spread) => spread * normal(draw)) };
}

export function replicateOf(account: Account, draw: Draw): History {
  const games = Array.from({ length: account.games }, (_, index) => gameOf(account, index, draw));
  return { id: 'replicate', games, ranks: [], rankCheckedAt: null, level: 120, previousMatchAt: null };
}

function gameOf({ surplus, style }: Account, index: number, draw: Draw): HistoryGame {
  const win = uniform(draw) < sigmoid(PER_TIER * surplus);
  const luck = correlated(draw);
  const channel = (place: 0 | 1 | 2) => {
    const residual = LOADINGS[place] * surplus + (style[place] ?? 0) + luck[place];
    return sd[place] * (residual + (win ? winShift[place] : -winShift[place]));
  };
  const others = [...teamPositions, ...teamPositions];
  others.splice(others.indexOf('MIDDLE'), 1);
  const usual = others.reduce((sum, position) => sum + defaultBaseline.roles[position].logKdaMean, 0) / others.length;
  return {
    matchId: `EUW1_${index}`,
    playedAt: START_AT + index * HOUR_MS,
    gameDuration: 1800,
    win,
    position: 'MIDDLE',
    logKda: logKdaMean + channel(0) + OTHERS_LOG_KDA - usual,
    othersLogKda: OTHERS_LOG_KDA,
    othersPositions: others,
    goldLead: channel(1),
    visionLead: channel(2),
    lobby: [],
  };
}

/** Noise with the covariance of the residuals, by its Cholesky factor. */
function correlated(draw: Draw): [number, number, number] {
  const [[aa, ab, ac], [, bb, bc], [, , cc]] = covariance;
  const l11 = Math.sqrt(aa);
  const l21 = ab / l11;
  const l31 = ac / l11;
  const l22 = Math.sqrt(bb - l21 ** 2);
  const l32 = (bc - l31 * l21) / l22;
  const l33 = Math.sqrt(cc - l31 ** 2 - l32 ** 2);
  const [x, y, z] = [normal(draw), normal(draw), normal(draw)];
  return [l11 * x, l21 * x + l22 * y, l31 * x + l32 * y + l33 * z];
}

function uniform(draw: Draw): number {
  return (draw(1_000_000) + 0.5) / 1_000_000;
}

function normal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(uniform(draw))) * Math.cos(2 * Math.PI * uniform(draw));
}
