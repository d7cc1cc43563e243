// PURE: why a verdict is what it is, whatever the profile. Never a skill number, a rating or an estimated rank.

import type { Explanation } from '../../analysis/calibrated/explanation.ts';
import type { WeighingGames } from '../../analysis/calibrated/game-weights.ts';
import type { Rival } from '../../analysis/calibrated/rival.ts';
import { MIN_SAMPLE } from '../../analysis/evidence.ts';
import type { FactorId } from '../../analysis/factor.ts';
import { strongestReasons } from '../../analysis/reasons.ts';
import { weights } from '../../analysis/weights.ts';
import { count } from '../../analysis/wording.ts';
import type { Player, StoredAnalysis } from '../../store/records.ts';
import { bandWords, intervalWords, probabilityOf, probabilityWords, verdictJson } from './analysis.ts';
import { playerJson } from './player.ts';
import { verdictFactors } from './player-verdict.ts';
import { fullTime, playerName } from './text.ts';

/** One of the nine. */
export interface FactorPart {
  readonly factor: FactorId;
  readonly title: string;
  /** Calibrated: nats, above 0 for a smurf. Classic: the share of the score. null = nothing to read. */
  readonly contribution: number | null;
  readonly words: string;
}

export interface ExplanationView {
  readonly player: Player;
  readonly verdict: StoredAnalysis;
  readonly headline: string;
  readonly parts: readonly FactorPart[];
  readonly speaksFor: readonly FactorPart[];
  readonly speaksAgainst: readonly FactorPart[];
  /** Only of the profile `calibrated`. */
  readonly level: string | null;
  readonly rival: Rival | null;
  readonly games: WeighingGames | null;
  readonly moreGames: string | null;
  readonly sentences: readonly string[];
}

const REASONS = 3;
const NO_ACCURACY = 'No public set of labelled smurfs exists, so nobody can state a real accuracy.';

type Subject = Pick<ExplanationView, 'player' | 'verdict'>;

/** `explanation` null: insufficient data. */
export function calibratedView(subject: Subject, explanation: Explanation | null): ExplanationView {
  if (explanation === null) return insufficientView(subject);
  const { rival, level, games, moreGames, sentences } = explanation;
  return {
    ...subject,
    headline: headlineOf(subject),
    parts: partsOf(subject.verdict),
    speaksFor: explanation.speaksFor,
    speaksAgainst: explanation.speaksAgainst,
    ...{ level, rival, games, moreGames, sentences },
  };
}

export function classicView(subject: Subject): ExplanationView {
  const { coverage, smurfScore, factorsJson } = subject.verdict;
  if (smurfScore === null) return insufficientView(subject);
  const reasons = strongestReasons({ coverage, factors: JSON.parse(factorsJson) }, REASONS);
  return {
    ...subject,
    headline: headlineOf(subject),
    parts: partsOf(subject.verdict),
    speaksFor: reasons.map(({ reason, ...part }) => ({ ...part, words: reason })),
    speaksAgainst: [],
    ...{ level: null, rival: null, games: null, moreGames: null },
    sentences: ['The profile classic gives a score between 0 and 1, and no probability.', NO_ACCURACY],
  };
}

function partsOf(verdict: StoredAnalysis): FactorPart[] {
  return verdictFactors(verdict).map(({ id, title, score, words, details }) => {
    const { contribution: nats = null } = details;
    const share = score === null ? null : (weights[id] * score) / verdict.coverage;
    const contribution = verdict.profile === 'classic' ? share : (nats as number | null);
    return { factor: id, title, contribution, words };
  });
}

function insufficientView(subject: Subject): ExplanationView {
  const { gamesAnalyzed } = subject.verdict;
  const moreGames = `A verdict needs ${MIN_SAMPLE} countable games; ${count(gamesAnalyzed, 'game')} were stored.`;
  return {
    ...subject,
    headline: headlineOf(subject),
    ...{ parts: [], speaksFor: [], speaksAgainst: [], level: null, rival: null, games: null, moreGames },
    sentences: [],
  };
}

/** "Some One#TAG on euw1: likely, 77 % (31 % to 96 %), 48 games". */
function headlineOf({ player, verdict }: Subject): string {
  const { confidence, smurfScore, profile, gamesAnalyzed } = verdict;
  const interval = intervalWords(verdict);
  const probability = `${probabilityWords(probabilityOf(verdict))}${interval === '' ? '' : ` (${interval})`}`;
  const score = profile === 'classic' ? `score ${smurfScore?.toFixed(2)}` : probability;
  const parts = [bandWords(confidence), ...(smurfScore === null ? [] : [score]), count(gamesAnalyzed, 'game')];
  return `${playerName(player)} on ${player.platform}: ${parts.join(', ')}`;
}

export function explanationJson(view: ExplanationView): object {
  const { player, verdict, parts, speaksFor, speaksAgainst, level, rival, games, moreGames, sentences } = view;
  return {
    player: playerJson(player),
    verdict: verdictJson(verdict),
    ...{ contributions: parts, speaksFor, speaksAgainst, level, rival },
    games: games === null ? null : { highest: games.highest.map(gameJson), lowest: games.lowest.map(gameJson) },
    ...{ moreGames, sentences },
  };
}

function gameJson({ playedAt, ...game }: WeighingGames['highest'][number]): object {
  return { ...game, playedAt: fullTime(playedAt) };
}
