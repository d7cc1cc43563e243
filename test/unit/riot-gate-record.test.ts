import { describe, expect, it } from 'vitest';
import { decodeState, encodeState, rebuilt } from '../../src/riot/gate-record.ts';
import { holdOf } from '../../src/riot/outlook.ts';
import { close, emptyRoute, type RouteState, reserve } from '../../src/riot/route-state.ts';
import { answer } from './riot-gate-setup.ts';

const SENT = 1_000_000;
const question = { route: 'europe', methodId: 'match-v5.getMatch', service: 'match-v5' } as const;
const told = answer({ app: ['100:120', '1:120'], method: ['2000:10', '1:10'] });

function sent(state: RouteState, id: string, { owner = 'self', now = SENT } = {}): RouteState {
  return reserve(state, question, { id, owner, now });
}

function settled(state: RouteState, id: string, receivedAt: number): RouteState {
  return close(state, id, { answer: told, receivedAt });
}

const known = settled(sent(emptyRoute, 'a'), 'a', SENT + 80);

describe('decodeState', () => {
  const written = { boot: 'one', monotonic: SENT, wall: 5_000_000 };
  const kept = { ...written, state: encodeState(sent(known, 'b')) };

  it('is the same state within a boot, wherever the wall clock stands', () => {
    for (const hours of [-1, 0, 1]) {
      const now = { ...written, monotonic: SENT + 10, wall: written.wall + hours * 3_600_000 };
      expect(decodeState(kept, now)).toEqual(sent(known, 'b'));
    }
  });

  it('lets as much time pass over a boot as the wall clock says, and none when it was set back', () => {
    const after = (wallMs: number) => {
      const state = decodeState(kept, { boot: 'two', monotonic: 50, wall: written.wall + wallMs });
      return state.scopes['application']?.buckets[0]?.window?.startEarliest;
    };
    expect([after(30_000), after(0), after(-3_600_000)]).toEqual([50 - 30_000, 50, 50]);
  });

  it('keeps a window whose latest opening is not known', () => {
    const open = sent(known, 'b', { now: SENT + 200_000 });
    expect(decodeState({ ...kept, state: encodeState(open) }, written)).toEqual(open);
  });

  it('fails on what is no state', () => {
    expect(() => decodeState({ ...kept, state: '{' }, written)).toThrow(SyntaxError);
  });
});

describe('rebuilt', () => {
  const now = SENT + 500;

  it('holds everybody until all that was under way has arrived, then one asks, then the answer tells', () => {
    const state = rebuilt(known, { owner: 'self', now });
    expect(holdOf(state, question, now).until).toBe(now + 1000);
    const probing = sent(state, 'p', { now: now + 1000 });
    expect(holdOf(probing, question, now + 1001).until).toBe(Number.POSITIVE_INFINITY);
    const full = answer({ app: ['100:120', '100:120'], method: ['2000:10', '1:10'] });
    const learnt = close(probing, 'p', { answer: full, receivedAt: now + 1080 });
    expect(holdOf(learnt, question, now + 1080).until).toBeGreaterThan(now + 1080);
    expect(learnt.scopes['application']?.buckets[0]?.window?.used).toBe(100);
  });

  it('keeps the windows, the blocks and the requests of this process', () => {
    const state = rebuilt(sent(known, 'b'), { owner: 'self', now });
    expect(state.scopes['application']?.buckets).toEqual(sent(known, 'b').scopes['application']?.buckets);
    expect(state.underWay).toEqual(sent(known, 'b').underWay);
  });

  it('waits for no answer of another process: it may have come already', () => {
    const state = rebuilt(sent(known, 'b', { owner: 'other', now: now - 20 }), { owner: 'self', now });
    expect(state.underWay['b']?.overAt).toBe(now + 980);
  });

  it('forgets who waited', () => {
    const demands = { other: { share: 0.5, hasOthers: false } };
    expect(rebuilt({ ...known, demands }, { owner: 'self', now }).demands).toEqual({});
  });
});
