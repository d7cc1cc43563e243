// account-v1: on which platform an account plays now. Riot calls it its region, and writes it as a routing value.

import { z } from 'zod';
import { type PlatformRoute, parsePlatform } from '../../league/routing.ts';
import { puuid } from './fields.ts';

const platform = z.string().transform((text, context): PlatformRoute => {
  const known = parsePlatform(text);
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: 'no known platform' });
  return z.NEVER;
});

export const activeRegionSchema = z
  .object({ puuid, region: platform })
  .transform(({ puuid: owner, region }) => ({ puuid: owner, platform: region }));
