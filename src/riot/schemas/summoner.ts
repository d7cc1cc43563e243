// summoner-v4: SummonerDTO.

import { z } from 'zod';
import type { Summoner } from '../../league/player.ts';
import { integerOrNull, levelOrNull, puuid } from './fields.ts';

export const summonerSchema: z.ZodType<Summoner> = z.object({
  puuid,
  profileIconId: integerOrNull,
  summonerLevel: levelOrNull,
});
