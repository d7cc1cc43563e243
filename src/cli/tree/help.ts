// riotjobs help: names and options.

import type { AddCommand } from '../options.ts';

export const addHelp: AddCommand = (program, terminal, done) => {
  program
    .command('help')
    .description('the help of a command; "help exit-codes" for what exit codes mean')
    .argument('[topic...]', 'a command, or exit-codes')
    .option('--json', 'JSON on stdout, and nothing else')
    .action(async (topic: readonly string[], { json }: { readonly json?: boolean }) => {
      const { help } = await import('../commands/help.ts');
      done(help(terminal, { program, topic, json }));
    });
};
