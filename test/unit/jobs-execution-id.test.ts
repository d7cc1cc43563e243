// Execution ids: UUIDs of version 7.

import { describe, expect, it } from 'vitest';
import { newExecutionId, newLeaseToken } from '../../src/jobs/execution-id.ts';

const NOW = 1_795_508_585_569;

describe('an execution id', () => {
  it('is a UUID of version 7 and variant 10', () => {
    for (let turn = 0; turn < 200; turn += 1) {
      expect(newExecutionId(NOW)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('begins with the time', () => {
    const hex = newExecutionId(NOW).replaceAll('-', '').slice(0, 12);
    expect(Number.parseInt(hex, 16)).toBe(NOW);
  });

  it('sorts by time', () => {
    const times = [0, 1, 999, NOW - 1, NOW, NOW + 1, NOW + 86_400_000, 2 ** 48 - 1];
    const ids = times.map(newExecutionId);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('is another one each time, also within a millisecond', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => newExecutionId(NOW)));
    expect(ids.size).toBe(1000);
  });
});

describe('a lease token', () => {
  it('is 128 random bits', () => {
    const tokens = Array.from({ length: 1000 }, newLeaseToken);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(tokens).size).toBe(1000);
  });
});
