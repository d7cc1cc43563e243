// Step: why the judgement is what it is, for people. Never a skill number, a rating or an estimated rank.

import type { FactorId } from '../factor.ts';
import { factorIds } from '../factors/index.ts';
import type { CalibratedAnalysis, Judgement, Settings } from './analyze.ts';
import { calibratedFactors } from './factors/index.ts';
import { type WeighingGames, weighingGames } from './game-weights.ts';
import type { History } from './history.ts';
import { prepare } from './prepared.ts';
import { bestHonestRival, type Rival } from './rival.ts';
import { fixedSentences, moreGamesSentence } from './sentences.ts';
import { type LevelWords, levelWords } from './surplus-words.ts';

/** A smaller contribution means nothing: switching on another smurf story moves everybody's ratio a little. */
const MIN_CONTRIBUTION = 0.5;
const REASONS = 3;

export interface CalibratedReason {
  readonly factor: FactorId;
  readonly title: string;
  /** Nats; above 0 speaks for a smurf. */
  readonly contribution: number;
  readonly words: string;
}

export interface Explanation {
  /** Strongest first. */
  readonly speaksFor: readonly CalibratedReason[];
  readonly speaksAgainst: readonly CalibratedReason[];
  readonly rival: Rival;
  readonly level: LevelWords;
  readonly games: WeighingGames;
  readonly moreGames: string;
  readonly sentences: readonly string[];
}

/** null with insufficient data. The history and the settings are those of the analysis. */
export function explain(analysis: CalibratedAnalysis, history: History, settings: Settings): Explanation | null {
  const { judgement } = analysis;
  if (judgement === null) return null;
  const prepared = prepare(history, settings.baseline);
  const reasons = reasonsOf(judgement);
  return {
    speaksFor: reasons.slice(0, REASONS).filter(({ contribution }) => contribution >= MIN_CONTRIBUTION),
    speaksAgainst: reasons
      .toReversed()
      .slice(0, REASONS)
      .filter(({ contribution }) => contribution <= -MIN_CONTRIBUTION),
    rival: bestHonestRival(judgement.evidence, prepared.tenure, analysis.prior),
    level: levelWords(prepared),
    games: weighingGames(prepared),
    moreGames: moreGamesSentence(analysis, judgement),
    sentences: fixedSentences(analysis, judgement, prepared.tenure),
  };
}

function reasonsOf({ factors: outcomes }: Judgement): CalibratedReason[] {
  return factorIds
    .map((id) => {
      const { contribution, words } = outcomes[id];
      return { factor: id, title: calibratedFactors[id].title, contribution, words };
    })
    .toSorted((a, b) => b.contribution - a.contribution);
}
