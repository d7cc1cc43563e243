// PURE: the pings of a run, as healthchecks and its like understand them.

import type { Execution } from '../store/records.ts';
import { pingAddress } from './address.ts';
import type { Delivery } from './send.ts';
import { summaryOf } from './wording.ts';

/** Source: healthchecks' documentation, "Attaching Logs": older installations keep the first 10 kB. */
const MAX_BODY = 10_000;

export function pingOfStart(base: string, runId: string): Delivery {
  return { what: 'start ping', address: pingAddress(base, { suffix: '/start', runId }), body: '', type: 'text/plain' };
}

export function pingOfEnd(base: string, execution: Execution): Delivery {
  const suffix = execution.status === 'FAILED' ? '/fail' : '';
  const address = pingAddress(base, { suffix, runId: execution.id });
  const body = firstBytes(summaryOf(execution));
  return { what: 'end ping', address, body, type: 'text/plain; charset=utf-8' };
}

/** Never ends in the middle of a character. */
function firstBytes(text: string): string {
  const bytes = new TextEncoder().encode(text).subarray(0, MAX_BODY);
  return new TextDecoder().decode(bytes, { stream: true });
}
