// PURE: what went wrong with players of an execution, read from its log and grouped by error.

import type { Player, StoredLogLine } from '../../store/records.ts';
import { dataOf } from './log-lines.ts';
import type { Column } from './table.ts';
import { playerName } from './text.ts';

/** The event that items of a phase log when one of them is left out. */
const PLAYER_SKIPPED = 'player skipped';

export interface ItemError {
  /** As it was logged: a player was skipped, a match was not to be had, a route was left. */
  readonly event: string;
  readonly error: string;
  /** Name of the error's class, where it was logged. */
  readonly code: string | null;
  readonly puuid: string;
  readonly matchId: string | null;
}

/** `lines` = warnings and errors of an execution; those about no player are left out. */
export function itemErrorsOf(lines: readonly StoredLogLine[]): ItemError[] {
  return lines.flatMap(({ event, dataJson }) => {
    const { puuid, error, detail, reason, code, matchId } = dataOf(dataJson);
    if (typeof puuid !== 'string') return [];
    const text = String(error ?? detail ?? reason ?? '');
    return [{ event, puuid, error: text, code: textOrNull(code), matchId: textOrNull(matchId) }];
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Each once, in the order in which they were skipped. */
export function skippedPuuids(errors: readonly ItemError[]): string[] {
  return [...new Set(errors.filter(({ event }) => event === PLAYER_SKIPPED).map(({ puuid }) => puuid))];
}

export interface ErrorGroup {
  readonly event: string;
  readonly error: string;
  readonly items: readonly ItemError[];
}

/** The most frequent first. */
export function groupErrors(errors: readonly ItemError[]): ErrorGroup[] {
  const groups = new Map<string, ItemError[]>();
  for (const item of errors) {
    const key = `${item.event}\n${item.error}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()]
    .flatMap((items) => (items[0] ? [{ event: items[0].event, error: items[0].error, items }] : []))
    .toSorted((a, b) => b.items.length - a.items.length);
}

export interface ErrorRow extends ItemError {
  readonly player: Player | undefined;
  /** Of its group: there the error is written for people. */
  readonly isFirst: boolean;
}

export type PlayersByPuuid = ReadonlyMap<string, Player>;

export function errorRows(groups: readonly ErrorGroup[], players: PlayersByPuuid): ErrorRow[] {
  return groups.flatMap(({ items }) =>
    items.map((item, index) => ({ ...item, player: players.get(item.puuid), isFirst: index === 0 })),
  );
}

export const errorColumns: readonly Column<ErrorRow>[] = [
  { title: 'what', value: ({ event }) => event, short: ({ isFirst, event }) => (isFirst ? event : ''), optional: 2 },
  {
    title: 'error',
    value: ({ error }) => error,
    short: ({ isFirst, error }) => (isFirst ? error : ''),
    flexible: true,
  },
  { title: 'player', value: nameOf, short: (row) => nameOf(row) ?? '-', optional: 1 },
  { title: 'platform', value: ({ player }) => player?.platform ?? null, optional: 4 },
  { title: 'match', value: ({ matchId }) => matchId, optional: 3 },
  { title: 'puuid', value: ({ puuid }) => puuid, short: ({ puuid }) => `${puuid.slice(0, 12)}…` },
];

function nameOf({ player }: Pick<ErrorRow, 'player'>): string | null {
  return player === undefined || player.summonerName === null ? null : playerName(player);
}

export function errorGroupJson({ event, error, items }: ErrorGroup, players: PlayersByPuuid): object {
  return {
    event,
    error,
    code: items[0]?.code ?? null,
    count: items.length,
    players: items.map(({ puuid, matchId }) => {
      const player = players.get(puuid);
      return { puuid, riotId: nameOf({ player }), platform: player?.platform ?? null, matchId };
    }),
  };
}
