// Puuids are encrypted per application: what one application's key was told, another's cannot read.

import { mix } from './hash.ts';
import { BASE64URL, PUUID_LENGTH } from './player-traits.ts';

/**
 * `RGAPI-app<name>-...` is a key of the application `app<name>`; every other key belongs to one application, whose puuids are
 * those of /__truth. (A real key is a UUID after RGAPI-, so it never begins with `app`.)
 */
const NAMED_APPLICATION = /^RGAPI-(app\w*)/;

/** "" = the application of all keys that name none. */
export function applicationOf(key: string): string {
  return NAMED_APPLICATION.exec(key)?.[1] ?? '';
}

/** Encrypts and decrypts: each letter is moved by a stream that belongs to the application, and back by the same. */
export function translatePuuid(application: string, puuid: string): string {
  if (application === '' || !isPuuid(puuid)) return puuid;
  const salt = [...application].reduce((hash, letter) => mix(hash, letter.codePointAt(0) ?? 0), puuid.length);
  const moved = (letter: string, place: number) =>
    BASE64URL.charAt(BASE64URL.indexOf(letter) ^ (mix(salt, place) % 64));
  return [...puuid].map(moved).join('');
}

/** Every puuid in a body, by another text. */
export function mapPuuids(body: unknown, map: (puuid: string) => string): unknown {
  const text = JSON.stringify(body, (_, value) => (typeof value === 'string' && isPuuid(value) ? map(value) : value));
  return text === undefined ? undefined : JSON.parse(text);
}

function isPuuid(text: string): boolean {
  return text.length === PUUID_LENGTH && /^[\w-]+$/.test(text);
}
