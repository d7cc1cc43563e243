// What an execution tells the client about itself: how many attempts it has, and what becomes of those under way.

import { describe, expect, it } from 'vitest';
import { requestBudget } from '../../src/jobs/budget.ts';
import { BudgetError } from '../../src/jobs/errors.ts';
import { RateLimitError, RiotApiError } from '../../src/riot/errors.ts';
import { puuidOf, wireMatch } from '../unit/riot-fixtures.ts';
import { ask, failureOf, LIMITS, started } from './riot-server.ts';

const MATCH_ID = 'EUW1_7000000001';
const found = { body: JSON.stringify(wireMatch({ matchId: MATCH_ID })), headers: LIMITS };

describe('a budget', () => {
  it('bounds attempts, also when many are asked for at once', async () => {
    const { url, requests } = await started([found]);
    const { riot } = ask(url, { budget: requestBudget(3) });
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => riot.findMatch(MATCH_ID)));
    expect(settled.map(({ status }) => status)).toEqual([...Array(3).fill('fulfilled'), ...Array(7).fill('rejected')]);
    expect(settled.at(-1)).toMatchObject({ reason: expect.any(BudgetError) });
    expect(requests).toHaveLength(3);
  });

  it('counts repetitions, and a failure that cannot be repeated is what it is', async () => {
    const { url, requests } = await started([{ status: 503 }]);
    const { riot } = ask(url, { budget: requestBudget(2) });
    expect(await failureOf(riot.findMatch(MATCH_ID))).toBeInstanceOf(RiotApiError);
    expect(requests).toHaveLength(2);
  });

  it('is not spent by what was never sent', async () => {
    const { url, requests } = await started([
      { ...found, headers: { ...LIMITS, 'X-App-Rate-Limit': '1:100', 'X-App-Rate-Limit-Count': '1:100' } },
    ]);
    const budget = requestBudget(2);
    const { riot } = ask(url, { budget, patienceMs: 0 });
    await riot.findMatch(MATCH_ID);
    expect(await failureOf(riot.findMatch(MATCH_ID))).toBeInstanceOf(RateLimitError);
    expect(requests).toHaveLength(1);
    expect(budget?.isSpent()).toBe(false);
  });
});

describe('a caller that stops', () => {
  /** The server answers when the caller has been told to stop. */
  async function stopping(reply: object, hasCut: boolean) {
    const [stop, cut] = [new AbortController(), new AbortController()];
    const { url, requests } = await started([
      () => {
        stop.abort('SIGTERM');
        return reply;
      },
    ]);
    const { riot, sent, clock } = ask(url, { signal: stop.signal, ...(hasCut ? { cut: cut.signal } : {}) });
    return { riot, sent, clock, requests };
  }

  it('gets the answer to what is under way, where it can wait for it', async () => {
    const { riot } = await stopping(found, true);
    expect((await riot.findMatch(MATCH_ID))?.match.matchId).toBe(MATCH_ID);
  });

  it('gets none where it cannot', async () => {
    const { riot } = await stopping(found, false);
    expect(await failureOf(riot.findMatch(MATCH_ID))).toBe('SIGTERM');
  });

  it.each([[{ status: 503 }], [{ status: 429 }], [{ cutAfter: 0 }]])('repeats nothing: %j', async (reply) => {
    const { riot, requests } = await stopping(reply, true);
    expect(await failureOf(riot.findMatch(MATCH_ID))).toBe('SIGTERM');
    expect(requests).toHaveLength(1);
  });

  it('sends nothing more', async () => {
    const { riot, requests } = await stopping(found, true);
    await riot.findMatch(MATCH_ID);
    expect(await failureOf(riot.listMatchIds({ platform: 'euw1', puuid: puuidOf(1) }))).toBe('SIGTERM');
    expect(requests).toHaveLength(1);
  });

  it('that is cut gives up what is under way, and it is counted', async () => {
    const cut = new AbortController();
    const { url } = await started([
      () => {
        cut.abort('over');
        return found;
      },
    ]);
    const { riot, sent } = ask(url, { cut: cut.signal });
    expect(await failureOf(riot.findMatch(MATCH_ID))).toBe('over');
    expect(sent.map(({ status }) => status)).toEqual([0]);
  });
});
