// The fields of a log line: whatever they hold, there is a line.

import { describe, expect, it } from 'vitest';
import { toDataJson } from '../../src/jobs/log-data.ts';

const read = (value: unknown): unknown => JSON.parse(toDataJson({ value })).value;

function circular(): object {
  const parent: Record<string, unknown> = { name: 'parent' };
  parent['child'] = { parent };
  return parent;
}

const shared = { a: 1 };

class Odd extends Error {
  override get message(): string {
    throw new Error('no message');
  }
}

describe('a field', () => {
  it.each([
    ['text', 'a "text"\n', 'a "text"\n'],
    ['number', 1.5, 1.5],
    ['flag', false, false],
    ['null', null, null],
    ['structure', { a: [1, { b: 'c' }] }, { a: [1, { b: 'c' }] }],
    ['undefined', undefined, undefined],
    ['bigint', 10n ** 20n, '100000000000000000000'],
    ['bigint inside', { n: 1n }, { n: '1' }],
    ['symbol', Symbol('s'), 'Symbol(s)'],
    ['function', () => 1, '[function]'],
    ['no number', Number.NaN, 'NaN'],
    ['infinite number', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['time', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['no time', new Date(Number.NaN), null],
    ['error', new TypeError('what is wrong'), 'what is wrong'],
    ['error inside', { error: new Error('inside') }, { error: 'inside' }],
    ['error that cannot be read', new Odd(), '[unreadable]'],
    ['cycle', circular(), { name: 'parent', child: { parent: '[circular]' } }],
    ['same thing twice, which is no cycle', [shared, shared], [{ a: 1 }, { a: 1 }]],
    [
      'toJSON that throws',
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
      '[unreadable]',
    ],
    ['toJSON that gives itself back', Object.assign({}, { toJSON: (): object => ({ ok: 1 }) }), { ok: 1 }],
    [
      'getter that throws',
      {
        get deep() {
          throw new Error('no');
        },
      },
      '[unreadable]',
    ],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it('that cannot be read leaves the others', () => {
    const fields = {
      get bad() {
        throw new Error('no');
      },
      good: 1,
    };
    expect(JSON.parse(toDataJson(fields))).toEqual({ bad: '[unreadable]', good: 1 });
  });

  it('is cut at 2,000 characters', () => {
    expect(read('x'.repeat(2000))).toBe('x'.repeat(2000));
    expect(read('x'.repeat(2001))).toBe(`${'x'.repeat(2000)}…`);
    const long = read(Array.from({ length: 1000 }, (_, index) => index));
    expect(long).toMatch(/^\[0,1,2,.*…$/);
    expect(long).toHaveLength(2001);
  });
});

it('nesting has an end', () => {
  let nested: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) nested = [nested];
  expect(JSON.stringify(read(nested))).toBe(`${'['.repeat(20)}"[nested]"${']'.repeat(20)}`);
});
