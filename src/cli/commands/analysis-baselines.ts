// riotjobs analysis baselines build|show

import { systemClock } from '../../clock.ts';
import { type BaselineRequest, baselineInForce, buildBaseline } from '../../jobs/analyzer/baseline.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import {
  baselineJson,
  baselineLine,
  baselineTable,
  missingWords,
  type ShownBaseline,
} from '../render/analysis-baseline.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing, reading } from '../wire.ts';
import { analyzerConfig } from './analysis-settings.ts';

export async function analysisBaselinesShow(terminal: Terminal, options: CommandOptions): Promise<number> {
  const shown = await reading(options, terminal, async (store) => readShown(store, await requestOf(store)));
  print(terminal, shown, options);
  return exitCodes.OK;
}

export async function analysisBaselinesBuild(terminal: Terminal, options: CommandOptions): Promise<number> {
  const shown = await changing(options, terminal, async (store) => {
    const request = await requestOf(store);
    const { isNew, missingMatches } = await buildBaseline(request);
    if (!isNew) throw new NotFoundError(`no baseline was built: ${missingWords(missingMatches)}`);
    return readShown(store, request);
  });
  print(terminal, shown, options);
  return exitCodes.OK;
}

async function requestOf(store: Store): Promise<BaselineRequest> {
  const { queue: queueId } = await analyzerConfig(store);
  return { store, queueId, now: systemClock.now() };
}

async function readShown(store: Store, request: BaselineRequest): Promise<ShownBaseline> {
  const { baseline, missingMatches } = await baselineInForce(request);
  const stored = await store.analyses.findBaseline(baseline.id);
  return { baseline, createdAt: stored?.createdAt ?? null, missingMatches };
}

function print(terminal: Terminal, shown: ShownBaseline, options: CommandOptions): void {
  if (options.json) {
    printJson(terminal, baselineJson(shown));
    return;
  }
  printMessage(terminal, baselineLine(shown));
  printTable(terminal, baselineTable(shown));
}
