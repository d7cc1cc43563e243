// riotjobs analysis mark PLAYER: what a person knows about a player. Verdicts stay as they are.

import { systemClock } from '../../clock.ts';
import type { Label, Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { playerJson } from '../render/player.ts';
import { playerName } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, changing } from '../wire.ts';
import { getStoredPlayer } from './player-reference.ts';

export type AnalysisMarkOptions = CommandOptions & {
  readonly confirmed?: boolean;
  readonly falsePositive?: boolean;
  readonly clear?: boolean;
  readonly note?: string;
};

export async function analysisMark(terminal: Terminal, text: string, options: AnalysisMarkOptions): Promise<number> {
  const label = readLabel(options);
  const { player, isChanged } = await changing(options, terminal, async (store) => {
    const found = await getStoredPlayer(store, text);
    return { player: found, isChanged: await apply(store, found, { label, note: options.note ?? null }) };
  });
  const note = label === null ? null : (options.note ?? null);
  if (options.json) printJson(terminal, { player: playerJson(player), label, note, isChanged });
  else printMessage(terminal, `${playerName(player)} on ${player.platform} ${sentence(label, isChanged)}`);
  return exitCodes.OK;
}

/** null = the label goes. */
function readLabel({ confirmed, falsePositive, clear, note }: AnalysisMarkOptions): Label | null {
  const chosen = [confirmed, falsePositive, clear].filter((flag) => flag === true);
  if (chosen.length !== 1) {
    throw new UsageError('say one of --confirmed, --false-positive and --clear', {
      hint: '--confirmed: this is a smurf; --false-positive: this is an honest player; --clear: neither is known',
    });
  }
  if (clear && note !== undefined) throw new UsageError('--note belongs to --confirmed or --false-positive');
  if (clear) return null;
  return confirmed ? 'smurf' : 'honest';
}

interface NewMark {
  readonly label: Label | null;
  readonly note: string | null;
}

async function apply({ analyses }: Store, { puuid }: Player, { label, note }: NewMark): Promise<boolean> {
  if (label === null) return analyses.clearMark(puuid);
  const before = (await analyses.listLabelled()).find((one) => one.puuid === puuid);
  await analyses.mark({ puuid, label, note, now: systemClock.now() });
  return before?.label !== label || before.note !== note;
}

function sentence(label: Label | null, isChanged: boolean): string {
  if (label === null) return isChanged ? 'is marked no longer' : 'was not marked anyway';
  return label === 'smurf' ? 'is marked as a confirmed smurf' : 'is marked as honest';
}
