// Of analysis evaluate: the profile on a cohort file, with its labels or without.

import { analyze } from '../../analysis/analyze.ts';
import { analyzeCalibrated, type CalibratedAnalysis, type Settings } from '../../analysis/calibrated/analyze.ts';
import { defaultBaseline } from '../../analysis/calibrated/default-baseline.ts';
import type { History } from '../../analysis/calibrated/history.ts';
import { defaultCalibration } from '../../analysis/calibrated/probability.ts';
import type { CohortLabel } from '../../analysis/cohort/label.ts';
import { classicEvidenceOfLine, historyOfLine } from '../../analysis/cohort/player.ts';
import { isAtLeast } from '../../analysis/evaluation/probability-figures.ts';
import { type Judged, rank } from '../../analysis/evaluation/ranked.ts';
import { winRate } from '../../analysis/game-statistics.ts';
import { cohortAnswerLine } from '../render/analysis-answer-line.ts';
import type { OtherScorers } from '../render/analysis-evaluation.ts';
import { writingAnswers } from './analysis-answer-file.ts';
import { readCohortLines, readLabels } from './analysis-cohort-file.ts';
import { type LabelFigures, type LabelledPlayer, labelFiguresOf, orderFiguresOf } from './analysis-label-figures.ts';
import { FLAG_LINE, type LabelFreeFigures, labelFreeFiguresOf } from './analysis-label-free-figures.ts';

export interface CohortFiles {
  readonly file: string;
  readonly labels?: string | undefined;
  readonly out?: string | undefined;
}

export interface FileReport {
  readonly players: number;
  readonly bands: Readonly<Record<string, number>>;
  /** Players without a label; they are in no figure. */
  readonly unlabelled: number;
  readonly figures: LabelFigures | null;
  readonly others: OtherScorers;
  readonly labelFree: LabelFreeFigures | null;
}

/** Synthetic players are as the defaults say: nothing is missing there. */
const settings: Settings = { ...defaultCalibration, baseline: defaultBaseline, missingMatches: 0 };

export async function evaluateFile(files: CohortFiles, signal: AbortSignal): Promise<FileReport> {
  const labels = files.labels === undefined ? undefined : await readLabels(files.labels);
  const { bands, answers, histories } = await judgeAll({ files, labels }, signal);
  const judged = answers.flatMap(({ label, ...answer }) => (label === undefined ? [] : [{ label, ...answer }]));
  const players = Object.values(bands).reduce((sum, count) => sum + count, 0);
  const hasHistories = labels === undefined && histories.length > 0;
  return {
    players,
    bands,
    unlabelled: labels === undefined ? players : answers.length - judged.length,
    ...(labels === undefined ? { figures: null, others: [] } : figuresOf(judged)),
    labelFree: hasHistories ? labelFreeFiguresOf(histories, settings) : null,
  };
}

/** What is kept of a player with 20 games or more. */
interface Answer {
  readonly label: CohortLabel | undefined;
  readonly probability: number;
  readonly classic: number;
  readonly winRate: number;
}

interface Answers {
  readonly bands: Readonly<Record<string, number>>;
  readonly answers: readonly Answer[];
  /** Kept only where there are no labels: the figures with labels do not need them. */
  readonly histories: readonly History[];
}

interface Cohort {
  readonly files: CohortFiles;
  readonly labels: ReadonlyMap<string, CohortLabel> | undefined;
}

async function judgeAll({ files, labels }: Cohort, signal: AbortSignal): Promise<Answers> {
  const { file, out } = files;
  const sources = [file, ...(files.labels === undefined ? [] : [files.labels])];
  const bands: Record<string, number> = {};
  const answers: Answer[] = [];
  const histories: History[] = [];
  await writingAnswers({ path: out, sources }, async (write) => {
    for await (const line of readCohortLines(file)) {
      signal.throwIfAborted();
      const history = historyOfLine(line);
      const analysis = analyzeCalibrated(history, settings);
      bands[analysis.band] = (bands[analysis.band] ?? 0) + 1;
      await write(cohortAnswerLine(analysis));
      if (analysis.judgement === null) continue;
      if (labels === undefined) histories.push(history);
      answers.push(answerOf(analysis.judgement, classicEvidenceOfLine(line), labels?.get(line.id)));
    }
  });
  return { bands, answers, histories };
}

function answerOf(
  { probability }: NonNullable<CalibratedAnalysis['judgement']>,
  evidence: ReturnType<typeof classicEvidenceOfLine>,
  label: CohortLabel | undefined,
): Answer {
  return { label, probability, classic: analyze(evidence).smurfScore ?? 0, winRate: winRate(evidence.games) };
}

type LabelledAnswer = Omit<Answer, 'label'> & { readonly label: CohortLabel };

function figuresOf(answers: readonly LabelledAnswer[]): Pick<FileReport, 'figures' | 'others'> {
  const judgedBy = (scoreOf: (answer: LabelledAnswer) => number): LabelledPlayer[] =>
    answers.map((answer) => ({ ...answer.label, score: scoreOf(answer) }));
  const hasOracle = answers.every(({ label }) => label.oracle !== null);
  const oracle = hasOracle ? judgedBy(({ label }) => label.oracle ?? 0) : undefined;
  const options = { isFlagged: isAtLeast(FLAG_LINE), isProbability: true, oracle };
  const figures = labelFiguresOf(
    judgedBy(({ probability }) => probability),
    options,
  );
  if (figures === null) return { figures, others: [] };
  const other = (scorer: string, judged: readonly Judged[]) => ({ scorer, ...orderFiguresOf(rank(judged)) });
  const others = [
    other(
      'classic',
      judgedBy(({ classic }) => classic),
    ),
    other(
      'win rate',
      judgedBy(({ winRate: wins }) => wins),
    ),
    ...(oracle === undefined ? [] : [other('oracle', oracle)]),
  ];
  return { figures, others };
}
