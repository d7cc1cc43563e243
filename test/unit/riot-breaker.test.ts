// The circuit breaker: a method that fails again and again is left alone for a while, by everybody.

import { describe, expect, it } from 'vitest';
import { ServiceUnavailableError } from '../../src/riot/errors.ts';
import { answer, ids, known, match } from './riot-gate-setup.ts';

const FAILURES = 20;
const noAnswer = { status: 0, headers: new Headers() };

/** A gate whose match method has failed so often. */
async function failing(times: number, ending = answer({ status: 503 })) {
  const set = await known('1000:10,10000:600');
  for (let time = 0; time < times; time += 1) (await set.clock.run(set.gate.acquire(match))).settle(ending);
  return set;
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (reason: unknown) => reason,
  );

describe('circuit breaker', () => {
  it.each([
    ['503', answer({ status: 503 })],
    ['no answer', noAnswer],
  ])('opens after twenty failures in a row (%s), with the time of the next attempt', async (_, ending) => {
    const { gate, clock } = await failing(FAILURES - 1, ending);
    (await clock.run(gate.acquire(match))).settle(ending);
    const error = await refusalOf(gate.acquire(match));
    expect(error).toBeInstanceOf(ServiceUnavailableError);
    expect((error as ServiceUnavailableError).retryAt - clock.now()).toBeGreaterThan(29_000);
    expect((error as ServiceUnavailableError).message).toContain('not asked for another 31 s');
  });

  it('is that of one method', async () => {
    const { gate } = await failing(FAILURES);
    const permit = await gate.acquire(ids);
    expect(permit.waitedMs).toBe(0);
  });

  it.each([200, 404, 400])('counts anew after an answer of %i', async (status) => {
    const { gate, clock } = await failing(FAILURES - 1);
    (await clock.run(gate.acquire(match))).settle(answer({ status }));
    (await clock.run(gate.acquire(match))).settle(answer({ status: 503 }));
    expect(await refusalOf(clock.run(gate.acquire(match)))).toBeUndefined();
  });

  it('does not take a 429, a refused key or a caller that has left for a failure', async () => {
    const { gate, clock } = await failing(FAILURES - 1);
    for (const ending of [answer({ status: 403 }), undefined]) (await clock.run(gate.acquire(match))).settle(ending);
    expect(await refusalOf(clock.run(gate.acquire(match)))).toBeUndefined();
  });

  it('lets one request try when its time has come, and doubles the time when that fails', async () => {
    const { gate, clock } = await failing(FAILURES);
    clock.advance(31_000);
    const trial = await clock.run(gate.acquire(match));
    expect(await refusalOf(gate.acquire(match))).toBeInstanceOf(ServiceUnavailableError);
    trial.settle(answer({ status: 502 }));
    const error = (await refusalOf(gate.acquire(match))) as ServiceUnavailableError;
    expect(error.retryAt - clock.now()).toBeGreaterThan(59_000);
  });

  it('closes with the first success', async () => {
    const { gate, clock } = await failing(FAILURES);
    clock.advance(31_000);
    (await clock.run(gate.acquire(match))).settle(answer({}));
    expect(await refusalOf(clock.run(gate.acquire(match)))).toBeUndefined();
  });

  it('never waits longer than ten minutes', async () => {
    const { gate, clock } = await failing(FAILURES);
    for (let trial = 0; trial < 8; trial += 1) {
      clock.advance(601_000);
      (await clock.run(gate.acquire(match))).settle(answer({ status: 503 }));
    }
    const error = (await refusalOf(gate.acquire(match))) as ServiceUnavailableError;
    expect(error.retryAt - clock.now()).toBeLessThanOrEqual(601_000);
  });
});
