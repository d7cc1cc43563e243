// riotjobs players ...: names, options and help.

import { platformRoutes } from '../../league/routing.ts';
import type { PlayersListOptions } from '../commands/players-list.ts';
import type { PlayerChange } from '../commands/players-mark.ts';
import type { PlayersTrackOptions } from '../commands/players-track.ts';
import { type AddCommand, positiveInteger, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

/** A name with blanks in it may come without quotes. */
const PLAYER = 'a Riot ID such as "Name#TAG", or a puuid';

const LIST_HELP = `
A list has one player per line, a Riot ID or a puuid; behind a tab the platform
may follow, as two columns of a spreadsheet are copied. Blank lines and lines
that begin with // are passed over.
`;

export const addPlayers: AddCommand = (program, terminal, done) => {
  const players = program.command('players').description('the players of the database');
  withCommonOptions(players.command('track').description('follow a player: the updater keeps its history current'))
    .argument('[player...]', PLAYER)
    .option('--platform <platform>', `where the account plays: ${platformRoutes.join(', ')}`)
    .option('--file <list>', 'follow everybody in this list; - is standard input')
    .addHelpText('after', LIST_HELP)
    .action(async (words: string[], options: PlayersTrackOptions) => {
      const { playersTrack } = await import('../commands/players-track.ts');
      done(await playersTrack(terminal, words.join(' '), options));
    });
  withCommonOptions(players.command('list').description('tracked players first'))
    .option('--tracked', 'only tracked players')
    .option('--banned', 'flagged players whose account is gone, and when a tracked player last met them')
    .option('--limit <n>', 'how many', positiveInteger, 50)
    .action(async (options: PlayersListOptions) => {
      const { playersList } = await import('../commands/players-list.ts');
      done(await playersList(terminal, options));
    });
  withCommonOptions(players.command('show').description('what is known of a player: facts, ranks, games, verdict'))
    .argument('<player...>', PLAYER)
    .action(async (words: string[], options: CommandOptions) => {
      const { playersShow } = await import('../commands/players-show.ts');
      done(await playersShow(terminal, words.join(' '), options));
    });
  for (const [name, summary] of Object.entries(marks)) {
    withCommonOptions(players.command(name).description(summary))
      .argument('<player...>', PLAYER)
      .action(async (words: string[], options: CommandOptions) => {
        const { playersMark } = await import('../commands/players-mark.ts');
        done(await playersMark(terminal, words.join(' '), { change: name as PlayerChange, options }));
      });
  }
};

const marks: Readonly<Record<PlayerChange, string>> = {
  untrack: 'follow a player no longer; all that is stored stays',
  deactivate: 'leave a player alone: no job touches it, all that is stored stays',
  activate: 'the opposite of deactivate',
};
