// What a judgement would be made with now: the analyzer's configuration, the baseline and the coefficients in force.

import type { Settings } from '../../analysis/calibrated/analyze.ts';
import type { Coefficients } from '../../analysis/calibrated/probability.ts';
import { baselineInForce } from '../../jobs/analyzer/baseline.ts';
import { coefficientsOf } from '../../jobs/analyzer/judge.ts';
import { type AnalyzerConfig, parseAnalyzerConfig } from '../../jobs/config.ts';
import type { Store } from '../../store/store.ts';
import { getJob } from './stored-job.ts';

export async function analyzerConfig(store: Store): Promise<AnalyzerConfig> {
  return parseAnalyzerConfig((await getJob(store, 'analyzer')).configJson, {});
}

export async function coefficientsInForce({ analyses }: Store): Promise<Coefficients> {
  return coefficientsOf(await analyses.activeCalibration());
}

export async function settingsInForce(store: Store, now: number): Promise<Settings & { readonly queueId: number }> {
  const { queue: queueId, prior } = await analyzerConfig(store);
  const { baseline, missingMatches } = await baselineInForce({ store, queueId, now });
  return { queueId, prior, baseline, missingMatches, coefficients: await coefficientsInForce(store) };
}
