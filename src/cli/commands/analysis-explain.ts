// riotjobs analysis explain PLAYER

import { type Explanation, explain } from '../../analysis/calibrated/explanation.ts';
import { historyOf } from '../../analysis/calibrated/history.ts';
import { settingsOf } from '../../jobs/analyzer/verify.ts';
import { ladderOf } from '../../league/queues.ts';
import type { StoredAnalysis } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { basisOf, calibratedAnalysisOf } from '../../store/verdict-row.ts';
import { NotFoundError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import { calibratedView, classicView, type ExplanationView, explanationJson } from '../render/analysis-explanation.ts';
import { explanationColumns, explanationPage, explanationRows } from '../render/analysis-explanation-text.ts';
import { paletteFor } from '../render/colour.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJudgedPlayer } from './analysis-verdict.ts';

export async function analysisExplain(terminal: Terminal, text: string, options: CommandOptions): Promise<number> {
  const view = await reading(options, terminal, (store) => readView(store, text));
  if (options.json) printJson(terminal, explanationJson(view));
  else printExplanation(terminal, view);
  return exitCodes.OK;
}

/** A page for a terminal, rows for a pipe. */
export function printExplanation(terminal: Terminal, view: ExplanationView): void {
  const { stdout, env } = terminal;
  if (stdout.isTTY) {
    stdout.write(explanationPage(view, stdout.columns || Number.POSITIVE_INFINITY, paletteFor(stdout, env)));
  } else printTable(terminal, { columns: explanationColumns, rows: explanationRows(view) });
}

async function readView(store: Store, text: string): Promise<ExplanationView> {
  return viewOf(store, await getJudgedPlayer(store, text));
}

export async function viewOf(
  store: Store,
  { player, verdict }: Pick<ExplanationView, 'player' | 'verdict'>,
): Promise<ExplanationView> {
  const subject = { player, verdict };
  if (verdict.profile === 'classic') return classicView(subject);
  return calibratedView(subject, await readExplanation(store, verdict));
}

/** The games as the verdict saw them: newer ones may be stored by now. */
export async function readExplanation(store: Store, verdict: StoredAnalysis): Promise<Explanation | null> {
  const { puuid, queueId } = verdict;
  const [analysis, basis] = [calibratedAnalysisOf(verdict), basisOf(verdict)];
  if (analysis?.judgement === null) return null;
  const settings = await settingsOf(store, verdict);
  if (analysis === undefined || basis === undefined || settings === undefined) throw unexplained();
  const evidence = await store.analyses.loadPlayerEvidence({ puuid, queueId, ladder: ladderOf(queueId), basis });
  return explain(analysis, historyOf(evidence), settings);
}

function unexplained(): NotFoundError {
  return new NotFoundError('what this verdict was made from is not stored any more', {
    hint: 'riotjobs analysis show has what it said; the next verdict can be explained again',
  });
}
