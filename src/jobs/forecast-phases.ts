// What the phases of a job would do, asked one after the other.

import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { SharedConfig } from './config.ts';
import type { PhaseForecast } from './forecast.ts';
import type { Job } from './job.ts';
import { configure, type RunRequest, selectPhases } from './run.ts';

export interface ForecastPorts {
  readonly store: Store;
  readonly clock: Clock;
}

/** As of an execution. */
export type ForecastRequest = Pick<RunRequest, 'phases' | 'overrides' | 'players'>;

export async function forecastPhases<Config extends SharedConfig>(
  { store, clock }: ForecastPorts,
  job: Job<Config>,
  request: ForecastRequest,
): Promise<PhaseForecast[]> {
  const config = await configure(store, job, request.overrides);
  const forecasts: PhaseForecast[] = [];
  for (const phase of selectPhases(job, request.phases)) {
    const players = await phase.forecast({ config, store, clock, players: request.players });
    forecasts.push({ phase: phase.name, players });
  }
  return forecasts;
}
