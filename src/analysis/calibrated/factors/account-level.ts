// Factor: a level that fits a new account, and a long break that fits somebody who came back.

import type { CalibratedFactor, Measure } from '../factor.ts';
import type { Prepared } from '../prepared.ts';

function measure({ history, tenure }: Prepared): Measure {
  const { levelEvidence, isDormant } = tenure;
  return {
    statistic: { level: history.level, levelEvidence, dormant: isDormant === null ? null : Number(isDormant) },
    words: `${levelWords(history.level, levelEvidence)}; ${breakWords(isDormant)}`,
    hasRead: levelEvidence !== null || isDormant !== null,
  };
}

function levelWords(level: number | null, evidence: number | null): string {
  if (level === null || evidence === null) return 'the account level is not known';
  return `account level ${level}, which fits ${evidence > 0 ? 'a new account' : 'an account of long standing'} better`;
}

function breakWords(isDormant: boolean | null): string {
  if (isDormant === null) return 'a break before these games is not known';
  return isDormant ? 'at least 120 days without a stored match' : 'never 120 days without a stored match';
}

export const accountLevel: CalibratedFactor = {
  id: 'accountLevel',
  title: 'Account level',
  switchesOn: 'tenure',
  usualContribution: 0,
  measure,
};
