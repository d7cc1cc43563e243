import { expect, it } from 'vitest';
import { LeaseHeldError } from '../../src/jobs/errors.ts';
import { executionRow } from './jobs-rows.ts';

it.each(['RUNNING', 'PENDING'] as const)(
  'who finds the job %s hears how to wait for it, and how to end it',
  (status) => {
    const { message, hint } = new LeaseHeldError(executionRow({ id: '01a2-b', status, pid: 7 }));
    expect(message).toContain('execution 01a2-b, process 7 on here');
    expect(hint).toContain('--wait');
    expect(hint).toContain('riotjobs executions cancel 01a2-b');
    expect(hint).toContain('--kill');
  },
);
