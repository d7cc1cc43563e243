// riotjobs analysis show PLAYER: the stored verdict, and whether the stored rows still say the same.

import { systemClock } from '../../clock.ts';
import { verifyVerdict } from '../../jobs/analyzer/verify.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import {
  type VerdictDetails,
  verdictDetailColumns,
  verdictDetailRows,
  verdictDetailsJson,
} from '../render/analysis-details.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJudgedPlayer } from './analysis-verdict.ts';

export type AnalysisShowOptions = CommandOptions & { readonly verify?: boolean };

export async function analysisShow(terminal: Terminal, text: string, options: AnalysisShowOptions): Promise<number> {
  const details = await reading(options, terminal, async (store): Promise<VerdictDetails> => {
    const judged = await getJudgedPlayer(store, text);
    return { ...judged, verification: options.verify ? await verifyVerdict(store, judged.verdict) : undefined };
  });
  if (options.json) printJson(terminal, verdictDetailsJson(details));
  else printTable(terminal, { columns: verdictDetailColumns, rows: verdictDetailRows(details, systemClock.now()) });
  const { verification } = details;
  return verification === undefined || verification.kind === 'same' ? exitCodes.OK : exitCodes.FAILED;
}
