// What the status of an answer means: content, nothing there, or a refusal.

import type { Route } from '../league/routing.ts';
import { API_KEY_HINT } from './api-key.ts';
import { ApiKeyError, RiotApiError } from './errors.ts';
import { errorMessageOf, isHtml } from './schemas/error.ts';
import type { Answer } from './transport.ts';

const MAX_DETAIL = 200;

export interface Asked {
  readonly methodId: string;
  readonly route: Route;
  /** Kept out of all messages, should a server echo it. */
  readonly apiKey: string;
}

/**
 * The body of a success; undefined for 204 and for Riot's 404, which say that there is nothing. Throws for everything
 * else, a page of HTML in place of Riot's 404 included: whoever sent it knows nothing of what was asked for.
 */
export function contentOf(answer: Answer, asked: Asked): string | undefined {
  if (answer.status === 204 || (answer.status === 404 && !isHtml(answer.body))) return undefined;
  if (answer.status === 200) return answer.body;
  throw refusalOf(answer, asked);
}

export function refusalOf(answer: Answer, { methodId, route, apiKey }: Asked): ApiKeyError | RiotApiError {
  const { status } = answer;
  const detail = detailOf(answer).replaceAll(apiKey, '(API key)').slice(0, MAX_DETAIL);
  if (isAboutTheKey(answer)) {
    return new ApiKeyError(`Riot refuses the API key: ${status} ${detail}`, { status, hint: API_KEY_HINT });
  }
  const isForeign = isForeignPuuid(answer);
  const words = isForeign ? `${detail} (a puuid of another Riot application)` : detail;
  return new RiotApiError({ status, methodId, route, detail: words, isForeignPuuid: isForeign });
}

/**
 * Riot encrypts puuids per application. Other 400s exist, a broken new key for one (developer-relations#1054); this text is
 * of #759, #20 and #637.
 */
function isForeignPuuid({ status, body }: Answer): boolean {
  return status === 400 && (errorMessageOf(body)?.includes('decrypting') ?? false);
}

/** The firewall before Riot's edge blocks single puuids with a page of its own: that is no word about the key. */
function isAboutTheKey({ status, body }: Answer): boolean {
  return status === 401 || (status === 403 && !isHtml(body));
}

function detailOf({ status, body }: Answer): string {
  const message = errorMessageOf(body)?.replace(/\p{Cc}+/gu, ' ');
  if (message !== undefined) return message;
  if (status >= 300 && status < 400) return 'a redirect, which is not followed';
  if (body.trim() === '') return 'an empty body';
  return isHtml(body) ? 'an HTML page' : 'a body that is not in the form of an error';
}
