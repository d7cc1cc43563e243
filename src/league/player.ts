// What Riot says about one player: account, summoner and league entries.

export interface Account {
  readonly puuid: string;
  readonly gameName: string | null;
  readonly tagLine: string | null;
}

export interface Summoner {
  readonly puuid: string;
  readonly profileIconId: number | null;
  readonly summonerLevel: number | null;
}

/** One ladder of one player. Arena entries carry no tier; other games' queues occur: select by queueType. */
export interface LeagueEntry {
  readonly queueType: string;
  readonly tier: string | null;
  /** Division (I..IV). Riot calls it `rank`. */
  readonly division: string | null;
  readonly leaguePoints: number;
  readonly wins: number;
  readonly losses: number;
  readonly veteran: boolean;
  readonly inactive: boolean;
  readonly freshBlood: boolean;
  readonly hotStreak: boolean;
  readonly leagueId: string | null;
}
