// The command tree: names, options and help. What a command does is imported when it is called.

import { Command } from 'commander';
import type { Done } from './options.ts';
import { readVersion } from './package-root.ts';
import type { Terminal } from './terminal.ts';
import { loadCommands } from './tree/index.ts';

/** Riot's legal notice for fan projects. Source: Riot Games, Legal Jibber Jabber. */
const NOTICE = `
riotjobs isn't endorsed by Riot Games and doesn't reflect the views or opinions
of Riot Games or anyone officially involved in producing or managing Riot Games
properties. Riot Games, and all associated properties are trademarks or
registered trademarks of Riot Games, Inc.
`;

/** With the commands that `argv` needs. */
export async function createProgram(argv: readonly string[], terminal: Terminal, done: Done): Promise<Command> {
  const program = new Command('riotjobs')
    .description(
      "Keeps a local database of League of Legends ranked history under Riot's rate limits, and says which accounts look like smurfs.",
    )
    .version(readVersion(), '--version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      // What is wrong is told where all errors are.
      outputError: () => {},
    })
    .addHelpText('after', NOTICE);
  for (const add of await loadCommands(argv)) add(program, terminal, done);
  return program;
}
