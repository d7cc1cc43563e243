// riotjobs analysis history PLAYER

import { systemClock } from '../../clock.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { historyColumns, verdictJson } from '../render/analysis.ts';
import { playerJson } from '../render/player.ts';
import { playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { noVerdict } from './analysis-verdict.ts';
import { getStoredPlayer } from './player-reference.ts';

export async function analysisHistory(terminal: Terminal, text: string, options: CommandOptions): Promise<number> {
  const { player, verdicts } = await reading(options, terminal, async (store) => {
    const found = await getStoredPlayer(store, text);
    return { player: found, verdicts: await store.analyses.listHistory(found.puuid) };
  });
  if (verdicts.length === 0) throw noVerdict(player);
  if (options.json) {
    printJson(terminal, { player: playerJson(player), items: verdicts.map(verdictJson) });
    return exitCodes.OK;
  }
  const reader = { now: systemClock.now(), isTerminal: terminal.stdout.isTTY ?? false };
  printMessage(terminal, `${playerName(player)} on ${player.platform}, newest verdict first`);
  printTable(terminal, { columns: historyColumns(reader), rows: verdicts });
  return exitCodes.OK;
}
