// riotjobs run ...: names, options and help.

import { type Command, Option } from 'commander';
import { type RunnableName, runnables } from '../../jobs/index.ts';
import type { RunOptions } from '../commands/run.ts';
import { type AddCommand, assignment, durationMs, positiveInteger, withCommonOptions } from '../options.ts';

const HELP = `
Durations are seconds, or have a unit: 90, 90s, 10m, 2h. What an execution has
stored stays stored, however it ends; the next one goes on from there.
`;

export const addRun: AddCommand = (program, terminal, done) => {
  const run = program.command('run').description('run a job, or one phase of it, once');
  for (const [name, { summary }] of Object.entries(runnables)) {
    withRunOptions(withCommonOptions(run.command(name).description(summary)))
      .addHelpText('after', HELP)
      .action(async (options: RunOptions) => {
        const { runCommand } = options.dryRun
          ? { runCommand: (await import('../commands/run-dry.ts')).dryRun }
          : await import('../commands/run.ts');
        done(await runCommand(terminal, name as RunnableName, options));
      });
  }
};

function withRunOptions(command: Command): Command {
  return command
    .option(
      '--scheduled',
      'for cron: silent on success; a job that is switched off, paused or already running is no error',
    )
    .option('--wait [duration]', 'wait while another execution has the job (without a duration: 5m)', durationMs)
    .option('--timeout <duration>', 'instead of timeout_seconds: end the execution after this long', limit)
    .option('--max-requests <n>', 'ask Riot at most so often; the rest is left to the next execution', positiveInteger)
    .option('--max-duration <duration>', 'start nothing more after this long; no failure', limit)
    .option('--player <player>', 'only this player, by Riot ID or puuid (repeatable)', collect, [])
    .option('--set <key=value>', 'a key of config_json, for this execution only (repeatable)', assignment, [])
    .option('--dry-run', 'who is due, how many requests that takes, and when quota allows them; does nothing')
    .option('--fail-if-empty', 'exit code 9 when nothing was due')
    .option('--metrics-file <path>', "keep this file current in Prometheus' text format (RIOTJOBS_METRICS_FILE)")
    .addOption(new Option('--due', 'only when a slot of the schedule is').hideHelp());
}

function limit(text: string): number {
  return Math.max(1, durationMs(text));
}

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}
