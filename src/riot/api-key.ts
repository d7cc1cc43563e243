// What an API key looks like, and what to say when it does not. The key itself is in no message.

import { ApiKeyError } from './errors.ts';

/** Source: Riot's developer portal; keys of both kinds are `RGAPI-` and a UUID. Only printable ASCII fits a header. */
const API_KEY = /^RGAPI-[\x21-\x7e]+$/;

export const API_KEY_HINT =
  'Development keys expire every 24 hours: get a new one at https://developer.riotgames.com and set RIOT_API_KEY.';

/** Throws ApiKeyError for a missing or malformed key. */
export function assertApiKey(apiKey: string | undefined): asserts apiKey is string {
  if (apiKey === undefined || apiKey === '') {
    throw new ApiKeyError('no Riot API key is given', { hint: API_KEY_HINT });
  }
  if (API_KEY.test(apiKey)) return;
  throw new ApiKeyError(
    `the Riot API key is malformed: it has ${apiKey.length} characters and must start with RGAPI- and hold no blanks; ` +
      'quotes around it and a line end behind it are the usual causes',
    { hint: API_KEY_HINT },
  );
}
