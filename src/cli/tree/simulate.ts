// riotjobs simulate: names and options.

import { Option } from 'commander';
import type { SimulateOptions } from '../commands/simulate.ts';
import { type AddCommand, port, positiveInteger, timestamp, wholeNumber } from '../options.ts';

export const addSimulate: AddCommand = (program, terminal, done) => {
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
      const { simulate } = await import('../commands/simulate.ts');
      done(await simulate(terminal, options));
    });
};
