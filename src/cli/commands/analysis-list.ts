// riotjobs analysis list

import { systemClock } from '../../clock.ts';
import { isTier, tiers } from '../../league/rank.ts';
import type { StoredAnalysis } from '../../store/records.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { listColumns, namedVerdictJson } from '../render/analysis.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type AnalysisListOptions = CommandOptions & {
  readonly band: readonly StoredAnalysis['confidence'][];
  readonly minProbability?: number;
  readonly tier?: string;
  /** Epoch ms. */
  readonly since?: number;
  readonly marked?: boolean;
  readonly limit: number;
};

export async function analysisList(terminal: Terminal, options: AnalysisListOptions): Promise<number> {
  const filter = filterOf(options);
  const found = await reading(options, terminal, ({ analyses }) => analyses.list(filter));
  const rows = found.slice(0, options.limit);
  const reader = { now: systemClock.now(), isTerminal: terminal.stdout.isTTY ?? false };
  if (options.json) printJson(terminal, { items: rows.map(namedVerdictJson) });
  else printTable(terminal, { columns: listColumns(reader), rows });
  if (rows.length === 0 && !options.json) printMessage(terminal, emptyMessage(options));
  if (found.length > rows.length) printMessage(terminal, `only the first ${rows.length}; more with --limit N`);
  return exitCodes.OK;
}

/** One more than is shown, so that it can be told that there are more. */
function filterOf({ band, minProbability, tier, since, marked, limit }: AnalysisListOptions) {
  const bands = band.length === 0 ? undefined : band;
  return { bands, minProbability, tier: readTier(tier), since, marked, limit: limit + 1 };
}

function readTier(text: string | undefined): string | undefined {
  const tier = text?.toUpperCase();
  if (tier === undefined || isTier(tier)) return tier;
  throw new UsageError(`unknown tier "${text}"`, { hint: `one of: ${tiers.join(', ')}` });
}

function emptyMessage({ band, minProbability, tier, since, marked }: AnalysisListOptions): string {
  const isNarrowed = band.length > 0 || [minProbability, tier, since, marked].some((one) => one !== undefined);
  return isNarrowed ? 'no verdict is like that' : 'no verdict yet; the analyzer makes them: riotjobs run analyzer';
}
