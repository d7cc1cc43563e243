// Kinds of fields that occur in several answers.

import { z } from 'zod';
import { isPuuid } from '../../league/riot-id.ts';

/**
 * Riot's servers have sent raw 36-character ids in place of puuids for hours. Such an id belongs to nobody later on,
 * so an answer with one is unreadable as a whole: a match stored without one of its players would never be read again.
 */
export const puuid = z.string().refine(isPuuid, 'not a puuid of 78 characters');

/** Names and other texts that are absent, null or "" where Riot has none. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text || null);

/** Zero-valued fields are dropped from some answers. */
export const integerOrNull = z
  .int()
  .nullish()
  .transform((number) => number ?? null);

/** No account has level 0: the field is 0 or absent where Riot does not know it. */
export const levelOrNull = z
  .int()
  .nullish()
  .transform((level) => level || null);
