// riotjobs run ...: names, options and help.

import { type RunnableName, runnables } from '../../jobs/index.ts';
import type { RunOptions } from '../commands/run.ts';
import { type AddCommand, assignment, withCommonOptions } from '../options.ts';

export const addRun: AddCommand = (program, terminal, done) => {
  const run = program.command('run').description('run a job, or one phase of it, once');
  for (const [name, { summary }] of Object.entries(runnables)) {
    withCommonOptions(run.command(name).description(summary))
      .option('--scheduled', 'for cron: silent on success; a job that is switched off or already running is no error')
      .option('--set <key=value>', 'a key of config_json, for this execution only (repeatable)', assignment, [])
      .action(async (options: RunOptions) => {
        const { runCommand } = await import('../commands/run.ts');
        done(await runCommand(terminal, name as RunnableName, options));
      });
  }
};
