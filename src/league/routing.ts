// Riot's routing: platforms (where an account lives) and regional routes (where matches and accounts are served).

export type RegionalRoute = 'americas' | 'asia' | 'europe' | 'sea';
/** account-v1 is not served on sea. */
export type AccountRoute = Exclude<RegionalRoute, 'sea'>;

/** Platform -> regional route of match-v5. Source: Riot's developer portal, routing values, April 2026. */
const regionalRoutes = {
  br1: 'americas',
  la1: 'americas',
  la2: 'americas',
  na1: 'americas',
  pbe1: 'americas',
  eun1: 'europe',
  euw1: 'europe',
  me1: 'europe',
  ru: 'europe',
  tr1: 'europe',
  jp1: 'asia',
  kr: 'asia',
  oc1: 'sea',
  sg2: 'sea',
  tw2: 'sea',
  vn2: 'sea',
} as const satisfies Record<string, RegionalRoute>;

export type PlatformRoute = keyof typeof regionalRoutes;
export type Route = PlatformRoute | RegionalRoute;

export const platformRoutes = Object.keys(regionalRoutes) as readonly PlatformRoute[];

/** Platforms merged into sg2 on 2025-01-08; their prefixes live on in match ids. */
const mergedPlatforms: Readonly<Record<string, PlatformRoute>> = { ph2: 'sg2', th2: 'sg2' };

export function regionalRouteOf(platform: PlatformRoute): RegionalRoute {
  return regionalRoutes[platform];
}

/** The nearest route that serves account-v1; accounts are global, so any of the three answers. */
export function accountRouteOf(platform: PlatformRoute): AccountRoute {
  const route = regionalRouteOf(platform);
  return route === 'sea' ? 'asia' : route;
}

/** The platform named by `text` in any case, or undefined. */
export function parsePlatform(text: string): PlatformRoute | undefined {
  const lower = text.trim().toLowerCase();
  if (Object.hasOwn(regionalRoutes, lower)) return lower as PlatformRoute;
  return Object.hasOwn(mergedPlatforms, lower) ? mergedPlatforms[lower] : undefined;
}

/** The platform a match was played on: the prefix of its id (`EUW1_7123456789` -> `euw1`). */
export function platformOfMatchId(matchId: string): PlatformRoute | undefined {
  return parsePlatform(matchId.split('_', 1)[0] ?? '');
}
