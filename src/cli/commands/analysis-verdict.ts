// The newest verdict about the player that is meant.

import type { Player, PlayerLabel, StoredAnalysis } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { playerName } from '../render/text.ts';
import { getStoredPlayer } from './player-reference.ts';

export interface JudgedPlayer {
  readonly player: Player;
  readonly verdict: StoredAnalysis;
  readonly label: PlayerLabel | undefined;
}

export async function getJudgedPlayer(store: Store, text: string): Promise<JudgedPlayer> {
  const player = await getStoredPlayer(store, text);
  const verdict = await store.analyses.findNewest(player.puuid);
  if (verdict === undefined) throw noVerdict(player);
  return { player, verdict, label: await findLabel(store, player.puuid) };
}

export function noVerdict(player: Player): NotFoundError {
  return new NotFoundError(`there is no verdict about ${playerName(player)} yet`, {
    hint: 'the analyzer gives one to those who are not tracked and have enough countable games: riotjobs run analyzer',
  });
}

async function findLabel({ analyses }: Store, puuid: string): Promise<PlayerLabel | undefined> {
  return (await analyses.listLabelled()).find((label) => label.puuid === puuid);
}
