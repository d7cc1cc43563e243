import { describe, expect, it } from 'vitest';
import type { OwnerState, ProcessIdentity } from '../../src/processes.ts';
import { emptyGate, type KeptGate, reportLimits } from '../../src/riot/limits-report.ts';
import { close, emptyRoute, judged, type RouteState, reserve, setAside } from '../../src/riot/route-state.ts';
import { answer } from './riot-gate-setup.ts';

const SENT = 1_000_000;
/** The wall clock of the tests is this far ahead of the steady one. */
const AHEAD = 1_700_000_000_000;
const question = { route: 'europe', methodId: 'match-v5.getMatch', service: 'match-v5' } as const;
const LIMITS = { app: ['20:1,100:120', '1:1,7:120'], method: ['2000:10', '1:10'] } as const;

function sent(state: RouteState, id: string, now = SENT): RouteState {
  return reserve(state, question, { id, owner: 'a-process', now });
}

/** One request, answered 80 ms later: 7 of 100 are used, 6 of them by somebody else. */
const answered = close(sent(emptyRoute, 'a'), 'a', { answer: answer(LIMITS), receivedAt: SENT + 80 });

const self: ProcessIdentity = { host: 'a-host', bootId: 'b', pidNamespace: null, pid: 4711, pidStart: '1' };

function report(state: RouteState, afterMs: number, more: Partial<KeptGate> = {}) {
  const monotonic = SENT + afterMs;
  const stateOf = (owner: ProcessIdentity): OwnerState => (owner.pid === self.pid ? 'alive' : 'dead');
  const kept = { ...emptyGate, routes: new Map([['europe', state] as const]), ...more };
  const [route] = reportLimits(kept, { monotonic, wall: AHEAD + monotonic, stateOf });
  if (route === undefined) throw new Error('there is no route');
  const of = (scope: string) => route.scopes.filter((one) => one.scope === scope);
  return { ...route, application: of('application')[0], method: of('method')[0], services: of('service') };
}

describe('reportLimits: windows', () => {
  it('have both bounds of their opening and their end on the wall clock', () => {
    const { application, method } = report(answered, 500);
    const [second, twoMinutes] = application?.buckets ?? [];
    expect(second).toEqual({
      limit: 20,
      durationMs: 1000,
      used: 1,
      left: 19,
      openedEarliest: AHEAD + SENT,
      openedLatest: AHEAD + SENT + 80,
      endsAt: AHEAD + SENT + 1080,
    });
    // Somebody else may have opened it up to two minutes earlier.
    expect(twoMinutes).toMatchObject({ used: 7, left: 93, openedEarliest: AHEAD + SENT - 120_000 });
    expect(method).toMatchObject({ name: 'match-v5.getMatch', isKnown: true, inFlight: 0, block: null });
  });

  it('that have certainly ended are closed; what is under way may open the next', () => {
    const later = sent(answered, 'b', SENT + 1079);
    expect(report(later, 1079).application?.buckets[0]).toMatchObject({ used: 2, endsAt: AHEAD + SENT + 1080 });
    const closed = { openedEarliest: null, openedLatest: null, endsAt: null };
    expect(report(later, 1080).application?.buckets[0]).toMatchObject({ used: 1, left: 19, ...closed });
    expect(report(answered, 1080).application?.buckets[0]).toMatchObject({ used: 0, left: 20, ...closed });
  });

  it('whose latest opening no answer has told yet have no end either', () => {
    const next = sent(answered, 'b', SENT + 2000);
    expect(report(next, 2010).application?.buckets[0]).toMatchObject({
      used: 1,
      openedEarliest: AHEAD + SENT + 2000,
      openedLatest: null,
      endsAt: null,
    });
  });

  it('of which nothing is known have no bucket', () => {
    const { application, method, allowedPerHour, utilisation } = report(sent(emptyRoute, 'a'), 10);
    for (const scope of [application, method]) {
      expect(scope).toMatchObject({ isKnown: false, inFlight: 1, buckets: [], block: null });
    }
    expect({ allowedPerHour, utilisation }).toEqual({ allowedPerHour: null, utilisation: null });
  });
});

describe('reportLimits: blocks', () => {
  it('last until Retry-After has passed, with its rounding', () => {
    const refusal = answer({ ...LIMITS, status: 429, type: 'service', retryAfter: '3' });
    const blocked = close(sent(answered, 'b', SENT + 100), 'b', { answer: refusal, receivedAt: SENT + 200 });
    const block = { until: AHEAD + SENT + 200 + 4000, reason: 'limited' };
    expect(report(blocked, 300)).toMatchObject({
      services: [{ name: 'match-v5', block }],
      application: { block: null },
    });
    expect(report(blocked, 4200)).toMatchObject({ services: [{ block: null }] });
  });

  it('name a method that fails again and again', () => {
    let failing = answered;
    for (let times = 0; times < 100; times += 1) {
      failing = judged(failing, question.methodId, { status: 503, now: SENT + 100 });
    }
    const { method, application } = report(failing, 200);
    expect(method?.block?.reason).toBe('failing');
    expect(method?.block?.until).toBeGreaterThan(AHEAD + SENT + 1000);
    expect(application?.block).toBeNull();
  });
});

describe('reportLimits: who and how much', () => {
  it('names the processes that have requests under way, and since when', () => {
    const two = sent(sent(answered, 'b', SENT + 300), 'c', SENT + 200);
    const under = reserve(
      two,
      { ...question, methodId: 'match-v5.getMatchIdsByPUUID' },
      { id: 'd', owner: 'x', now: SENT + 400 },
    );
    expect(report(under, 500, { owners: new Map([['a-process', self]]) }).underWay).toEqual([
      {
        requests: 2,
        since: AHEAD + SENT + 200,
        methodIds: ['match-v5.getMatch'],
        pid: 4711,
        host: 'a-host',
        state: 'alive',
      },
      {
        requests: 1,
        since: AHEAD + SENT + 400,
        methodIds: ['match-v5.getMatchIdsByPUUID'],
        pid: null,
        host: null,
        state: 'unknown',
      },
    ]);
    const gone = new Map([['a-process', { ...self, pid: 1 }]]);
    expect(report(under, 500, { owners: gone }).underWay[0]?.state).toBe('dead');
  });

  it('names the processes that have requests set aside, and until when', () => {
    const kept = { methodId: 'match-v5.getMatch', count: 12, until: SENT + 9000 };
    const state = setAside(answered, 'a-process.3', { aside: kept, now: SENT });
    const owners = new Map([['a-process', self]]);
    const one = { requests: 12, methodId: 'match-v5.getMatch', until: AHEAD + SENT + 9000 };
    const holder = { pid: 4711, host: 'a-host', state: 'alive' };
    expect(report(state, 8999, { owners }).setAside).toEqual([{ ...one, ...holder }]);
    expect(report(state, 9000, { owners }).setAside).toEqual([]);
  });

  it('measures the last hour by the tightest bucket of the route', () => {
    const lastHour = new Map([['europe', { sent: 1500, limited: 2 }] as const]);
    expect(report(answered, 500, { lastHour })).toMatchObject({
      sentLastHour: 1500,
      limitedLastHour: 2,
      allowedPerHour: 3000,
      utilisation: 0.5,
    });
    expect(report(answered, 500)).toMatchObject({ sentLastHour: 0, utilisation: 0 });
  });
});
