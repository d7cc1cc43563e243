// Queues that the product names. Riot's list is long and lags behind; unknown ids pass everywhere.

export const RANKED_SOLO_QUEUE = 420;

/** league-v4's name of the ladder that belongs to queue 420. */
const RANKED_SOLO = 'RANKED_SOLO_5x5';

const ladders: Readonly<Record<number, string>> = { [RANKED_SOLO_QUEUE]: RANKED_SOLO, 440: 'RANKED_FLEX_SR' };

/** Ladder of league-v4 for a queue id of match-v5; undefined where a queue has no ladder. */
export function ladderOf(queueId: number): string | undefined {
  return ladders[queueId];
}

/** league-v4 also answers with Arena and with other games' ladders. */
export function isLadder(queueType: string): boolean {
  return Object.values(ladders).includes(queueType);
}
