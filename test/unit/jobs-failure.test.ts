import { expect, it } from 'vitest';
import { failureOf, textOf } from '../../src/jobs/failure.ts';
import { LeaseLostError } from '../../src/store/errors.ts';

it('an error is kept with its class, message and stack', () => {
  const error = new LeaseLostError('0191');
  expect(failureOf(error)).toEqual({ code: 'LeaseLostError', message: error.message, stack: error.stack });
});

it.each([
  ['text', 'SIGINT', 'SIGINT'],
  ['number', 7, '7'],
  ['nothing', undefined, 'undefined'],
  ['object without a text', Object.create(null), '[unreadable]'],
  ['symbol', Symbol('s'), 'Symbol(s)'],
])('what is no error is kept, too: %s', (_, thrown, message) => {
  expect(failureOf(thrown)).toEqual({ code: 'Error', message, stack: null });
  expect(textOf(thrown)).toBe(message);
});

it('an error that cannot be read is kept as that', () => {
  const odd = new Proxy(new Error('x'), {
    get: () => {
      throw new Error('no');
    },
  });
  expect(failureOf(odd)).toEqual({ code: 'Error', message: '[unreadable]', stack: null });
});
