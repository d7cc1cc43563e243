// PURE: the metrics of a job as JSON, named as in Prometheus' text and with times as everywhere in JSON.

import type { JobMetrics } from '../../notify/metrics.ts';
import { fullTime } from './text.ts';

export function metricsJson({ jobName, last, lastSuccessAt, lastFailureAt, nextAt, ...rest }: JobMetrics): object {
  const time = (at: number | undefined) => (at === undefined ? null : fullTime(at));
  return {
    job: jobName,
    ...rest,
    last: last ? { ...last, completedAt: fullTime(last.completedAt) } : null,
    lastSuccessAt: time(lastSuccessAt),
    lastFailureAt: time(lastFailureAt),
    nextRunAt: time(nextAt),
  };
}
