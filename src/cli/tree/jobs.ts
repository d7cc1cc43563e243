// riotjobs jobs ...: names, options and help.

import { Argument, type Command } from 'commander';
import type { JobName } from '../../jobs/index.ts';
import type { JobsNextOptions } from '../commands/jobs-next.ts';
import type { JobsPauseOptions } from '../commands/jobs-pause.ts';
import { type AddCommand, positiveInteger, until, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

const argument = (text: string) =>
  new Argument(text, 'the job').choices(['updater', 'analyzer', 'check'] satisfies JobName[]);

const SCHEDULES_HELP = `
A schedule is one of
  60, interval:60, 90s, 15m, 2h, 1d   every so often, on a fixed grid
  "30 4 * * mon-fri"                  minute, hour, day of month, month, day of
                                      week, as in crontab(5)
  @hourly @daily @weekly @monthly     and @midnight, @yearly, @annually
  manual                              never by itself
Cron fields go by the clocks of the key timezone.
`;

export const addJobs: AddCommand = (program, terminal, done) => {
  const jobs = program.command('jobs').description('the two jobs: schedule, configuration, pause, switched on or off');
  for (const add of commands) add(jobs, terminal, done);
};

const addLooks: AddCommand = (jobs, terminal, done) => {
  withCommonOptions(jobs.command('list').description('schedule, last execution and next run of each job')).action(
    async (options: CommandOptions) => {
      const { jobsList } = await import('../commands/jobs-list.ts');
      done(await jobsList(terminal, options));
    },
  );
  withCommonOptions(jobs.command('show').description('every key of a job with its value, default and meaning'))
    .addArgument(argument('<name>'))
    .action(async (job: JobName, options: CommandOptions) => {
      const { jobsShow } = await import('../commands/jobs-show.ts');
      done(await jobsShow(terminal, job, options));
    });
  withCommonOptions(jobs.command('next').description('the next slots of the schedule'))
    .addArgument(argument('<name>'))
    .option('-n, --count <n>', 'how many', positiveInteger, 5)
    .action(async (job: JobName, options: JobsNextOptions) => {
      const { jobsNext } = await import('../commands/jobs-next.ts');
      done(await jobsNext(terminal, job, options));
    });
  withCommonOptions(jobs.command('validate').description('what is wrong with the stored configuration: 12 if anything'))
    .addArgument(argument('[name]'))
    .action(async (job: JobName | undefined, options: CommandOptions) => {
      const { jobsValidate } = await import('../commands/jobs-validate.ts');
      done(await jobsValidate(terminal, job, options));
    });
};

const addSet: AddCommand = (jobs, terminal, done) => {
  withCommonOptions(jobs.command('set').description('change keys of a job, all or none'))
    .addArgument(argument('<name>'))
    .argument('<key=value...>', 'keys as in "jobs show"; "key=" goes back to the default')
    .addHelpText('after', SCHEDULES_HELP)
    .action(async (job: JobName, assignments: string[], options: CommandOptions) => {
      const { jobsSet } = await import('../commands/jobs-set.ts');
      done(await jobsSet(terminal, job, { assignments, options }));
    });
};

const addSwitches: AddCommand = (jobs, terminal, done) => {
  addSwitch(jobs, { word: 'enable', summary: 'switch a job on for --scheduled and watch' });
  addSwitch(jobs, { word: 'disable', summary: 'switch a job off for --scheduled and watch; by hand it still runs' });

  function addSwitch(parent: Command, { word, summary }: { readonly word: string; readonly summary: string }): void {
    withCommonOptions(parent.command(word).description(summary))
      .addArgument(argument('<name>'))
      .action(async (job: JobName, options: CommandOptions) => {
        const { jobsSwitch } = await import('../commands/jobs-set.ts');
        done(await jobsSwitch(terminal, job, { isActive: word === 'enable', options }));
      });
  }
};

const addPauses: AddCommand = (jobs, terminal, done) => {
  withCommonOptions(jobs.command('pause').description('no scheduled starts for some time; by hand it still runs'))
    .addArgument(argument('<name>'))
    .option('--until <time>', 'for 90s, 10m, 2h, 7d, or until a time (RFC 3339); else until "jobs resume"', until)
    .action(async (job: JobName, options: JobsPauseOptions) => {
      const { jobsPause } = await import('../commands/jobs-pause.ts');
      done(await jobsPause(terminal, job, options));
    });
  withCommonOptions(jobs.command('resume').description('end a pause, also one after refused keys'))
    .addArgument(argument('<name>'))
    .action(async (job: JobName, options: CommandOptions) => {
      const { jobsResume } = await import('../commands/jobs-pause.ts');
      done(await jobsResume(terminal, job, options));
    });
};

const commands: readonly AddCommand[] = [addLooks, addSet, addSwitches, addPauses];
