// riotjobs analysis calibrate: coefficients of one's own from the labels of a person, and their undoing.

import type { Coefficients } from '../../analysis/calibrated/probability.ts';
import { type LabelledScore, recalibrate } from '../../analysis/calibrated/recalibrate.ts';
import { count } from '../../analysis/wording.ts';
import { systemClock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { type CalibrationReport, calibrationColumns, calibrationRows } from '../render/analysis-calibration.ts';
import { fullTime } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { calibrationFiguresOf } from './analysis-calibration-figures.ts';
import { analyzerConfig, coefficientsInForce } from './analysis-settings.ts';

export type AnalysisCalibrateOptions = CommandOptions & { readonly dryRun?: boolean; readonly undo?: boolean };

export async function analysisCalibrate(terminal: Terminal, options: AnalysisCalibrateOptions): Promise<number> {
  if (options.dryRun && options.undo) throw new UsageError('--dry-run and --undo exclude each other');
  if (options.undo) await undo(terminal, options);
  else await refit(terminal, options);
  return exitCodes.OK;
}

async function refit(terminal: Terminal, options: AnalysisCalibrateOptions): Promise<void> {
  const isDryRun = options.dryRun ?? false;
  const report = await changing(options, terminal, async (store) => {
    const made = await makeReport(store);
    if (!isDryRun) await save(store, made);
    return made;
  });
  if (options.json) return printJson(terminal, { isDryRun, ...report });
  printTable(terminal, { columns: calibrationColumns, rows: calibrationRows(report) });
  printMessage(terminal, 'measured on the labels that were fitted: other players will fit less well');
  printMessage(terminal, isDryRun ? 'nothing was changed' : 'verdicts from now on use them; back with --undo');
}

async function makeReport(store: Store): Promise<CalibrationReport> {
  const { prior } = await analyzerConfig(store);
  const labelled = await store.analyses.listLabelled();
  const scores = labelled.flatMap(({ label, llr }): LabelledScore[] =>
    llr === null ? [] : [{ llr, isSmurf: label === 'smurf' }],
  );
  const version = `labels-${fullTime(systemClock.now()).replace(/[-:]|\.\d+/g, '')}`;
  const result = recalibrate(scores, { prior, version });
  if (result.kind === 'refused') throw refusal(result.reason, labelled.length - scores.length);
  const figures = (coefficients: Coefficients) => ({
    coefficients,
    ...calibrationFiguresOf(scores, { prior, coefficients }),
  });
  return {
    prior,
    labels: {
      smurf: scores.filter(({ isSmurf }) => isSmurf).length,
      honest: scores.filter((one) => !one.isSmurf).length,
    },
    before: figures(await coefficientsInForce(store)),
    after: figures(result.coefficients),
  };
}

function refusal(reason: string, unjudged: number): NotFoundError {
  const others = `${count(unjudged, 'label')} more belong to players without a verdict of the profile calibrated`;
  return new NotFoundError(`the coefficients stay as they are: ${reason}`, {
    hint: unjudged > 0 ? others : 'riotjobs analysis mark PLAYER --confirmed, or --false-positive, adds one',
  });
}

async function save({ analyses }: Store, report: CalibrationReport): Promise<void> {
  const { labels, after } = report;
  await analyses.saveCalibration({
    ...after.coefficients,
    labels: labels.smurf + labels.honest,
    reportJson: JSON.stringify(report),
    now: systemClock.now(),
  });
}

async function undo(terminal: Terminal, options: AnalysisCalibrateOptions): Promise<void> {
  const { undone, inForce } = await changing(options, terminal, async (store) => ({
    undone: await store.analyses.undoCalibration(systemClock.now()),
    inForce: await coefficientsInForce(store),
  }));
  if (undone === undefined) throw new NotFoundError('there is nothing to undo: the shipped coefficients are in force');
  if (options.json) return printJson(terminal, { undone: undone.version, inForce });
  printMessage(terminal, `${undone.version} is undone; verdicts from now on use ${inForce.version}`);
}
