// account-v1: AccountDto.

import { z } from 'zod';
import type { Account } from '../../league/player.ts';
import { puuid, textOrNull } from './fields.ts';

export const accountSchema: z.ZodType<Account> = z.object({ puuid, gameName: textOrNull, tagLine: textOrNull });
