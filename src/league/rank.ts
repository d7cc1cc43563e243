// The ladder: tiers, divisions, and one comparable number.

export const tiers = [
  'IRON',
  'BRONZE',
  'SILVER',
  'GOLD',
  'PLATINUM',
  'EMERALD',
  'DIAMOND',
  'MASTER',
  'GRANDMASTER',
  'CHALLENGER',
] as const;
export type Tier = (typeof tiers)[number];

export const divisions = ['IV', 'III', 'II', 'I'] as const;
export type Division = (typeof divisions)[number];

/** A place on the ladder. Apex tiers (MASTER and above) always carry division I. */
export interface Rank {
  readonly tier: Tier;
  readonly division: Division;
  readonly leaguePoints: number;
}

const MASTER = tiers.indexOf('MASTER');

export function isTier(text: string | null | undefined): text is Tier {
  return tiers.includes(text as Tier);
}

export function isDivision(text: string | null | undefined): text is Division {
  return divisions.includes(text as Division);
}

/** 0 (Iron) .. 9 (Challenger). */
export function tierIndex(tier: Tier): number {
  return tiers.indexOf(tier);
}

/** League points from the bottom of the ladder: 400 a tier, 100 a division; apex tiers share one scale from 2800. */
export function ladderPoints({ tier, division, leaguePoints }: Rank): number {
  const index = tierIndex(tier);
  if (index >= MASTER) return 400 * MASTER + leaguePoints;
  return 400 * index + 100 * divisions.indexOf(division) + leaguePoints;
}
