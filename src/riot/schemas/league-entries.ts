// league-v4: LeagueEntryDTO[], the ladders of one player, those of other games among them.

import { z } from 'zod';
import type { LeagueEntry } from '../../league/player.ts';
import { textOrNull } from './fields.ts';

const flag = z.boolean().default(false);

/** Arena entries come without tier, rank and leagueId. */
const leagueEntrySchema = z
  .object({
    queueType: z.string(),
    tier: textOrNull,
    rank: textOrNull,
    leaguePoints: z.int(),
    wins: z.int(),
    losses: z.int(),
    veteran: flag,
    inactive: flag,
    freshBlood: flag,
    hotStreak: flag,
    leagueId: textOrNull,
  })
  .transform(({ rank, ...entry }): LeagueEntry => ({ ...entry, division: rank }));

export const leagueEntriesSchema: z.ZodType<LeagueEntry[]> = z.array(leagueEntrySchema);
