// One message to somebody else's server: at most three attempts of five seconds, and no failure of ours.

import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import { hostOf } from './address.ts';

const TIMEOUT_MS = 5000;

const ATTEMPTS = 3;

const PAUSE_MS = 1000;

export interface Delivery {
  /** For the log. */
  readonly what: string;
  readonly address: string;
  readonly body: string;
  /** Content type of the body. */
  readonly type: string;
}

export interface SenderPorts {
  readonly log: Logger;
  readonly clock: Clock;
  readonly userAgent: string;
  /** Of each attempt. */
  readonly timeoutMs?: number | undefined;
}

/** Resolves when the message has arrived, or was given up; tries nothing again once `hurry` is aborted. */
export type Send = (delivery: Delivery, hurry: AbortSignal) => Promise<void>;

interface Attempt {
  /** undefined: it has arrived. */
  readonly problem: string | undefined;
  readonly isWorthAnother: boolean;
}

export function createSender({ log, clock, userAgent, timeoutMs = TIMEOUT_MS }: SenderPorts): Send {
  const isDone = async (delivery: Delivery, attempt: number) => {
    const { problem, isWorthAnother } = await post(delivery, { userAgent, timeoutMs });
    if (problem === undefined) return true;
    // The rest of the address is a secret.
    log.warn('notice.failed', { what: delivery.what, host: hostOf(delivery.address), attempt, problem });
    return !isWorthAnother || attempt === ATTEMPTS;
  };
  return async (delivery, hurry) => {
    for (let attempt = 1; !(await isDone(delivery, attempt)); attempt++) {
      await clock.sleep(PAUSE_MS, hurry).catch(() => {});
      if (hurry.aborted) return;
    }
  };
}

async function post(
  { address, body, type }: Delivery,
  { userAgent, timeoutMs }: { readonly userAgent: string; readonly timeoutMs: number },
): Promise<Attempt> {
  try {
    // Only whoever has something to tell loads it.
    const { default: ky } = await import('ky');
    const response = await ky.post(address, {
      body,
      headers: { 'Content-Type': type, 'User-Agent': userAgent },
      retry: 0,
      throwHttpErrors: false,
      timeout: timeoutMs,
      totalTimeout: timeoutMs,
      // An address that is a secret goes where the person has sent it, and nowhere else.
      redirect: 'manual',
    });
    await response.body?.cancel();
    return judge(response.status);
  } catch (error) {
    return { problem: innermostMessage(error), isWorthAnother: true };
  }
}

function judge(status: number): Attempt {
  if (status >= 200 && status < 300) return { problem: undefined, isWorthAnother: false };
  return { problem: `answered ${status}`, isWorthAnother: status >= 500 || status === 429 };
}

/** Outer errors of the client name the address. */
function innermostMessage(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  // Where several addresses of a host were tried, there is a code and no message.
  const code = innermost instanceof Error && 'code' in innermost ? String(innermost.code) : '';
  return messageOf(innermost) || code;
}
