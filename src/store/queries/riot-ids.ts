// Players by Riot ID, in any case of any script.

import { and, asc, type SQL, sql } from 'drizzle-orm';
import type { RiotId } from '../../league/riot-id.ts';
import type { StoreContext } from '../context.ts';
import type { Player } from '../records.ts';
import type { Tables } from '../tables/index.ts';

/** SQLite folds ASCII only, so it gives the candidates and the comparison is made here. */
export async function listByRiotId({ db, tables }: StoreContext, riotId: RiotId): Promise<Player[]> {
  const { players } = tables;
  const candidates = await db
    .select()
    .from(players)
    .where(and(mayEqual(players.summonerName, riotId.gameName), mayEqual(players.tagLine, riotId.tagLine)))
    .orderBy(asc(players.createdAt), asc(players.puuid));
  return candidates.filter(
    ({ summonerName, tagLine }) => isSame(summonerName, riotId.gameName) && isSame(tagLine, riotId.tagLine),
  );
}

type Column = Tables['players']['summonerName'] | Tables['players']['tagLine'];

/** `like` ignores the case of ASCII letters. */
function mayEqual(column: Column, text: string): SQL {
  return sql`${column} like ${patternOf(text.normalize('NFC'))} escape '\\'`;
}

/** Letters that have a case and are not ASCII stand for anything; all others for themselves. */
function patternOf(text: string): string {
  return text.replace(/[\\%_]|[^\p{ASCII}]/gu, (character) => {
    if (/[\\%_]/.test(character)) return `\\${character}`;
    return character.toLowerCase() === character.toUpperCase() ? character : '%';
  });
}

function isSame(stored: string | null, wanted: string): boolean {
  return stored !== null && folded(stored) === folded(wanted);
}

/** Upper case first: the two small forms of sigma are one letter then. */
function folded(text: string): string {
  return text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
