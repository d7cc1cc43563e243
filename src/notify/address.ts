// PURE: addresses of pings and webhooks. They are secrets: whoever knows one can speak for us, so none is in a message.

/** What is wrong with an address, without the address; undefined: nothing. */
export function problemOfAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'it is not an https address';
  if (url.username !== '' || url.password !== '' || url.hash !== '') return 'it holds a user, a password or a fragment';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'plain http to another machine would send it in clear text; use https';
  }
  return undefined;
}

/** `localhost` by name, 127.0.0.0/8 and ::1. Other names may leave the machine through DNS. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The only part of an address that may be told. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? '';
}

/** `/start`, `/fail` or nothing behind the path, and the id of the run behind the query that is there already. */
export function pingAddress(
  base: string,
  { suffix, runId }: { readonly suffix: string; readonly runId: string },
): string {
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/+$/, '') + suffix;
  url.searchParams.set('rid', runId);
  return url.href;
}
