// PURE: what an execution would do, as tables and as JSON.

import { type PhaseForecast, type RouteForecast, sumRequests } from '../../jobs/forecast.ts';
import type { Player } from '../../store/records.ts';
import type { Column } from './table.ts';
import { duration, fullTime, playerName } from './text.ts';

export interface RouteOutlook extends RouteForecast {
  /** Epoch ms from which the last request can have been sent; null while the limits are unknown. */
  readonly possibleAt: number | null;
}

interface DueRow {
  readonly phase: string;
  readonly player: Player;
  readonly atLeast: number;
  readonly atMost: number;
}

export function dueRows(phases: readonly PhaseForecast[]): DueRow[] {
  return phases.flatMap(({ phase, players }) =>
    players.map(({ player, requests }) => ({ phase, player, ...sumRequests(requests) })),
  );
}

export const dueColumns: readonly Column<DueRow>[] = [
  { title: 'phase', value: ({ phase }) => phase },
  { title: 'player', value: ({ player }) => playerName(player) },
  { title: 'platform', value: ({ player }) => player.platform },
  { title: 'at least', value: ({ atLeast }) => atLeast, align: 'right' },
  { title: 'at most', value: ({ atMost }) => atMost, align: 'right' },
  { title: 'puuid', value: ({ player }) => player.puuid, short: () => '', optional: 1 },
];

export function routeColumns(now: number): readonly Column<RouteOutlook>[] {
  return [
    { title: 'route', value: ({ route }) => route },
    { title: 'requests at least', value: ({ atLeast }) => atLeast, align: 'right' },
    { title: 'at most', value: ({ atMost }) => atMost, align: 'right' },
    {
      title: 'quota allows them',
      value: ({ possibleAt }) => fullTime(possibleAt),
      short: (row) => whenText(row, now),
    },
  ];
}

function whenText({ possibleAt }: RouteOutlook, now: number): string {
  if (possibleAt === null) return 'not known yet';
  return possibleAt <= now ? 'at once' : `within ${duration(possibleAt - now)}`;
}

/** "europe: 2 to 16 requests, which quota allows at once" */
export function routeLines(routes: readonly RouteOutlook[], now: number): string[] {
  return routes.map((row) => {
    const { route, atLeast, atMost, possibleAt } = row;
    const requests = atLeast === atMost ? `${atMost} requests` : `${atLeast} to ${atMost} requests`;
    const when = whenText(row, now);
    return possibleAt === null
      ? `${route}: ${requests}; when quota allows them is ${when}`
      : `${route}: ${requests}, which quota allows ${when}`;
  });
}

export function forecastJson(phases: readonly PhaseForecast[], routes: readonly RouteOutlook[]): object {
  return {
    phases: phases.map(({ phase, players }) => ({
      phase,
      players: players.map(({ player, requests }) => ({
        puuid: player.puuid,
        riotId: player.summonerName === null ? null : playerName(player),
        platform: player.platform,
        requests: requests.map(({ methodId, route, atLeast, atMost }) => ({ methodId, route, atLeast, atMost })),
      })),
    })),
    routes: routes.map(({ route, atLeast, atMost, possibleAt }) => ({
      route,
      atLeast,
      atMost,
      possibleAt: possibleAt === null ? null : fullTime(possibleAt),
    })),
  };
}
