// riotjobs metrics: name, options and help.

import { type AddCommand, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

const HELP = `
The same text as --metrics-file of "run" and "watch" writes, for a collector
that starts a program.
`;

export const addMetrics: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('metrics').description("both jobs in Prometheus' text format"))
    .addHelpText('after', HELP)
    .action(async (options: CommandOptions) => {
      const { metrics } = await import('../commands/metrics.ts');
      done(await metrics(terminal, options));
    });
};
