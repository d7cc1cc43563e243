// match-v5: the list of match ids of one player, newest first; ids of several platforms occur in one list.

import { z } from 'zod';

/** Platform, underscore, number of the game. Source: Riot's developer portal and recorded lists. */
const MATCH_ID = /^[A-Z0-9]{2,5}_\d{1,15}$/;

export const matchIdsSchema: z.ZodType<string[]> = z.array(z.string().regex(MATCH_ID, 'not a match id'));
