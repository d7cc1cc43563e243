// PURE: players as tables and as JSON.

import type { Player } from '../../store/records.ts';
import type { Column } from './table.ts';
import { fullTime, playerName, relativeTime } from './text.ts';

export function playerColumns(now: number): readonly Column<Player>[] {
  return [
    { title: 'player', value: playerName, flexible: true },
    { title: 'platform', value: ({ platform }) => platform },
    { title: 'level', value: ({ accountLevel }) => accountLevel, align: 'right', optional: 3 },
    { title: 'tracked', value: ({ isTracked }) => isTracked, short: trackedShort },
    {
      title: 'analyzed',
      value: ({ isAnalyzed }) => isAnalyzed,
      short: ({ isAnalyzed }) => (isAnalyzed ? 'yes' : ''),
      optional: 2,
    },
    { title: 'depth', value: ({ discoveredDepth }) => discoveredDepth, align: 'right', optional: 6 },
    {
      title: 'last game',
      value: ({ lastSeen }) => fullTime(lastSeen),
      short: ({ lastSeen }) => relativeTime(lastSeen, now),
      optional: 1,
    },
    {
      title: 'last attempt',
      value: ({ lastAttemptAt }) => fullTime(lastAttemptAt),
      short: ({ lastAttemptAt }) => relativeTime(lastAttemptAt, now),
      optional: 4,
    },
    { title: 'puuid', value: ({ puuid }) => puuid, short: ({ puuid }) => `${puuid.slice(0, 8)}…`, optional: 5 },
  ];
}

/** `off` = no job touches the player. */
function trackedShort({ isTracked, isActive }: Player): string {
  if (!isActive) return 'off';
  return isTracked ? 'yes' : '';
}

export function playerJson(player: Player): object {
  return {
    puuid: player.puuid,
    gameName: player.summonerName,
    tagLine: player.tagLine,
    platform: player.platform,
    accountLevel: player.accountLevel,
    isTracked: player.isTracked,
    isActive: player.isActive,
    isAnalyzed: player.isAnalyzed,
    discoveredDepth: player.discoveredDepth,
    lastSeen: timeOrNull(player.lastSeen),
    lastAttemptAt: timeOrNull(player.lastAttemptAt),
    lastBanCheck: timeOrNull(player.lastBanCheck),
    banSuspectedAt: timeOrNull(player.banSuspectedAt),
    banConfirmedAt: timeOrNull(player.banConfirmedAt),
  };
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : fullTime(at);
}
