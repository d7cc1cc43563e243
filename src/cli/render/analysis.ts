// PURE: verdicts as tables and as JSON, of whatever profile.

import { likelihood } from '../../analysis/wording.ts';
import type { VerdictOfPlayer } from '../../store/analyses-store.ts';
import type { Label, Player, StoredAnalysis } from '../../store/records.ts';
import type { Column, Tone } from './table.ts';
import { fullTime, playerName, relativeTime } from './text.ts';

/** `very_likely` -> `very likely`. */
export function bandWords(band: StoredAnalysis['confidence']): string {
  return band.replaceAll('_', ' ');
}

/** Only the profile `calibrated` gives one. */
export function probabilityOf({ profile, smurfScore }: StoredAnalysis): number | null {
  return profile === 'calibrated' ? smurfScore : null;
}

export function probabilityWords(probability: number | null): string {
  return probability === null ? '-' : likelihood(probability);
}

/** `34 % to 83 %`; nothing where there is none. */
export function intervalWords({ low, high }: Pick<StoredAnalysis, 'low' | 'high'>): string {
  if (low === null || high === null) return '';
  return `${probabilityWords(low)} to ${probabilityWords(high)}`;
}

/** With its sign: `+1.84`. */
export function natsWords(nats: number | null): string {
  if (nats === null) return '-';
  return `${nats < 0 ? '' : '+'}${nats.toFixed(2)}`;
}

export const labelWords: Readonly<Record<Label, string>> = { smurf: 'confirmed', honest: 'false positive' };

function flagTone({ isSmurf }: Pick<StoredAnalysis, 'isSmurf'>): Tone | undefined {
  return isSmurf ? 'bad' : undefined;
}

const band: Column<StoredAnalysis> = {
  title: 'band',
  value: ({ confidence }) => confidence,
  short: ({ confidence }) => bandWords(confidence),
  tone: flagTone,
};

const probability: Column<StoredAnalysis> = {
  title: 'probability',
  value: probabilityOf,
  short: (row) => probabilityWords(probabilityOf(row)),
  align: 'right',
};

const evidence: Column<StoredAnalysis> = {
  title: 'evidence',
  value: ({ llr }) => llr,
  short: ({ llr }) => natsWords(llr),
  align: 'right',
};

/** Two numbers for scripts; for people one column, of which no half can be left out. */
function intervalColumns(isTerminal: boolean): Column<StoredAnalysis>[] {
  if (isTerminal) return [{ title: 'interval', value: intervalWords, align: 'right', optional: 2 }];
  return [
    { title: 'low', value: ({ low }) => low },
    { title: 'high', value: ({ high }) => high },
  ];
}

const score: Column<StoredAnalysis> = {
  title: 'score',
  value: ({ smurfScore }) => smurfScore,
  // Of the profile classic; the other's score is the probability.
  short: ({ profile, smurfScore }) => (profile === 'classic' ? (smurfScore?.toFixed(2) ?? '') : ''),
  align: 'right',
  optional: 3,
};

const games: Column<StoredAnalysis> = {
  title: 'games',
  value: ({ gamesAnalyzed }) => gamesAnalyzed,
  align: 'right',
  optional: 4,
};

/** What a verdict says, in the order in which it is read. */
function verdictColumns(isTerminal: boolean): readonly Column<StoredAnalysis>[] {
  return [band, probability, evidence, ...intervalColumns(isTerminal), score, games];
}

export interface Reader {
  /** Epoch ms. */
  readonly now: number;
  readonly isTerminal: boolean;
}

export function listColumns({ now, isTerminal }: Reader): readonly Column<VerdictOfPlayer>[] {
  return [
    { title: 'player', value: ({ player }) => playerName(player), flexible: true },
    ...verdictColumns(isTerminal),
    {
      title: 'marked',
      value: ({ label }) => label,
      short: ({ label }) => (label === null ? '' : labelWords[label]),
      optional: 1,
    },
    { title: 'tier', value: ({ currentTier }) => currentTier, optional: 5 },
    { ...analyzedColumn(now), optional: 7 },
    { title: 'profile', value: ({ profileVersion }) => profileVersion, optional: 9 },
    { title: 'platform', value: ({ player }) => player.platform, optional: 8 },
    { title: 'puuid', value: ({ puuid }) => puuid, short: ({ puuid }) => `${puuid.slice(0, 8)}…`, optional: 10 },
  ];
}

export function historyColumns({ now, isTerminal }: Reader): readonly Column<StoredAnalysis>[] {
  return [
    analyzedColumn(now),
    ...verdictColumns(isTerminal),
    { title: 'profile', value: ({ profileVersion }) => profileVersion, optional: 4 },
    { title: 'baseline', value: ({ baselineId }) => baselineId, optional: 7 },
    { title: 'tier', value: ({ currentTier }) => currentTier, optional: 5 },
    { title: 'level', value: ({ accountLevel }) => accountLevel, align: 'right', optional: 8 },
  ];
}

function analyzedColumn(now: number): Column<StoredAnalysis> {
  return {
    title: 'analyzed',
    value: ({ createdAt }) => fullTime(createdAt),
    short: ({ createdAt }) => relativeTime(createdAt, now),
  };
}

export function namedVerdictJson({ player, label, ...verdict }: VerdictOfPlayer): object {
  return { ...nameJson(player), label, ...verdictJson(verdict) };
}

function nameJson({ puuid, summonerName, tagLine, platform }: Player): object {
  return { puuid, gameName: summonerName, tagLine, platform };
}

export function verdictJson(verdict: StoredAnalysis): object {
  const { profile, profileVersion, queueId, isSmurf, confidence, smurfScore, llr, low, high } = verdict;
  const { gamesAnalyzed, firstMatchId, lastMatchId, accountLevel, currentTier, currentRank } = verdict;
  const { baselineId, prior, missingMatches, coefficientsJson, createdAt } = verdict;
  return {
    isSmurf,
    band: confidence,
    probability: probabilityOf(verdict),
    low,
    high,
    llr,
    smurfScore,
    ...{ profile, profileVersion, queueId, gamesAnalyzed, firstMatchId, lastMatchId },
    ...{ accountLevel, tier: currentTier, division: currentRank },
    ...{ baselineId, prior, missingMatches, coefficients: parsed(coefficientsJson) },
    analyzedAt: fullTime(createdAt),
  };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
