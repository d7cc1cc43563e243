// riotjobs analysis evaluate [FILE]: how good verdicts are, as far as that can be known.

import { systemClock } from '../../clock.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import {
  bandsLine,
  kindColumns,
  labelFreeTable,
  labelTable,
  NO_TRUTH,
  otherColumns,
  parityColumns,
  SYNTHETIC,
} from '../render/analysis-evaluation.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { type DatabaseReport, evaluateDatabase } from './analysis-evaluate-database.ts';
import { type CohortFiles, evaluateFile, type FileReport } from './analysis-evaluate-file.ts';
import { compareWithTruth, readTruth, type TruthReport } from './analysis-evaluate-truth.ts';
import type { LabelFigures } from './analysis-label-figures.ts';
import type { LabelFreeFigures } from './analysis-label-free-figures.ts';

export type AnalysisEvaluateOptions = CommandOptions & {
  readonly labels?: string;
  readonly out?: string;
  readonly truth?: string;
};

/** More verdicts than a simulated world has players. */
const ALL = 1_000_000;

export async function analysisEvaluate(
  terminal: Terminal,
  file: string | undefined,
  options: AnalysisEvaluateOptions,
): Promise<number> {
  const { labels, out, truth } = options;
  if (file !== undefined && truth !== undefined) throw new UsageError('a FILE and --truth exclude each other');
  if (file === undefined && (labels ?? out) !== undefined) {
    throw new UsageError('--labels and --out belong to a cohort file', { hint: 'name it: analysis evaluate FILE' });
  }
  if (file !== undefined) await tellFile(terminal, { file, labels, out }, options);
  else if (truth !== undefined) await tellTruth(terminal, truth, options);
  else await tellDatabase(terminal, options);
  return exitCodes.OK;
}

async function tellFile(terminal: Terminal, files: CohortFiles, { json }: CommandOptions): Promise<void> {
  const report = await evaluateFile(files, terminal.signal);
  if (json) return printJson(terminal, { note: SYNTHETIC, ...files, ...report });
  printMessage(terminal, `${report.players} players of ${files.file}; ${bandsLine(report.bands)}`);
  printFile(terminal, report, files.labels !== undefined);
  printMessage(terminal, SYNTHETIC);
}

function printFile(terminal: Terminal, report: FileReport, hasLabels: boolean): void {
  const { figures, others, labelFree, unlabelled } = report;
  if (hasLabels && unlabelled > 0) printMessage(terminal, `${unlabelled} players without a label are in no figure`);
  if (!hasLabels) printMessage(terminal, 'without labels (--labels FILE) only what needs no truth can be told');
  if (hasLabels) printLabelFigures(terminal, figures);
  if (others.length > 0) printTable(terminal, { columns: otherColumns, rows: others });
  if (labelFree !== null) printLabelFree(terminal, labelFree);
}

function printLabelFigures(terminal: Terminal, figures: LabelFigures | null): void {
  if (figures === null) {
    printMessage(terminal, 'no figures: they need smurfs and honest players, both with a score');
    return;
  }
  printTable(terminal, labelTable(figures));
  printTable(terminal, { columns: kindColumns, rows: figures.kinds });
}

function printLabelFree(terminal: Terminal, figures: LabelFreeFigures): void {
  printTable(terminal, labelFreeTable(figures));
  printTable(terminal, { columns: parityColumns, rows: figures.parity });
}

async function tellTruth(terminal: Terminal, url: string, options: CommandOptions): Promise<void> {
  const truth = await readTruth(url, terminal);
  const verdicts = await reading(options, terminal, ({ analyses }) => analyses.list({ limit: ALL }));
  const report = compareWithTruth(verdicts, truth);
  if (options.json) return printJson(terminal, { note: SYNTHETIC, truth: url, ...report });
  printTruth(terminal, report);
  printMessage(terminal, SYNTHETIC);
}

function printTruth(terminal: Terminal, { players, profiles }: TruthReport): void {
  if (profiles.length === 0) {
    printMessage(terminal, `no verdict of the database is about one of the ${players} players of that simulator`);
  }
  for (const { profileVersion, verdicts, bands, figures } of profiles) {
    printMessage(terminal, `${profileVersion}: ${verdicts} of ${players} players; ${bandsLine(bands)}`);
    printLabelFigures(terminal, figures);
  }
}

async function tellDatabase(terminal: Terminal, options: CommandOptions): Promise<void> {
  const question = { now: systemClock.now(), signal: terminal.signal };
  const report = await reading(options, terminal, (store) => evaluateDatabase(store, question));
  if (options.json) return printJson(terminal, { note: NO_TRUTH, ...report });
  printMessage(terminal, settingsLine(report));
  if (report.labelFree === null) printMessage(terminal, 'no player has 20 countable games yet');
  else printLabelFree(terminal, report.labelFree);
  printMessage(terminal, NO_TRUTH);
}

function settingsLine({ baselineId, prior, coefficients }: DatabaseReport): string {
  return `baseline ${baselineId}, prior ${prior}, coefficients ${coefficients}`;
}
