// The command tree: names, options and help. What a command does is imported when it is called.

import { Command, Option } from 'commander';
import type { DemoOptions } from './commands/demo.ts';
import type { SimulateOptions } from './commands/simulate.ts';
import {
  type AddCommand,
  type Done,
  port,
  positiveInteger,
  timestamp,
  wholeNumber,
  withCommonOptions,
} from './options.ts';
import { readVersion } from './package-root.ts';
import type { Terminal } from './terminal.ts';
import { addAnalysis } from './tree/analysis.ts';
import { addCheck } from './tree/check.ts';
import { addExecutions } from './tree/executions.ts';
import { addHelp } from './tree/help.ts';
import { addJobs } from './tree/jobs.ts';
import { addMatches } from './tree/matches.ts';
import { addMetrics } from './tree/metrics.ts';
import { addPlayers } from './tree/players.ts';
import { addRun } from './tree/run.ts';
import { addSchedule } from './tree/schedule.ts';
import { addStatus } from './tree/status.ts';
import { addWatch } from './tree/watch.ts';
import type { CommandOptions } from './wire.ts';

/** Riot's legal notice for fan projects. Source: Riot Games, Legal Jibber Jabber. */
const NOTICE = `
riotjobs isn't endorsed by Riot Games and doesn't reflect the views or opinions
of Riot Games or anyone officially involved in producing or managing Riot Games
properties. Riot Games, and all associated properties are trademarks or
registered trademarks of Riot Games, Inc.
`;

const LIMITS_HELP = `
Those of the key in use; without a key those of all keys, each named by the
beginning of its fingerprint. A limit is written as Riot does: requests:seconds.
Nothing is asked of Riot, and nothing is written.
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
  addWatch,
  addStatus,
  addJobs,
  addExecutions,
  addPlayers,
  addCheck,
  addAnalysis,
  addMatches,
  addSchedule,
  addMetrics,
  addLimits,
  addDatabase,
  addSimulate,
  addDemo,
  addHelp,
];
