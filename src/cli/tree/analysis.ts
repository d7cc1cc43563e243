// riotjobs analysis ...: names, options and help.

import { InvalidArgumentError } from 'commander';
import type { StoredAnalysis } from '../../store/records.ts';
import type { AnalysisCalibrateOptions } from '../commands/analysis-calibrate.ts';
import type { AnalysisEvaluateOptions } from '../commands/analysis-evaluate.ts';
import type { AnalysisListOptions } from '../commands/analysis-list.ts';
import type { AnalysisMarkOptions } from '../commands/analysis-mark.ts';
import type { AnalysisShowOptions } from '../commands/analysis-show.ts';
import { type AddCommand, positiveInteger, since, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

type AnyBand = StoredAnalysis['confidence'];

/** Of both profiles, strongest first. */
const bands: Readonly<Record<AnyBand, true>> = {
  very_likely: true,
  likely: true,
  possible: true,
  inconclusive: true,
  not_flagged: true,
  high: true,
  medium: true,
  low: true,
  none: true,
  insufficient_data: true,
};

/** A name with blanks in it may come without quotes. */
const PLAYER = ['<player...>', 'a Riot ID such as "Name#TAG", or a puuid'] as const;

const LIST_HELP = `
Bands of the profile calibrated: very_likely, likely, possible (these flag),
inconclusive, not_flagged; of classic: high, medium, low (these flag), none; of
both: insufficient_data.
`;

const EVALUATE_HELP = `
With FILE: a cohort of synthetic players, plain or zstd; with --labels the
figures against their truth. With --truth: the verdicts of the database against
the simulator that was crawled. With neither: what can be told without any
truth, on the players of the database.
`;

export const addAnalysis: AddCommand = (program, terminal, done) => {
  const analysis = program.command('analysis').description('verdicts: lists, reasons, labels, how far to trust them');
  for (const add of commands) add(analysis, terminal, done);
};

function readBand(text: string, chosen: readonly AnyBand[]): AnyBand[] {
  const band = text.toLowerCase().replaceAll('-', '_');
  if (Object.hasOwn(bands, band)) return [...chosen, band as AnyBand];
  throw new InvalidArgumentError(`It is one of ${Object.keys(bands).join(', ')}.`);
}

function readProbability(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is a number between 0 and 1.');
}

const addList: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('list').description('the newest verdict of each player, the strongest first'))
    .option('--band <band>', 'only this band (repeatable)', readBand, [])
    .option('--min-probability <p>', 'at least this probability, 0 to 1 (of classic: score)', readProbability)
    .option('--tier <tier>', 'only players who stood in this tier')
    .option('--since <time>', 'made since: 90s, 10m, 2h, 7d ago, or RFC 3339', since)
    .option('--marked', 'only players whom a person has marked')
    .option('--limit <n>', 'how many', positiveInteger, 20)
    .addHelpText('after', LIST_HELP)
    .action(async (options: AnalysisListOptions) => {
      const { analysisList } = await import('../commands/analysis-list.ts');
      done(await analysisList(terminal, options));
    });
};

const addShow: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('show').description('the newest verdict about a player, in full'))
    .argument(...PLAYER)
    .option('--verify', 'compute it again from the stored rows; exit 1 unless it is the same bit for bit')
    .action(async (words: string[], options: AnalysisShowOptions) => {
      const { analysisShow } = await import('../commands/analysis-show.ts');
      done(await analysisShow(terminal, words.join(' '), options));
    });
};

const addExplain: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('explain').description('what speaks for a smurf, what against one, and how much'))
    .argument(...PLAYER)
    .action(async (words: string[], options: CommandOptions) => {
      const { analysisExplain } = await import('../commands/analysis-explain.ts');
      done(await analysisExplain(terminal, words.join(' '), options));
    });
};

const addHistory: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('history').description('all verdicts about a player, the newest first'))
    .argument(...PLAYER)
    .action(async (words: string[], options: CommandOptions) => {
      const { analysisHistory } = await import('../commands/analysis-history.ts');
      done(await analysisHistory(terminal, words.join(' '), options));
    });
};

const addMark: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('mark').description('keep what you know about a player, for calibrate'))
    .argument(...PLAYER)
    .option('--confirmed', 'this is a smurf')
    .option('--false-positive', 'this is an honest player')
    .option('--clear', 'neither is known')
    .option('--note <text>', 'how you know')
    .addHelpText('after', '\nA ban is no proof of a smurf, and no ban is no proof of an honest player.\n')
    .action(async (words: string[], options: AnalysisMarkOptions) => {
      const { analysisMark } = await import('../commands/analysis-mark.ts');
      done(await analysisMark(terminal, words.join(' '), options));
    });
};

const addCalibrate: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('calibrate').description('fit the probability to your labels, 50 of them or more'))
    .option('--dry-run', 'only tell what would change')
    .option('--undo', 'back to the coefficients before')
    .action(async (options: AnalysisCalibrateOptions) => {
      const { analysisCalibrate } = await import('../commands/analysis-calibrate.ts');
      done(await analysisCalibrate(terminal, options));
    });
};

const addBaselines: AddCommand = (analysis, terminal, done) => {
  const baselines = analysis.command('baselines').description('what is usual by position');
  withCommonOptions(baselines.command('build').description('measure it on the stored matches')).action(
    async (options: CommandOptions) => {
      const { analysisBaselinesBuild } = await import('../commands/analysis-baselines.ts');
      done(await analysisBaselinesBuild(terminal, options));
    },
  );
  withCommonOptions(baselines.command('show').description('what verdicts are made with now')).action(
    async (options: CommandOptions) => {
      const { analysisBaselinesShow } = await import('../commands/analysis-baselines.ts');
      done(await analysisBaselinesShow(terminal, options));
    },
  );
};

const addEvaluate: AddCommand = (analysis, terminal, done) => {
  withCommonOptions(analysis.command('evaluate').description('how good verdicts are, as far as that can be known'))
    .argument('[file]', 'a cohort: one synthetic player per line, plain or zstd')
    .option('--labels <file>', 'the truth about the players of the cohort, one per line')
    .option('--out <file>', 'write the answers: one JSON line per player of the cohort')
    .option('--truth <url>', 'a simulator on this machine (http://127.0.0.1:8080) that knows the truth')
    .addHelpText('after', EVALUATE_HELP)
    .action(async (file: string | undefined, options: AnalysisEvaluateOptions) => {
      const { analysisEvaluate } = await import('../commands/analysis-evaluate.ts');
      done(await analysisEvaluate(terminal, file, options));
    });
};

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addList,
  addShow,
  addExplain,
  addHistory,
  addMark,
  addCalibrate,
  addBaselines,
  addEvaluate,
];
