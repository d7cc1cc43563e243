// MatchDto as far as the simulator looks into it again once it is written.

/** JSON of which only the names that are written down matter here. */
export type Fields = Readonly<Record<string, unknown>>;

export interface MatchInfo extends Fields {
  readonly participants: readonly Fields[];
  readonly teams: readonly Fields[];
}

export interface MatchDto {
  readonly metadata: {
    readonly dataVersion: string;
    readonly matchId: string;
    readonly participants: readonly string[];
  };
  readonly info: MatchInfo;
}
