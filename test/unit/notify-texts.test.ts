import { describe, expect, it } from 'vitest';
import { hostOf, pingAddress, problemOfAddress } from '../../src/notify/address.ts';
import { pingOfEnd, pingOfStart } from '../../src/notify/ping.ts';
import { previousOf, webhookOf } from '../../src/notify/webhook.ts';
import { sentenceOf, summaryOf } from '../../src/notify/wording.ts';
import type { Execution } from '../../src/store/records.ts';
import { executionRow } from './jobs-rows.ts';

const STARTED = Date.UTC(2026, 10, 24, 12);
const ID = '01a20cd3-bb57-71db-b70b-a5d5fad35584';

const succeeded = ended({});
const failed = ended({ status: 'FAILED', reason: 'error', errorCode: 'StoreError', errorMessage: 'the disk is full' });

function ended(changes: Partial<Execution>): Execution {
  const times = { startedAt: STARTED, completedAt: STARTED + 3210 };
  return executionRow({ id: ID, trigger: 'manual', ...times, ...changes });
}

describe('an address', () => {
  it.each([
    'https://hc-ping.com/uuid',
    'https://host/x?create=1',
    'http://127.0.0.1:8000/x',
    'http://localhost/',
    'http://[::1]:1/',
  ])('may be %s', (text) => expect(problemOfAddress(text)).toBeUndefined());

  it.each([
    ['http://hc-ping.com/secret', 'clear text'],
    ['http://127.0.0.1.example/secret', 'clear text'],
    ['ftp://host/secret', 'not an https address'],
    ['secret', 'not an https address'],
    ['https://ann:secret@host/', 'a user'],
    ['https://host/#secret', 'a fragment'],
  ])('may not be %s, and is not told', (text, words) => {
    expect(problemOfAddress(text)).toContain(words);
    expect(problemOfAddress(text)).not.toContain('secret');
  });

  it('has its host as the only part that may be told', () => {
    expect(hostOf('https://hooks.example:8443/services/secret?x=secret')).toBe('hooks.example:8443');
  });

  it('of a ping keeps its path and query', () => {
    const at = { suffix: '/start', runId: ID };
    expect(pingAddress('https://hc-ping.com/uuid', at)).toBe(`https://hc-ping.com/uuid/start?rid=${ID}`);
    expect(pingAddress('https://h/key/slug/?create=1', at)).toBe(`https://h/key/slug/start?create=1&rid=${ID}`);
    expect(pingAddress('https://h/uuid', { suffix: '', runId: ID })).toBe(`https://h/uuid?rid=${ID}`);
  });
});

describe('pings', () => {
  it('say start, success or failure, with the id of the run', () => {
    expect(pingOfStart('https://h/u', ID).address).toBe(`https://h/u/start?rid=${ID}`);
    expect(pingOfEnd('https://h/u', succeeded).address).toBe(`https://h/u?rid=${ID}`);
    expect(pingOfEnd('https://h/u', ended({ reason: 'partial' })).address).toBe(`https://h/u?rid=${ID}`);
    expect(pingOfEnd('https://h/u', failed).address).toBe(`https://h/u/fail?rid=${ID}`);
  });

  it('bring a summary', () => {
    const { body } = pingOfEnd('https://h/u', ended({ matchesFetched: 12, apiRequestsMade: 14 }));
    expect(body).toBe(
      `updater succeeded after 3.2 s (completed)\nexecution: ${ID}\ntrigger: manual\nmatchesFetched: 12\napiRequests: 14`,
    );
    expect(summaryOf(failed)).toContain(`\nriotjobs executions show ${ID}`);
  });

  it('bring at most 10 kB, and no half of a character', () => {
    const { body } = pingOfEnd('https://h/u', ended({ jobName: 'ü€'.repeat(5000) }));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(10_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(9_990);
    expect(body).not.toContain('\ufffd');
  });
});

describe('a sentence', () => {
  it('says what went wrong, on one line of bounded length', () => {
    expect(sentenceOf(failed)).toBe('updater failed after 3.2 s (error): the disk is full');
    const nasty = sentenceOf(
      ended({ status: 'FAILED', reason: 'error', errorMessage: `a\r\n\u001b[31m\u202e${'b'.repeat(999)}` }),
    );
    expect(nasty).not.toMatch(/\p{C}/u);
    expect(nasty.length).toBeLessThan(400);
  });
});

const eventOf = (execution: Execution, previous?: Execution, hasPaused = false): string | undefined => {
  const delivery = webhookOf('https://h/w', { execution, previous, hasPaused });
  return delivery === undefined ? undefined : JSON.parse(delivery.body).event;
};

describe('a webhook', () => {
  it.each([
    ['a success', succeeded, undefined, undefined],
    ['a success after a success', succeeded, succeeded, undefined],
    ['a failure', failed, undefined, 'failed'],
    ['a failure after a success', failed, succeeded, 'failed'],
    ['the same failure again', failed, failed, undefined],
    ['another failure', ended({ status: 'FAILED', reason: 'auth' }), failed, 'failed'],
    ['a success after a failure', succeeded, failed, 'recovered'],
    ['a partial success after a failure', ended({ reason: 'partial' }), failed, 'recovered'],
    ['an end that was asked for', ended({ status: 'FAILED', reason: 'interrupted' }), succeeded, undefined],
    ['a cancelled one', ended({ status: 'FAILED', reason: 'cancelled' }), succeeded, undefined],
  ] as const)('after %s tells the news', (...[, execution, previous, event]) => {
    expect(eventOf(execution, previous)).toBe(event);
  });

  it('tells of a pause instead of the failure', () => {
    expect(eventOf(failed, failed, true)).toBe('paused');
  });

  it('has a fixed shape', () => {
    const delivery = webhookOf('https://h/w', { execution: failed, previous: undefined, hasPaused: false });
    expect(JSON.parse(delivery?.body ?? '')).toEqual({
      schemaVersion: 1,
      event: 'failed',
      job: 'updater',
      text: 'updater failed after 3.2 s (error): the disk is full',
      reason: 'error',
      code: 'StoreError',
      executionId: ID,
      startedAt: '2026-11-24T12:00:00.000Z',
      completedAt: '2026-11-24T12:00:03.210Z',
      durationMs: 3210,
    });
  });

  it('compares with the newest one before that ended by itself', () => {
    const list = [
      { ...failed, id: 'later' },
      { ...succeeded, id: 'own' },
      { ...succeeded, id: 'running', completedAt: null },
      ended({ id: 'asked', status: 'FAILED', reason: 'interrupted' }),
      { ...failed, id: 'wanted' },
      { ...succeeded, id: 'older' },
    ];
    expect(previousOf({ ...succeeded, id: 'own' }, list)?.id).toBe('wanted');
    expect(previousOf({ ...succeeded, id: 'own' }, list.slice(0, 4))).toBeUndefined();
  });
});
