// Riot IDs (`Name#TAG`) as people type them, and puuids.

export interface RiotId {
  readonly gameName: string;
  readonly tagLine: string;
}

/** A puuid is 78 characters of base64url, encrypted per application. Source: 661 of 661 recorded answers. */
const PUUID = /^[A-Za-z0-9_-]{78}$/;

/** Lenient bounds: Riot's own limits differ by region and by age of the name, and Riot judges the rest. */
const MAX_GAME_NAME = 24;
const MAX_TAG_LINE = 8;

export function isPuuid(text: string): boolean {
  return PUUID.test(text);
}

/** Splits at the last `#`, normalises to NFC and trims; undefined when it cannot be a Riot ID. */
export function parseRiotId(text: string): RiotId | undefined {
  const normal = text.normalize('NFC');
  const hash = normal.lastIndexOf('#');
  if (hash < 0) return undefined;
  const gameName = normal.slice(0, hash).trim();
  const tagLine = normal.slice(hash + 1).trim();
  const fits = within(gameName, MAX_GAME_NAME) && within(tagLine, MAX_TAG_LINE);
  return fits ? { gameName, tagLine } : undefined;
}

export function formatRiotId({ gameName, tagLine }: RiotId): string {
  return `${gameName}#${tagLine}`;
}

function within(text: string, max: number): boolean {
  const length = [...text].length;
  return length >= 1 && length <= max;
}
