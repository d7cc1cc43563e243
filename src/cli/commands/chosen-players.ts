// --player of run: the players of the database that an execution is to look after, and no others.

import { type RunnableName, runnables } from '../../jobs/index.ts';
import type { Player } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { getStoredPlayer } from './player-reference.ts';

/** By puuid; undefined = whoever is due. Throws when one is unknown, or could never be due in what is to run. */
export async function choosePlayers(
  store: Store,
  name: RunnableName,
  references: readonly string[],
): Promise<string[] | undefined> {
  if (references.length === 0) return undefined;
  const puuids = new Set<string>();
  for (const reference of references) {
    const player = await getStoredPlayer(store, reference);
    const obstacle = await obstacleTo(store, player, name);
    if (obstacle) throw new NotFoundError(`${reference} ${obstacle.problem}`, { hint: obstacle.hint });
    puuids.add(player.puuid);
  }
  return [...puuids];
}

interface Obstacle {
  readonly problem: string;
  readonly hint: string;
}

async function obstacleTo(store: Store, player: Player, name: RunnableName): Promise<Obstacle | undefined> {
  if (!player.isActive) return inactive;
  if (runnables[name].job === 'updater') return player.isTracked ? undefined : untracked;
  if (!player.isTracked) return undefined;
  if (!checksBans(name)) return trackedFor(name);
  const isFlagged = (await store.analyses.findNewest(player.puuid))?.isSmurf ?? false;
  return isFlagged ? undefined : trackedFor('analyzer, apart from ban checks of those that were flagged,');
}

/** The only phase that does not pass over tracked players. */
function checksBans(name: RunnableName): boolean {
  const phases: readonly string[] | undefined = runnables[name].phases;
  return phases?.includes('check-bans') ?? true;
}

const inactive: Obstacle = {
  problem: 'is not active, and no job selects such a player',
  hint: 'riotjobs players list shows who is',
};

const untracked: Obstacle = {
  problem: 'is not tracked, and the updater looks after tracked players only',
  hint: 'riotjobs players track takes the player up, riotjobs run analyzer looks after those who are only met',
};

function trackedFor(what: string): Obstacle {
  return {
    problem: `is tracked, and ${what} looks after players who are only met`,
    hint: 'riotjobs run updater looks after tracked players; riotjobs players untrack leaves this one to the analyzer',
  };
}
