// riotjobs check PLAYER: names, options and help.

import { platformRoutes } from '../../league/routing.ts';
import type { CheckOptions } from '../commands/check.ts';
import { type AddCommand, assignment, durationMs, withCommonOptions } from '../options.ts';

const HELP = `
Nobody is tracked by it, and no schedule is needed. A player whom the database
does not know is looked up (two requests); then come one request for the list of
the ranked games, one for each of the newest that is not stored (20, and up to
50 while quota is free), and one for the rank. Asked again, only what is new is
fetched.

Exit code 0: there is a verdict, 3: there is one, but something could not be
read, 1: the player is unknown or has too few games, 5: quota or network did not
allow one.
`;

export const addCheck: AddCommand = (program, terminal, done) => {
  withCommonOptions(program.command('check').description('one player, now: fetch what a verdict needs, judge, explain'))
    .argument('<player...>', 'a Riot ID such as "Name#TAG", or a puuid')
    .option('--platform <platform>', `where the account plays, if Riot cannot say: ${platformRoutes.join(', ')}`)
    .option('--wait <duration>', 'while another check runs: wait so long for its end', durationMs, 60_000)
    .option('--set <key=value>', 'a key of the job check, for this execution only (repeatable)', assignment, [])
    .addHelpText('after', HELP)
    .action(async (words: string[], options: CheckOptions) => {
      const { check } = await import('../commands/check.ts');
      done(await check(terminal, words.join(' '), options));
    });
};
