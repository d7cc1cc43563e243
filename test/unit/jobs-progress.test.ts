// Progress: requests are counted exactly once, by whichever transaction comes next.

import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/jobs/progress.ts';
import type { SentRequest } from '../../src/riot/api.ts';

const lease = { executionId: 'an-execution', token: 'a-token' };
const sent = (waitedMs: number): SentRequest => ({
  methodId: 'match-v5.getMatch',
  route: 'europe',
  status: 200,
  waitedMs,
});

function progressAt(times: readonly number[]) {
  const left = [...times];
  return createProgress(lease, () => left.shift() ?? Number.NaN);
}

describe('progress', () => {
  it('commits under its lease, at the time of the commit', () => {
    const progress = progressAt([10, 20]);
    expect(progress.commit({})).toMatchObject({ lease, now: 10 });
    expect(progress.commit({})).toMatchObject({ lease, now: 20 });
  });

  it('counts the requests since the last commit beside what the commit itself adds', () => {
    const progress = progressAt([1]);
    for (const waitedMs of [0.2, 250.4, 49.8]) progress.onRequest(sent(waitedMs));
    const { counters } = progress.commit({ playersProcessed: 1 });
    expect(counters).toEqual({ playersProcessed: 1, apiRequests: 3, waitedMs: 300 });
  });

  it('counts a request once', () => {
    const progress = progressAt([1, 2, 3]);
    progress.onRequest(sent(5));
    progress.commit({});
    expect(progress.commit({}).counters).toEqual({ apiRequests: 0, waitedMs: 0 });
    progress.onRequest(sent(7));
    expect(progress.commit({}).counters).toEqual({ apiRequests: 1, waitedMs: 7 });
  });

  it('tells what is pending without taking it', () => {
    const progress = progressAt([1]);
    progress.onRequest(sent(5));
    expect(progress.pending()).toEqual({ apiRequests: 1, waitedMs: 5 });
    expect(progress.commit({}).counters).toEqual({ apiRequests: 1, waitedMs: 5 });
    expect(progress.pending()).toEqual({ apiRequests: 0, waitedMs: 0 });
  });

  it('leaves to the end what no commit has carried, once', () => {
    const progress = progressAt([1]);
    progress.onRequest(sent(5));
    expect(progress.takePending()).toEqual({ apiRequests: 1, waitedMs: 5 });
    expect(progress.takePending()).toEqual({ apiRequests: 0, waitedMs: 0 });
    expect(progress.commit({}).counters).toEqual({ apiRequests: 0, waitedMs: 0 });
  });
});
