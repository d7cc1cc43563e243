// The base URL of the API: a template that may name the route, checked before a key travels to it.

import { RiotjobsError } from '../errors.ts';
import type { Route } from '../league/routing.ts';

export const DEFAULT_API_URL = 'https://{route}.api.riotgames.com';

export class ApiUrlError extends RiotjobsError {
  override readonly name = 'ApiUrlError';
}

/** Throws ApiUrlError for what is no http(s) base URL, and for plain http to a host that is not loopback. */
export function assertSafeApiUrl(apiUrl: string, { allowInsecure = false } = {}): void {
  const url = parse(apiUrl);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ApiUrlError('the API URL is not an http or https address', {
      hint: `For example ${DEFAULT_API_URL} or http://127.0.0.1:8080/{route}.`,
    });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ApiUrlError('the API URL may hold a host and a path only, no user, query or fragment');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecure) {
    throw new ApiUrlError(`plain http to ${url.hostname} would send the API key in clear text`, {
      hint: 'Use https, or --insecure-api-url when you know the way to that host.',
    });
  }
}

/** The address of `path` on `route`. A template without `{route}` names one host that serves all routes. */
export function addressOf(apiUrl: string, route: Route, path: string): string {
  return apiUrl.replaceAll('{route}', route).replace(/\/+$/, '') + path;
}

function parse(apiUrl: string): URL | undefined {
  return URL.parse(apiUrl.replaceAll('{route}', 'europe')) ?? undefined;
}

/** `localhost` by name, 127.0.0.0/8 and ::1. Other names may leave the machine through DNS. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
