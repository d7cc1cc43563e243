// PURE: one stored verdict in full, as rows of what, value and why, and as JSON.

import { count, percent } from '../../analysis/wording.ts';
import type { Verification } from '../../jobs/analyzer/verify.ts';
import type { Player, PlayerLabel, StoredAnalysis } from '../../store/records.ts';
import {
  bandWords,
  intervalWords,
  labelWords,
  natsWords,
  probabilityOf,
  probabilityWords,
  verdictJson,
} from './analysis.ts';
import { playerJson } from './player.ts';
import { saidOf, shownFactors, type VerdictFactor, verdictFactors } from './player-verdict.ts';
import type { Column, Tone } from './table.ts';
import { fullTime, playerName, relativeTime } from './text.ts';

export interface VerdictDetails {
  readonly player: Player;
  readonly verdict: StoredAnalysis;
  readonly label: PlayerLabel | undefined;
  /** undefined = nobody asked. */
  readonly verification: Verification | undefined;
}

interface Detail {
  /** For scripts. */
  readonly name: string;
  readonly title: string;
  readonly value: string | number | boolean | null;
  readonly short: string;
  readonly why?: string;
  readonly tone?: Tone;
}

export const verdictDetailColumns: readonly Column<Detail>[] = [
  { title: 'what', value: ({ name }) => name, short: ({ title }) => title },
  {
    title: 'value',
    value: ({ value }) => value,
    short: ({ short }) => short,
    flexible: true,
    tone: ({ tone }) => tone,
  },
  { title: 'why', value: ({ why }) => why ?? null, flexible: true },
];

export function verdictDetailRows({ player, verdict, label, verification }: VerdictDetails, now: number): Detail[] {
  return [
    text('player', 'player', [playerName(player), `on ${player.platform}`]),
    ...verdictRows(verdict, now),
    ...(verdict.profile === 'calibrated' ? calibratedRows(verdict) : classicRows(verdict)),
    ...labelRows(label),
    ...(verification === undefined ? [] : [verificationRow(verification), ...differenceRows(verification)]),
  ];
}

function verdictRows(verdict: StoredAnalysis, now: number): Detail[] {
  const { isSmurf, confidence, profileVersion, gamesAnalyzed, firstMatchId, lastMatchId } = verdict;
  const sample = firstMatchId === null ? 'no game' : `${firstMatchId} to ${lastMatchId}`;
  return [
    {
      ...text('band', 'verdict', [confidence, saidOf(verdict)]),
      short: bandWords(confidence),
      ...(isSmurf ? { tone: 'bad' } : {}),
    },
    text('profile', 'profile', [profileVersion]),
    { name: 'games', title: 'sample', value: gamesAnalyzed, short: count(gamesAnalyzed, 'game'), why: sample },
    {
      ...text('analyzedAt', 'analyzed', [fullTime(verdict.createdAt)]),
      short: relativeTime(verdict.createdAt, now),
    },
    { name: 'level', title: 'level', value: verdict.accountLevel, short: String(verdict.accountLevel ?? '-') },
    text('tier', 'tier', [verdict.currentTier ?? '-']),
  ];
}

function calibratedRows(verdict: StoredAnalysis): Detail[] {
  const { llr, prior, coefficientsJson, baselineId, missingMatches } = verdict;
  const coefficients = coefficientsJson === null ? null : (JSON.parse(coefficientsJson) as { version: string });
  const probability = probabilityOf(verdict);
  const missing = missingMatches
    ? `${count(missingMatches, 'stored match', 'stored matches')} missing for one's own`
    : '';
  return [
    {
      name: 'probability',
      title: 'probability',
      value: probability,
      short: probabilityWords(probability),
      why: intervalWords(verdict),
    },
    {
      name: 'llr',
      title: 'evidence',
      value: llr,
      short: natsWords(llr),
      why: 'log likelihood ratio, the prior left out',
    },
    { name: 'prior', title: 'prior', value: prior, short: String(prior ?? '-'), why: 'assumed share of smurfs' },
    text('coefficients', 'coefficients', [coefficients?.version ?? '-']),
    text('baseline', 'baseline', [baselineId ?? '-', missing]),
    ...verdictFactors(verdict).map(contributionRow),
  ];
}

function contributionRow({ id, title, words, details }: VerdictFactor): Detail {
  const { contribution } = details;
  const value = typeof contribution === 'number' ? contribution : null;
  return { name: id, title, value, short: natsWords(value), why: value === null ? `needs ${words}` : words };
}

function classicRows(verdict: StoredAnalysis): Detail[] {
  const { smurfScore, coverage } = verdict;
  const why = `of ${percent(coverage)} of the weights; no probability`;
  return [
    { name: 'score', title: 'score', value: smurfScore, short: twoDigits(smurfScore), why },
    ...verdictFactors(verdict).map(scoreRow),
  ];
}

function scoreRow({ id, title, score, words }: VerdictFactor): Detail {
  return { name: id, title, value: score, short: twoDigits(score), why: score === null ? `needs ${words}` : words };
}

function labelRows(label: PlayerLabel | undefined): Detail[] {
  if (label === undefined) return [];
  return [{ ...text('label', 'marked', [label.label, label.note ?? '']), short: labelWords[label.label] }];
}

function verificationRow(verification: Verification): Detail {
  const { kind } = verification;
  const words = {
    same: 'computed again from the stored rows: the same bit for bit',
    differs: 'computed again from the stored rows: not the same',
    impossible: kind === 'impossible' ? verification.reason : '',
  };
  return { ...text('verified', 'verified', [kind, words[kind]]), tone: kind === 'same' ? 'good' : 'bad' };
}

function differenceRows(verification: Verification): Detail[] {
  if (verification.kind !== 'differs') return [];
  return verification.differences.map(({ column, stored, computed }) => ({
    ...text(`differs.${column}`, column, [valueText(stored), `computed: ${valueText(computed)}`]),
    tone: 'bad',
  }));
}

/** Long texts are cut for people; JSON has them whole. */
const LONGEST = 24;

function valueText(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined';
  return json.length > LONGEST ? `${json.slice(0, LONGEST)}…` : json;
}

function text(name: string, title: string, [value, why]: readonly [value: string, why?: string]): Detail {
  return { name, title, value, short: value, ...(why ? { why } : {}) };
}

function twoDigits(score: number | null): string {
  return score === null ? '-' : score.toFixed(2);
}

export function verdictDetailsJson({ player, verdict, label, verification }: VerdictDetails): object {
  const { coverage, judgementJson } = verdict;
  return {
    player: playerJson(player),
    verdict: {
      ...verdictJson(verdict),
      coverage,
      judgement: judgementJson === null ? null : JSON.parse(judgementJson),
      factors: shownFactors(verdict),
    },
    label: label?.label ?? null,
    note: label?.note ?? null,
    ...(verification === undefined ? {} : { verification }),
  };
}
