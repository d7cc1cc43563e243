import { describe, expect, it } from 'vitest';
import { answered, type Bucket, freeAt, learned, take } from '../../src/riot/bucket.ts';

const SECOND: Bucket = { limit: 2, durationMs: 1000, window: undefined };
const at = (now: number, inFlight = 0, sequence = 0) => ({ now, inFlight, sequence });

/** Sends `count` requests at `now`, the first of them with number 1. */
function sent(count: number, now: number): Bucket {
  return Array.from({ length: count }).reduce<Bucket>(
    (bucket, _, index) => take(bucket, at(now, index, index)),
    SECOND,
  );
}

describe('bucket', () => {
  it('is free until its limit, then until an answer tells when the window began', () => {
    expect(freeAt(SECOND, at(5000))).toBe(5000);
    expect(freeAt(sent(1, 5000), at(5000, 1, 1))).toBe(5000);
    expect(freeAt(sent(2, 5000), at(5010, 2, 2))).toBe(Number.POSITIVE_INFINITY);
  });

  it('ends one duration after the latest possible start: the receipt of the first answer', () => {
    const first = {
      sequence: 1,
      sentAt: 5000,
      moment: at(5080, 1, 2),
      count: undefined,
      maybeAfter: 1,
      isNewest: true,
    };
    const one = answered(sent(2, 5000), first);
    expect(freeAt(one, at(5080, 1, 2))).toBe(6080);
    const second = { ...first, sequence: 2, moment: at(5200, 0, 2) };
    expect(freeAt(answered(one, second), at(5200, 0, 2))).toBe(6080);
  });

  it('charges a request that may have arrived after the edge to the next window too', () => {
    const first = {
      sequence: 1,
      sentAt: 5000,
      moment: at(5080, 1, 2),
      count: undefined,
      maybeAfter: 1,
      isNewest: true,
    };
    const stillOut = answered(sent(2, 5000), first);
    expect(freeAt(take(stillOut, at(6080, 1, 2)), at(6080, 2, 3))).toBe(Number.POSITIVE_INFINITY);
    // Answered at 6001, at the earliest possible edge or later: it may be the first of the next window.
    const late = answered(stillOut, { ...first, sequence: 2, moment: at(6001, 0, 2), maybeAfter: 0 });
    expect(freeAt(take(late, at(6080, 0, 2)), at(6081, 1, 3))).toBe(Number.POSITIVE_INFINITY);
    // Answered before: it cannot be.
    const early = answered(stillOut, { ...first, sequence: 2, moment: at(5999, 0, 2), maybeAfter: 0 });
    expect(freeAt(take(early, at(6080, 0, 2)), at(6081, 1, 3))).toBe(6081);
  });

  it('forgets what is older than a window', () => {
    const first = {
      sequence: 1,
      sentAt: 5000,
      moment: at(5080, 1, 2),
      count: undefined,
      maybeAfter: 1,
      isNewest: true,
    };
    const late = answered(answered(sent(2, 5000), first), { ...first, sequence: 2, moment: at(6010, 0, 2) });
    expect(freeAt(take(late, at(9000, 0, 2)), at(9000, 1, 3))).toBe(9000);
  });

  it('takes the count of an answer as a lower bound: others may use the key', () => {
    const answer = { sequence: 1, sentAt: 5000, moment: at(5080, 0, 1), count: 2, maybeAfter: 0, isNewest: true };
    expect(freeAt(answered(sent(1, 5000), answer), at(5080, 0, 1))).toBe(6080);
  });

  it('takes the count plus all that may have come later as an upper bound', () => {
    const answer = { sequence: 2, sentAt: 5000, moment: at(5080, 0, 2), count: 1, maybeAfter: 0, isNewest: true };
    expect(freeAt(answered(sent(2, 5000), answer), at(5080, 0, 2))).toBe(5080);
    expect(freeAt(answered(sent(2, 5000), { ...answer, maybeAfter: 1 }), at(5080, 0, 2))).toBe(6080);
  });

  it('learned in mid-window counts as full for as long as the window can last', () => {
    const probe = { sequence: 1, sentAt: 5000, moment: at(5080, 0, 1), count: 2, maybeAfter: 0, isNewest: true };
    const bucket = learned(2, 1000, probe);
    expect(freeAt(bucket, at(5080, 0, 1))).toBe(6080);
    // The probe may itself have opened the next window, at 5080 at the latest.
    expect(freeAt(take(bucket, at(6080, 0, 1)), at(6081, 1, 2))).toBe(6081);
  });
});

describe('bucket: late requests', () => {
  const third = { limit: 3, durationMs: 1000, window: undefined };

  it('stay late in a window that began with one of them', () => {
    // #1 opens a window; #2 is on its way over the edge; #3 is sent when the window has certainly expired.
    const first = {
      sequence: 1,
      sentAt: 5000,
      moment: at(5080, 0, 1),
      count: undefined,
      maybeAfter: 0,
      isNewest: true,
    };
    const opened = answered(take(third, at(5000)), first);
    const over = take(take(opened, at(5990, 0, 1)), at(6080, 1, 2));
    const second = { ...first, sequence: 2, sentAt: 5990, moment: at(6090, 1, 3), maybeAfter: 1 };
    const both = answered(answered(over, second), { ...first, sequence: 3, sentAt: 6080, moment: at(6500, 0, 3) });
    // The window may have begun at 6000, so that #4, answered at 7040, may be the first of the next one.
    const last = { ...first, sequence: 4, sentAt: 6950, moment: at(7040, 0, 4) };
    const full = take(take(answered(take(both, at(6950, 0, 3)), last), at(7500, 0, 4)), at(7500, 1, 5));
    expect(freeAt(full, at(7501, 2, 6))).toBe(Number.POSITIVE_INFINITY);
  });

  it('do not bring the count of the previous window along', () => {
    const first = { sequence: 1, sentAt: 5000, moment: at(5080, 1, 2), count: 1, maybeAfter: 1, isNewest: true };
    const next = take(answered(sent(2, 5000), first), at(6080, 1, 2));
    const carried = { ...first, sequence: 2, moment: at(6100, 1, 3), count: 2 };
    const own = { ...first, sequence: 3, sentAt: 6080, moment: at(6150, 0, 3), count: 1, maybeAfter: 0 };
    expect(freeAt(answered(answered(next, carried), own), at(6150, 0, 3))).toBe(6150);
    const alone = answered(answered(sent(2, 5000), first), { ...carried, moment: at(6100, 0, 2) });
    expect(freeAt(take(alone, at(6100, 0, 2)), at(6100, 1, 3))).toBe(Number.POSITIVE_INFINITY);
  });

  it('do not bring it along either when a count of 1 has told of the next window early', () => {
    // The window began at 5010; #3, sent at 6010, opens the next one while #2 is still out.
    const first = { sequence: 1, sentAt: 5000, moment: at(5080, 0, 1), count: 1, maybeAfter: 0, isNewest: true };
    const opened = answered(take(third, at(5000)), first);
    const all = take(take(opened, at(5990, 0, 1)), at(6010, 1, 2));
    const opener = { ...first, sequence: 3, sentAt: 6010, moment: at(6050, 1, 3), maybeAfter: 1 };
    const older = { ...first, sequence: 2, sentAt: 5990, moment: at(6060, 0, 3), count: 3, isNewest: false };
    expect(freeAt(answered(answered(all, opener), older), at(6060, 0, 3))).toBe(6060);
  });
});

describe('bucket: others use the key', () => {
  const ten = { limit: 10, durationMs: 1000, window: undefined };
  const two = take(take(ten, at(5000)), at(5000, 1, 1));
  const newer = { sequence: 2, sentAt: 5000, moment: at(5080, 1, 2), count: 9, maybeAfter: 1, isNewest: true };

  it.each([1, 3])('an older answer with count %i does not take back what a newer one told', (count) => {
    const older = { ...newer, sequence: 1, moment: at(5090, 0, 2), count, isNewest: false };
    const known = take(answered(answered(two, newer), older), at(5100, 0, 2));
    expect(freeAt(known, at(5100, 1, 3))).toBeGreaterThan(6000);
  });

  it('they may have opened the window before us: what follows may belong to the next one', () => {
    const four = { limit: 4, durationMs: 1000, window: undefined };
    const first = { sequence: 1, sentAt: 5000, moment: at(5080, 0, 1), count: 3, maybeAfter: 0, isNewest: true };
    const second = { ...first, sequence: 2, sentAt: 5600, moment: at(5650, 0, 2), count: undefined };
    for (const known of [answered(take(four, at(5000)), first), learned(4, 1000, first)]) {
      const full = answered(take(known, at(5600, 0, 1)), second);
      const again = [6080, 6080, 6080].reduce(
        (bucket, now, sentNow) => take(bucket, at(now, sentNow, 2 + sentNow)),
        full,
      );
      expect(freeAt(again, at(6081, 3, 5))).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('and one of ours may belong to the next one, when another told first when the window began at the latest', () => {
    const pair = take(take(SECOND, at(5000)), at(5010, 1, 1));
    const second = {
      sequence: 2,
      sentAt: 5010,
      moment: at(5060, 1, 2),
      count: undefined,
      maybeAfter: 1,
      isNewest: true,
    };
    const first = { ...second, sequence: 1, sentAt: 5000, moment: at(5080, 0, 2), count: 3, isNewest: false };
    expect(freeAt(answered(answered(pair, second), first), at(6060, 0, 2))).toBe(6080);
  });

  it('what is on its way when a bucket is learned is charged to it', () => {
    const probe = { sequence: 3, sentAt: 5000, moment: at(5080, 2, 3), count: 1, maybeAfter: 2, isNewest: true };
    expect(freeAt(learned(3, 1000, probe), at(5080, 2, 3))).toBe(6080);
  });
});
