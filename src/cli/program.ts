// The command tree: names, options and help. What a command does is imported when it is called.

import { Command, Option } from 'commander';
import { type RunnableName, runnables } from '../jobs/index.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { ExecutionsListOptions } from './commands/executions-list.ts';
import type { RunOptions } from './commands/run.ts';
import type { SimulateOptions } from './commands/simulate.ts';
import {
  type AddCommand,
  assignment,
  type Done,
  port,
  positiveInteger,
  timestamp,
  wholeNumber,
  withCommonOptions,
} from './options.ts';
import { readVersion } from './package-root.ts';
import type { Terminal } from './terminal.ts';
import { addJobs } from './tree/jobs.ts';
import { addMatches } from './tree/matches.ts';
import { addPlayers } from './tree/players.ts';
import type { CommandOptions } from './wire.ts';

/** Riot's legal notice for fan projects. Source: Riot Games, Legal Jibber Jabber. */
const NOTICE = `
riotjobs isn't endorsed by Riot Games and doesn't reflect the views or opinions of Riot Games or anyone officially
involved in producing or managing Riot Games properties. Riot Games, and all associated properties are trademarks or
registered trademarks of Riot Games, Inc.
`;

const LIMITS_HELP = `
Those of the key in use; without a key those of all keys, each named by the beginning of its fingerprint. A limit is
written as Riot does: requests:seconds. Nothing is asked of Riot, and nothing is written.
`;

export function createProgram(terminal: Terminal, done: Done): Command {
  const program = new Command('riotjobs')
    .description(
      "Keeps a local database of League of Legends ranked history under Riot's rate limits, and says which accounts look like smurfs.",
    )
    .version(readVersion(), '--version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      // What is wrong is told where all errors are.
      outputError: () => {},
    })
    .addHelpText('after', NOTICE);
  for (const add of commands) add(program, terminal, done);
  return program;
}

const addRun: AddCommand = (program, terminal, done) => {
  const run = program.command('run').description('run a job, or one phase of it, once');
  for (const [name, { summary }] of Object.entries(runnables)) {
    withCommonOptions(run.command(name).description(summary))
      .option('--scheduled', 'for cron: silent on success; a job that is switched off or already running is no error')
      .option('--set <key=value>', 'a key of config_json, for this execution only (repeatable)', assignment, [])
      .action(async (options: RunOptions) => {
        const { runCommand } = await import('./commands/run.ts');
        done(await runCommand(terminal, name as RunnableName, options));
      });
  }
};

const addExecutions: AddCommand = (program, terminal, done) => {
  const executions = program.command('executions').description('the history of executions');
  withCommonOptions(executions.command('list').description('newest executions first'))
    .addOption(new Option('--job <name>', 'only this job').choices(['updater', 'analyzer']))
    .option('--limit <n>', 'how many', positiveInteger, 20)
    .action(async (options: ExecutionsListOptions) => {
      const { executionsList } = await import('./commands/executions-list.ts');
      done(await executionsList(terminal, options));
    });
  withCommonOptions(executions.command('show').description('one execution with its phases and counters'))
    .argument('<id>', 'the id, or its beginning as the list shows it')
    .action(async (id: string, options: CommandOptions) => {
      const { executionsShow } = await import('./commands/executions-show.ts');
      done(await executionsShow(terminal, id, options));
    });
};

const addLimits: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('limits').description("what is known of Riot's rate limits, and how much is left"))
    .addHelpText('after', LIMITS_HELP)
    .action(async (options: CommandOptions) => {
      const { limits } = await import('./commands/limits.ts');
      done(await limits(terminal, options));
    });
};

const addDatabase: AddCommand = (program, terminal, done) => {
  const database = program.command('db').description('the database');
  withCommonOptions(database.command('migrate').description('create the database, or bring it up to date')).action(
    async (options: CommandOptions) => {
      const { databaseMigrate } = await import('./commands/db-migrate.ts');
      done(await databaseMigrate(terminal, options));
    },
  );
};

const addSimulate: AddCommand = (program, terminal, done) => {
  program
    .command('simulate')
    .description('serve a simulated Riot API on this machine, with players whose truth is known')
    .option('--port <n>', 'port on 127.0.0.1; 0 = any free one', port, 8080)
    .option('--seed <n>', 'the same seed gives the same world', wholeNumber, 1)
    .option('--players <n>', 'players of the world', positiveInteger, 500)
    .option('--days <n>', 'days of history before the start', positiveInteger, 90)
    .addOption(
      new Option('--limits <key>', 'rate limits of which kind of key').choices(['dev', 'prod', 'none']).default('dev'),
    )
    .option('--now <time>', 'freeze the world at this time (RFC 3339)', timestamp)
    .option('--faults <file>', 'a script of faults and odd games (docs/simulator.md)')
    .option('--json', 'say where it listens as JSON')
    .addOption(new Option('--until-stdin-ends', 'end with the program that started it').hideHelp())
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('./commands/simulate.ts');
      done(await simulate(terminal, options));
    });
};

const addDemo: AddCommand = (program, terminal, done) => {
  program
    .command('demo')
    .description('both jobs against a simulated Riot API: no key, no network, nothing left behind')
    .option('--json', 'the figures as JSON on stdout, and nothing else')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.ts');
      done(await demo(terminal, options));
    });
};

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addRun,
  addJobs,
  addExecutions,
  addPlayers,
  addMatches,
  addLimits,
  addDatabase,
  addSimulate,
  addDemo,
];
