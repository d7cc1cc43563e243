// The bench of the rate gate: what it computes from a log of arrivals.
import { describe, expect, it } from 'vitest';
import { bestOf, bucketsOf, coveredMs, figuresOf, quantile, tightestOf, windowsOf } from '../../bench/gate/figures.ts';

const arrived = (...times: readonly number[]) => times.map((at) => ({ at, status: 200 }));
const always = [{ from: 0, to: Number.POSITIVE_INFINITY }];

describe('the tightest bucket', () => {
  it.each([
    ['20:1,100:120', { limit: 100, durationMs: 120_000 }],
    ['100:20,20:1', { limit: 100, durationMs: 20_000 }],
    ['30000:600,500:10', { limit: 500, durationMs: 10_000 }],
  ])('of %s', (limits, bucket) => {
    expect(tightestOf(bucketsOf(limits))).toEqual(bucket);
  });
});

describe('the most that back-to-back windows allow', () => {
  it.each([
    ['20:1,100:20', 0, 0],
    ['20:1,100:20', 500, 20],
    ['20:1,100:20', 4500, 100],
    ['20:1,100:20', 20_000, 100],
    ['20:1,100:20', 42_000, 240],
    ['20:1,100:20', 59_000, 300],
    ['500:10,30000:600', 180_000, 9000],
  ])('%s in %i ms', (limits, durationMs, most) => {
    expect(bestOf(durationMs, bucketsOf(limits))).toBe(most);
  });
});

describe('windows of the edge', () => {
  const bucket = { limit: 2, durationMs: 1000 };

  it('open with the first arrival at or after the end of the one before', () => {
    const windows = windowsOf(arrived(100, 1099, 1100, 5000), bucket);
    expect(windows.map(({ openedAt, endsAt, arrived, nextAt }) => ({ openedAt, endsAt, arrived, nextAt }))).toEqual([
      { openedAt: 100, endsAt: 1100, arrived: 2, nextAt: 1100 },
      { openedAt: 1100, endsAt: 2100, arrived: 1, nextAt: 5000 },
      { openedAt: 5000, endsAt: 6000, arrived: 1, nextAt: undefined },
    ]);
  });

  it('count rejected requests as arrived, not as granted', () => {
    const [window] = windowsOf([...arrived(0, 10), { at: 20, status: 429 }], bucket);
    expect(window).toMatchObject({ arrived: 3, granted: 2, filledAt: 10 });
  });
});

describe('covered time', () => {
  it('counts overlapping spans once, and only inside', () => {
    const spans = [
      { from: 30, to: 60 },
      { from: -10, to: 20 },
      { from: 50, to: 70 },
      { from: 10, to: 15 },
      { from: 95, to: 200 },
    ];
    expect(coveredMs({ from: 0, to: 100 }, spans)).toBe(20 + 40 + 5);
    expect(coveredMs({ from: 0, to: 100 }, [])).toBe(0);
  });
});

describe('figures', () => {
  const buckets = bucketsOf('2:1,4:10');
  /** Fills the window of 0..10 s in two bursts and half of the next one, 50 ms after each end. */
  const arrivals = arrived(0, 10, 1050, 1060, 10_050, 10_060);

  it('are those of windows that expired while work was waiting', () => {
    const figures = figuresOf({ arrivals, buckets, working: always, endedAt: 20_050 });
    expect(figures).toMatchObject({ windows: 2, leftOut: 0, utilisation: 6 / 8, limited: 0, idleMs: [50] });
    const earlier = figuresOf({ arrivals, buckets, working: always, endedAt: 20_049 });
    expect(earlier).toMatchObject({ windows: 1, utilisation: 1 });
  });

  it('leave out a window for whose better part nobody had work', () => {
    const working = [{ from: 0, to: 11_000 }];
    const figures = figuresOf({ arrivals, buckets, working, endedAt: 20_050 });
    expect(figures).toMatchObject({ windows: 1, leftOut: 1, utilisation: 1 });
  });

  it('count idle time only while somebody had work', () => {
    const working = [
      { from: 0, to: 10_020 },
      { from: 10_040, to: 30_000 },
    ];
    expect(figuresOf({ arrivals, buckets, working, endedAt: 20_050 }).idleMs).toEqual([30]);
  });

  it('see the idle time after a full shorter window unless the tightest is full', () => {
    const figures = figuresOf({ arrivals, buckets, working: always, endedAt: 20_050 });
    // The window of 1050 ms was the last one that the tightest allowed; that of 10,050 ms has no successor.
    expect(figures.otherIdleMs).toEqual([50]);
  });

  it('count answers of 429', () => {
    const limited = [...arrivals, { at: 10_070, status: 429 }];
    expect(figuresOf({ arrivals: limited, buckets, working: always, endedAt: 20_050 }).limited).toBe(1);
  });
});

describe('quantile', () => {
  it('lies between the two nearest values', () => {
    expect([0, 0.5, 0.75, 1].map((q) => quantile([30, 10, 20, 40], q))).toEqual([10, 25, 32.5, 40]);
    expect(quantile([7], 0.99)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
