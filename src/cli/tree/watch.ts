// riotjobs watch: names, options and help.

import { InvalidArgumentError } from 'commander';
import type { ScheduledJob } from '../../jobs/index.ts';
import type { WatchOptions } from '../commands/watch.ts';
import { type AddCommand, withCommonOptions } from '../options.ts';

const jobNames = ['updater', 'analyzer'] satisfies ScheduledJob[];

const HELP = `
Each execution is a process of its own, so that nothing that happens to one can
touch the loop. Schedules and keys of the jobs are read anew before every start:
an edit needs no restart. SIGINT and SIGTERM end the loop in order: what runs is
asked to end and waited for; a second signal kills it.

--once is for a crontab line that is due each minute: silent on success where
the output is no terminal. It ends with the highest exit code of its executions;
5 (temporary) counts only where there is no other one.
`;

export const addWatch: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('watch').description('run both jobs when their schedules say so, until a signal'))
    .option('--jobs <names>', 'only these, with commas between them', jobList, jobNames)
    .option('--once', 'run what is due now, and end')
    .option('--metrics-file <path>', "keep this file current in Prometheus' text format (RIOTJOBS_METRICS_FILE)")
    .addHelpText('after', HELP)
    .action(async (options: WatchOptions) => {
      const { watchCommand } = await import('../commands/watch.ts');
      done(await watchCommand(terminal, options));
    });
};

function jobList(text: string): ScheduledJob[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !jobNames.some((name) => name === word));
  if (unknown !== undefined) throw new InvalidArgumentError(`The jobs are ${jobNames.join(' and ')}.`);
  return jobNames.filter((name) => words.includes(name));
}
