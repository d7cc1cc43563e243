// The sentences that stand under every explanation.

import { SAMPLE_SIZE } from '../evidence.ts';
import { count, likelihood, percent } from '../wording.ts';
import type { CalibratedAnalysis, Judgement } from './analyze.ts';
import type { Tenure } from './tenure.ts';

export function fixedSentences(analysis: CalibratedAnalysis, judgement: Judgement, tenure: Tenure): string[] {
  const { prior, gamesAnalyzed, missingMatches } = analysis;
  const { low, high, coverage } = judgement;
  const sentences = [
    `The probability holds if ${share(prior)} of all accounts are smurfs, which is an assumption.`,
    `Other games of the same account would put it between ${likelihood(low)} and ${likelihood(high)} about nine times in ten.`,
    `It rests on ${count(gamesAnalyzed, 'game')}; the stat line could be read in ${percent(coverage)} of them.`,
    'It was calibrated on synthetic players: no public set of labelled smurfs exists, so nobody can state a real accuracy.',
  ];
  if (isNewAccount(tenure)) {
    sentences.push('The level fits a new account: a new account of a player who really is that good looks the same.');
  }
  if (missingMatches > 0) {
    sentences.push(
      `What is usual comes from other servers: ${count(missingMatches, 'stored match', 'stored matches')} more are needed, and nobody is flagged before.`,
    );
  }
  return sentences;
}

/** Two digits that mean something: a prior may be far below 1 %. */
function share(prior: number): string {
  return `${Number((100 * prior).toPrecision(2))} %`;
}

/** What more games could change. */
export function moreGamesSentence({ band, gamesAnalyzed }: CalibratedAnalysis, { low, high }: Judgement): string {
  const room = SAMPLE_SIZE - gamesAnalyzed;
  const reach = `from ${likelihood(low)} to ${likelihood(high)}`;
  const more = room > 0 ? `Up to ${count(room, 'more game')} enter the sample` : 'New games replace the oldest ones';
  if (band === 'inconclusive') return `${more} and could decide: the luck of the games alone reaches ${reach}.`;
  return `${more}; the luck of the games alone reaches ${reach}.`;
}

function isNewAccount({ levelEvidence }: Tenure): boolean {
  return levelEvidence !== null && levelEvidence > 0;
}
