// The log of an execution on its way to the database: what is written when, and what a database that fails makes of it.

import { describe, expect, it } from 'vitest';
import { LogBook } from '../../src/jobs/log-book.ts';
import type { Logger } from '../../src/log.ts';
import { LeaseLostError, StoreBusyError } from '../../src/store/errors.ts';
import type { LogLine } from '../../src/store/executions-store.ts';
import { settled, VirtualClock } from './riot-virtual-clock.ts';

const lease = { executionId: 'an-execution', token: 'a-token' };

/** A database that answers as it is told to: `true` = kept, `false` = no longer ours. */
function openBook(answers: readonly (boolean | Error)[] = []) {
  const clock = new VirtualClock(1000);
  const left = [...answers];
  const batches: number[][] = [];
  const kept: LogLine[] = [];
  const told: string[] = [];
  const lost: Error[] = [];
  const tell = (level: string) => (event: string) => void told.push(`${level} ${event}`);
  const log: Logger = { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') };
  const appendLog = async (_lease: unknown, lines: readonly LogLine[]) => {
    const answer = left.shift() ?? true;
    batches.push(lines.map(({ seq }) => seq));
    if (answer instanceof Error) throw answer;
    if (answer) kept.push(...lines);
    return answer;
  };
  const book = new LogBook({ executions: { appendLog }, clock, log }, { lease, onLost: (error) => lost.push(error) });
  const pass = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      clock.step();
      await settled();
    }
  };
  return { clock, book, batches, kept, told, lost, pass };
}

const busy = new StoreBusyError('executions.appendLog', 'locked');
const seqs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the book', () => {
  it('tells every line at once and keeps those at info and above, numbered from 1', async () => {
    const { book, told, kept, pass } = openBook();
    book.logger.debug('a');
    book.logger.info('b', { n: 1n });
    book.logger.warn('c');
    book.logger.error('d');
    expect(told).toEqual(['debug a', 'info b', 'warn c', 'error d']);
    await pass();
    expect(kept).toEqual([
      { seq: 1, at: 1000, level: 'info', event: 'b', dataJson: '{"n":"1"}' },
      { seq: 2, at: 1000, level: 'warn', event: 'c', dataJson: '{}' },
      { seq: 3, at: 1000, level: 'error', event: 'd', dataJson: '{}' },
    ]);
  });

  it('writes two seconds after the first line, and sleeps only while there is something to write', async () => {
    const { book, clock, batches, pass } = openBook();
    await settled();
    expect(clock.sleeps).toBe(0);
    book.keep('info', 'first');
    book.keep('info', 'second');
    await pass();
    expect({ now: clock.now(), batches }).toEqual({ now: 3000, batches: [[1, 2]] });
    expect(clock.step()).toBe(false);
    book.keep('info', 'third');
    await pass();
    expect({ now: clock.now(), batches }).toEqual({ now: 5000, batches: [[1, 2], [3]] });
  });

  it('writes 200 lines at once, without waiting', async () => {
    const { book, batches } = openBook();
    for (const seq of seqs(1, 450)) book.keep('info', String(seq));
    await settled();
    expect(batches).toEqual([seqs(1, 200), seqs(201, 400)]);
  });

  it('keeps the lines that a busy database does not take, and asks again in two seconds', async () => {
    const { book, clock, batches, kept, pass } = openBook([busy, busy]);
    book.keep('info', 'early');
    await pass();
    for (const seq of seqs(2, 500)) book.keep('info', String(seq));
    await settled();
    expect(batches).toEqual([[1]]);
    await pass(2);
    expect(clock.now()).toBe(7000);
    expect(kept.map(({ seq }) => seq)).toEqual(seqs(1, 400));
    expect((await book.close()).map(({ seq }) => seq)).toEqual(seqs(401, 500));
  });

  it('says once that the execution is not ours any more, and writes nothing then', async () => {
    const { book, batches, lost, pass } = openBook([false]);
    book.keep('info', 'one');
    await pass();
    expect(lost).toEqual([new LeaseLostError('an-execution')]);
    book.keep('info', 'two');
    await pass(3);
    expect(batches).toEqual([[1]]);
    expect(await book.close()).toEqual([]);
  });
});

describe('the end', () => {
  it('gives what was not written, and nothing is written any more', async () => {
    const { book, batches, pass } = openBook();
    book.keep('info', 'one');
    expect((await book.close()).map(({ event }) => event)).toEqual(['one']);
    book.keep('info', 'two');
    await pass(3);
    expect(batches).toEqual([]);
    expect(await book.close()).toHaveLength(1);
  });

  it('waits for what is being written', async () => {
    const { book, clock, kept } = openBook();
    book.keep('info', 'one');
    clock.step();
    await Promise.resolve();
    const rest = await book.close();
    expect([...kept, ...rest]).toHaveLength(1);
  });

  it('gives the first and the last thousand of very many', async () => {
    const { book } = openBook([busy]);
    for (const seq of seqs(1, 5000)) book.keep('info', String(seq));
    await settled();
    const rest = await book.close();
    expect(rest.map(({ seq }) => seq)).toEqual([...seqs(1, 1000), ...seqs(4001, 5000)]);
  });
});
