// The command line, from arguments to an exit code. The only top-level catch.

import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

export type { Terminal } from './terminal.ts';

/** Runs one command; gives the exit code of the table in exit-codes.ts and never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  try {
    const program = await createProgram(argv, terminal, (result) => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version that were asked for end this way, too.
    if (error instanceof CommanderError && error.exitCode === 0) return code;
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal, argv.includes('--json'));
  }
}
