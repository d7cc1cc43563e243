// The query of the id list: defaults, bounds, complaints.

import { describe, expect, it } from 'vitest';
import { parseIdsQuery } from '../../src/simulator/routes/ids-query.ts';

const parse = (query: string) => parseIdsQuery(new URLSearchParams(query));

describe('parseIdsQuery', () => {
  it('has the defaults of the API', () => {
    expect(parse('')).toEqual({ start: 0, count: 20 });
  });

  it('takes every filter', () => {
    expect(parse('start=5&count=100&queue=420&type=ranked&startTime=1750000000&endTime=1760000000')).toEqual({
      start: 5,
      count: 100,
      queue: 420,
      type: 'ranked',
      startTime: 1_750_000_000,
      endTime: 1_760_000_000,
    });
  });

  it('ignores what it does not know', () => {
    expect(parse('beginTime=1&beginIndex=2')).toEqual({ start: 0, count: 20 });
  });

  it('refuses a count over 100 in the words of the API', () => {
    expect(parse('count=200')).toEqual({
      message: "Bad request - Query parameter 'count' must have a maximum value of 100. Invalid value '200' given.",
    });
  });

  it.each(['count=-1', 'count=ten', 'start=1.5', 'queue=', 'startTime=soon', 'type=arena'])('refuses %s', (query) => {
    expect(parse(query)).toHaveProperty('message', expect.stringMatching(/^Bad request - Query parameter/));
  });
});
