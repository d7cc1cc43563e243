// riotjobs matches ...: names, options and help.

import { Option } from 'commander';
import type { MatchesListOptions } from '../commands/matches-list.ts';
import type { MatchesShowOptions } from '../commands/matches-show.ts';
import { type AddCommand, positiveInteger, wholeNumber, withCommonOptions } from '../options.ts';

export const addMatches: AddCommand = (program, terminal, done) => {
  const matches = program.command('matches').description('the matches of the database');
  withCommonOptions(matches.command('list').description('newest matches first'))
    .option('--player <player>', 'only matches of this player: a Riot ID in quotes, or a puuid')
    .option('--queue <id>', 'only this queue; 420 is ranked solo', wholeNumber)
    .option('--limit <n>', 'how many', positiveInteger, 20)
    .action(async (options: MatchesListOptions) => {
      const { matchesList } = await import('../commands/matches-list.ts');
      done(await matchesList(terminal, options));
    });
  withCommonOptions(matches.command('show').description('one match and who took part, team by team'))
    .argument('<id>', 'such as EUW1_7123456789')
    .addOption(new Option('--payload', "Riot's own JSON text, as it was stored").conflicts('json'))
    .action(async (id: string, options: MatchesShowOptions) => {
      const { matchesShow } = await import('../commands/matches-show.ts');
      done(await matchesShow(terminal, id, options));
    });
};
