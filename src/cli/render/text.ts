// Text for people: what may reach a terminal, numbers, times and durations.

/** Control characters and bidirectional overrides: a player's name must not drive the terminal. Tab and line ends too. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function safeText(text: string): string {
  return text.replace(UNSAFE, '');
}

/** JSON in one line, in which the same characters are escaped: the value is the same, and the text drives nothing. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** East Asian wide and fullwidth characters, and emoji. Source: Unicode Standard Annex 11. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const COMBINING = /\p{M}/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (WIDE.test(char)) width += 2;
    else if (!COMBINING.test(char)) width += 1;
  }
  return width;
}

/** RFC 3339 in UTC, or nothing for an unknown time. */
export function fullTime(at: number | null | undefined): string {
  return at === null || at === undefined ? '' : new Date(at).toISOString();
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** "3 min ago", "just now". */
export function relativeTime(at: number | null | undefined, now: number): string {
  if (at === null || at === undefined) return '-';
  const elapsed = now - at;
  const unit = units.find(([, ms]) => elapsed >= ms);
  return unit ? `${Math.floor(elapsed / unit[1])} ${unit[0]} ago` : 'just now';
}

/** "250 ms", "4.2 s", "3 min 20 s", "2 h 5 min". */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function playerName({ summonerName, tagLine, puuid }: NamedPlayer): string {
  return summonerName === null ? puuid.slice(0, 12) : safeText(`${summonerName}#${tagLine ?? ''}`);
}

export interface NamedPlayer {
  readonly summonerName: string | null;
  readonly tagLine: string | null;
  readonly puuid: string;
}
