// Step: words for a probability and its interval.

export type CalibratedBand =
  | 'very_likely'
  | 'likely'
  | 'possible'
  | 'inconclusive'
  | 'not_flagged'
  | 'insufficient_data';

/** Lowest probability of each band that flags, strongest first. Source: chosen on the development cohort. */
const flagging: readonly (readonly [CalibratedBand, number])[] = [
  ['very_likely', 0.9],
  ['likely', 0.7],
  ['possible', 0.5],
];
/** An interval that reaches above this could still become a flag. Source: an assumption of the profile. */
const OPEN_HIGH = 0.8;

export interface Verdict {
  readonly isSmurf: boolean;
  readonly band: CalibratedBand;
}

/** `isCautious`: on a baseline that may not fit, nobody is flagged. */
export function verdictOf(probability: number, high: number, isCautious: boolean): Verdict {
  const flag = flagging.find(([, lowest]) => probability >= lowest);
  if (flag !== undefined && !isCautious) return { isSmurf: true, band: flag[0] };
  const isOpen = flag !== undefined || high > OPEN_HIGH;
  return { isSmurf: false, band: isOpen ? 'inconclusive' : 'not_flagged' };
}
