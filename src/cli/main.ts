// The command line, from arguments to an exit code. The only top-level catch.

import { CommanderError } from 'commander';
import { RiotjobsError } from '../errors.ts';
import { RateLimitError } from '../riot/errors.ts';
import { exitCodes, exitNameOfError } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { fullTime } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export type { Terminal } from './terminal.ts';

/** Runs one command; gives the exit code of the table in exit-codes.ts and never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.OK;
  const program = createProgram(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, argv, terminal);
  }
}

function report(error: unknown, argv: readonly string[], terminal: Terminal): number {
  // Commander has printed its own message (and the help that was asked for, with exit code 0).
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.OK : exitCodes.USAGE;
  const name = exitNameOfError(error);
  const text = argv.includes('--json') ? `${asJson(error, exitCodes[name], name)}\n` : asText(error);
  terminal.stderr.write(text);
  return exitCodes[name];
}

function asText(error: unknown): string {
  if (error instanceof RiotjobsError) {
    return `riotjobs: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  return `riotjobs: unexpected error, which is a bug: please report it with the lines below\n${stack}\n`;
}

function asJson(error: unknown, code: number, name: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof RiotjobsError ? error.hint : undefined;
  const retryAfter = error instanceof RateLimitError ? fullTime(error.retryAt) : undefined;
  return JSON.stringify({ error: { code, name, message, hint, retryAfter } });
}
