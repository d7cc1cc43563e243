// An error that ended a command: what a person or a script gets to see of it, and the exit code.

import { CommanderError } from 'commander';
import { messageOf, RiotjobsError } from '../errors.ts';
import { RateLimitError } from '../riot/errors.ts';
import { UsageError } from './errors.ts';
import { exitCodes, exitNameOfError, exitNameOfSignal } from './exit-codes.ts';
import { fullTime, safeText, toJson } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export function reportError(error: unknown, terminal: Terminal, isJson: boolean): number {
  if (error instanceof CommanderError) return reportUsage(error, terminal, isJson);
  // Who asked for the end needs no message about it.
  if (error === terminal.signal.reason) return exitCodes[exitNameOfSignal(error)];
  const name = exitNameOfError(error);
  terminal.stderr.write(isJson ? `${asJson(error, exitCodes[name], name)}\n` : asText(error));
  return exitCodes[name];
}

/** Commander says "error: ...", and on a second line what may have been meant. */
function reportUsage({ code, message }: CommanderError, terminal: Terminal, isJson: boolean): number {
  // The help that a group of commands prints when it is called alone is the message.
  if (code === 'commander.help') return exitCodes.USAGE;
  const [what = '', hint] = message.replace(/^error: /, '').split('\n');
  return reportError(new UsageError(what, hint === undefined ? {} : { hint }), terminal, isJson);
}

function asText(error: unknown): string {
  if (error instanceof RiotjobsError) {
    const hint = hintOf(error)
      .map((line) => `  ${line}\n`)
      .join('');
    return `riotjobs: ${safeText(error.message)}\n${hint}`;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  return `riotjobs: unexpected error, which is a bug: please report it with the lines below\n${stack}\n`;
}

/** The time of a wall clock, where the message counts seconds. */
function hintOf(error: RiotjobsError): string[] {
  if (error instanceof RateLimitError) return [`possible again at ${fullTime(error.retryAt)}`];
  return error.hint === undefined ? [] : [error.hint];
}

function asJson(error: unknown, code: number, name: string): string {
  const message = messageOf(error);
  const hint = error instanceof RiotjobsError ? error.hint : undefined;
  const retryAfter = error instanceof RateLimitError ? fullTime(error.retryAt) : undefined;
  return toJson({ error: { code, name, message, hint, retryAfter } });
}
