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
    const first = { sequence: 1, sentAt: 5000, moment: at(5080, 0, 1), count: 1, maybeAfter: 0, isNewest: true };
    const old = answered(sent(1, 5000), first);
    expect(freeAt(take(old, at(9000, 0, 1)), at(9000, 1, 2))).toBe(9000);
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
