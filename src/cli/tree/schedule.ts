// riotjobs schedule ...: names, options and help.

import { Argument } from 'commander';
import type { ScheduleInstallOptions } from '../commands/schedule-install.ts';
import { type AddCommand, withCommonOptions } from '../options.ts';
import type { ScheduleKind } from '../schedule/installation.ts';
import type { CommandOptions } from '../wire.ts';

const INSTALL_HELP = `
cron: a line that starts "riotjobs watch --once" each minute; it is silent on
success. systemd: a service of your user that keeps "riotjobs watch" running.
Both start what is due by the database, so that "riotjobs jobs set updater
schedule=..." needs no new installation. The database and the configuration file
are those of this command, as absolute paths. Secrets come from a file that is
named in the output; it is created when it is missing, and never overwritten.
`;

export const addSchedule: AddCommand = (program, terminal, done) => {
  const schedule = program.command('schedule').description('start the jobs by cron or systemd');
  withCommonOptions(schedule.command('install').description('have this machine start what is due'))
    .addArgument(new Argument('<kind>', 'what starts it').choices(['cron', 'systemd'] satisfies ScheduleKind[]))
    .option('--print', 'write it to stdout and change nothing')
    .addHelpText('after', INSTALL_HELP)
    .action(async (kind: ScheduleKind, options: ScheduleInstallOptions) => {
      const { scheduleInstall } = await import('../commands/schedule-install.ts');
      done(await scheduleInstall(terminal, kind, options));
    });
  withCommonOptions(schedule.command('show').description('what is installed, for any database')).action(
    async (options: CommandOptions) => {
      const { scheduleShow } = await import('../commands/schedule-show.ts');
      done(await scheduleShow(terminal, options));
    },
  );
  withCommonOptions(schedule.command('remove').description('take back what install has done for this database')).action(
    async (options: CommandOptions) => {
      const { scheduleRemove } = await import('../commands/schedule-remove.ts');
      done(await scheduleRemove(terminal, options));
    },
  );
};
