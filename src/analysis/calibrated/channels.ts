// The channels of a game line, and its residuals: what is left of them without the position and the result.

import { type TeamPosition, teamPositions } from '../../league/match.ts';
import { mean } from '../game-statistics.ts';
import type { Measured } from './baseline.ts';
import type { GameLine } from './game-line.ts';

/** Mean of ln((kills + assists + 1) / (deaths + 1)) by position. */
export type LogKdaMeans = Readonly<Record<TeamPosition, number>>;

/** One value per channel; null where it is not known. */
export type Channels = readonly [number, number | null, number | null];

/** Heavy tails: one game says no more than this. Source: experiments. */
const MAX_RESIDUAL = 2;

export function logKdaMeansOf(roles: Readonly<Record<TeamPosition, Pick<Measured, 'logKdaMean'>>>): LogKdaMeans {
  return {
    TOP: roles.TOP.logKdaMean,
    JUNGLE: roles.JUNGLE.logKdaMean,
    MIDDLE: roles.MIDDLE.logKdaMean,
    BOTTOM: roles.BOTTOM.logKdaMean,
    UTILITY: roles.UTILITY.logKdaMean,
  };
}

export function channelsOf(line: GameLine, position: TeamPosition, means: LogKdaMeans): Channels {
  const unknown = mean(teamPositions.map((one) => means[one]));
  const usual = mean(line.othersPositions.map((one) => (one === null ? unknown : means[one])));
  return [line.logKda - means[position] - (line.othersLogKda - usual), line.goldLead, line.visionLead];
}

/** A channel in standard deviations, without what the result alone moves it by. */
export function residual(value: number, channel: 0 | 1 | 2, { line, measured }: Context): number {
  const { sd, winShift } = measured;
  return value / sd[channel] - winShift[channel] * (line.win ? 1 : -1);
}

export function clippedResidual(value: number, channel: 0 | 1 | 2, context: Context): number {
  return Math.max(-MAX_RESIDUAL, Math.min(MAX_RESIDUAL, residual(value, channel, context)));
}

interface Context {
  readonly line: Pick<GameLine, 'win'>;
  readonly measured: Pick<Measured, 'sd' | 'winShift'>;
}
