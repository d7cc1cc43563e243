// An error that ended a command: what a person or a script gets to see of it, and the exit code.

import { CommanderError } from 'commander';
import { messageOf, RiotjobsError } from '../errors.ts';
import { RateLimitError } from '../riot/errors.ts';
import { type ExitName, exitCodes, exitNameOfError } from './exit-codes.ts';
import { fullTime, safeText } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export function reportError(error: unknown, terminal: Terminal, isJson: boolean): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return exitCodes.USAGE;
  if (error === terminal.signal.reason) return exitCodes[exitNameOfSignal(terminal.signal)];
  const name = exitNameOfError(error);
  terminal.stderr.write(isJson ? `${asJson(error, exitCodes[name], name)}\n` : asText(error));
  return exitCodes[name];
}

/** Who asked for the end needs no message about it. */
function exitNameOfSignal({ reason }: AbortSignal): ExitName {
  return reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}

function asText(error: unknown): string {
  if (error instanceof RiotjobsError) {
    const hint = error.hint === undefined ? '' : `  ${error.hint}\n`;
    return `riotjobs: ${safeText(error.message)}\n${hint}`;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  return `riotjobs: unexpected error, which is a bug: please report it with the lines below\n${stack}\n`;
}

function asJson(error: unknown, code: number, name: string): string {
  const message = messageOf(error);
  const hint = error instanceof RiotjobsError ? error.hint : undefined;
  const retryAfter = error instanceof RateLimitError ? fullTime(error.retryAt) : undefined;
  return JSON.stringify({ error: { code, name, message, hint, retryAfter } });
}
