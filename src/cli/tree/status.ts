// riotjobs status: names, options and help.

import type { StatusOptions } from '../commands/status.ts';
import { type AddCommand, durationMs, withCommonOptions } from '../options.ts';

const HELP = `
A job is not healthy when its newest finished execution has FAILED (interrupted
and cancelled do not count), when its last success is too old, when it was
paused because Riot refused its key, when its execution runs without an owner or
without progress, or when its configuration cannot be read.

A job that has never succeeded is as old as its database, or as the last change
of its schedule. A job whose schedule is manual is too old by --max-age only. Of
a job that is switched off or paused by hand neither a failure nor an age
counts.
`;

export const addStatus: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('status').description('are the jobs well? One screen, for people and monitoring'))
    .option('--exit-status', 'end with 1 when a job is not healthy')
    .option(
      '--max-age <duration>',
      'longest age of the last success: 2h (default: three slots of the schedule and the time limit of the job)',
      durationMs,
    )
    .addHelpText('after', HELP)
    .action(async (options: StatusOptions) => {
      const { status } = await import('../commands/status.ts');
      done(await status(terminal, options));
    });
};
