// riotjobs players untrack|deactivate|activate PLAYER: asks Riot nothing, deletes nothing.

import { systemClock } from '../../clock.ts';
import type { Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { playerJson } from '../render/player.ts';
import { playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { getStoredPlayer } from './player-reference.ts';

export type PlayerChange = 'untrack' | 'deactivate' | 'activate';

interface Mark {
  readonly change: PlayerChange;
  readonly options: CommandOptions;
}

export async function playersMark(terminal: Terminal, text: string, { change, options }: Mark): Promise<number> {
  const { before, after } = await changing(options, terminal, async (store) => {
    const player = await getStoredPlayer(store, text);
    return { before: player, after: (await apply(store, player.puuid, change)) ?? player };
  });
  const isChanged = before.isTracked !== after.isTracked || before.isActive !== after.isActive;
  if (options.json) printJson(terminal, { player: playerJson(after), isChanged });
  else printMessage(terminal, sentence(after, change, isChanged));
  return exitCodes.OK;
}

function apply({ players }: Store, puuid: string, change: PlayerChange): Promise<Player | undefined> {
  const now = systemClock.now();
  if (change === 'untrack') return players.untrack({ puuid, now });
  return players.setActive({ puuid, isActive: change === 'activate', now });
}

const states: Readonly<Record<PlayerChange, string>> = {
  untrack: 'no longer tracked; what is stored stays',
  deactivate: 'left alone by the jobs; what is stored stays',
  activate: 'active',
};

const unchangedStates: Readonly<Record<PlayerChange, string>> = {
  untrack: 'not tracked anyway',
  deactivate: 'left alone by the jobs already',
  activate: 'active already',
};

function sentence(player: Player, change: PlayerChange, isChanged: boolean): string {
  return `${playerName(player)} on ${player.platform} is ${(isChanged ? states : unchangedStates)[change]}`;
}
