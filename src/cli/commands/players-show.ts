// riotjobs players show PLAYER

import { systemClock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import {
  detailColumns,
  detailLine,
  detailRows,
  detailsJson,
  type PlayerDetails,
  RECENT_DAYS,
} from '../render/player-details.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getStoredPlayer } from './player-reference.ts';

export async function playersShow(terminal: Terminal, text: string, options: CommandOptions): Promise<number> {
  const now = systemClock.now();
  const details = await reading(options, terminal, (store) => readDetails(store, text, now));
  if (options.json) {
    printJson(terminal, detailsJson(details));
    return exitCodes.OK;
  }
  printMessage(terminal, detailLine(details));
  printTable(terminal, { columns: detailColumns, rows: detailRows(details, now) });
  return exitCodes.OK;
}

async function readDetails(store: Store, text: string, now: number): Promise<PlayerDetails> {
  const player = await getStoredPlayer(store, text);
  const { puuid } = player;
  return {
    player,
    ranks: await store.players.listCurrentRanks(puuid),
    games: await store.players.countGames({ puuid, since: now - RECENT_DAYS * 86_400_000 }),
    verdict: await store.analyses.findNewest(puuid),
    banChecks: await store.players.listBanChecks(puuid),
    lastMeeting: await store.players.findLastMeeting(puuid),
  };
}
