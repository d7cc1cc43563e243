// riotjobs jobs ...: names, options and help.

import { Argument, type Command } from 'commander';
import type { JobName } from '../../jobs/index.ts';
import { type AddCommand, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

const name = () => new Argument('<name>', 'the job').choices(['updater', 'analyzer'] satisfies JobName[]);

export const addJobs: AddCommand = (program, terminal, done) => {
  const jobs = program.command('jobs').description('the two jobs: schedule, configuration, switched on or off');
  withCommonOptions(jobs.command('list').description('schedule and last execution of each job')).action(
    async (options: CommandOptions) => {
      const { jobsList } = await import('../commands/jobs-list.ts');
      done(await jobsList(terminal, options));
    },
  );
  withCommonOptions(jobs.command('show').description('every key of a job with its value, default and meaning'))
    .addArgument(name())
    .action(async (job: JobName, options: CommandOptions) => {
      const { jobsShow } = await import('../commands/jobs-show.ts');
      done(await jobsShow(terminal, job, options));
    });
  withCommonOptions(jobs.command('set').description('change keys of a job, all or none'))
    .addArgument(name())
    .argument('<key=value...>', 'keys as in "jobs show"; "key=" goes back to the default')
    .action(async (job: JobName, assignments: string[], options: CommandOptions) => {
      const { jobsSet } = await import('../commands/jobs-set.ts');
      done(await jobsSet(terminal, job, { assignments, options }));
    });
  addSwitch(jobs, { word: 'enable', summary: 'switch a job on for --scheduled' });
  addSwitch(jobs, { word: 'disable', summary: 'switch a job off for --scheduled; by hand it still runs' });

  function addSwitch(parent: Command, { word, summary }: { readonly word: string; readonly summary: string }): void {
    withCommonOptions(parent.command(word).description(summary))
      .addArgument(name())
      .action(async (job: JobName, options: CommandOptions) => {
        const { jobsSwitch } = await import('../commands/jobs-set.ts');
        done(await jobsSwitch(terminal, job, { isActive: word === 'enable', options }));
      });
  }
};
