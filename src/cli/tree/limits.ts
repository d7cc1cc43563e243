// riotjobs limits: names, options and help.

import { type AddCommand, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

const HELP = `
Those of the key in use; without a key those of all keys, each named by the
beginning of its fingerprint. A limit is written as Riot does: requests:seconds.
Nothing is asked of Riot, and nothing is written.
`;

export const addLimits: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('limits').description("what is known of Riot's rate limits, and how much is left"))
    .addHelpText('after', HELP)
    .action(async (options: CommandOptions) => {
      const { limits } = await import('../commands/limits.ts');
      done(await limits(terminal, options));
    });
};
