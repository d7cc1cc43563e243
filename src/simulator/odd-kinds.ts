// The kinds of odd games: which queue lists them, how many play, how long they last.

export interface OddKindFacts {
  /** Queue under which id lists show the game. */
  readonly queueId: number;
  /** Humans whose history holds the game. */
  readonly humans: number;
  readonly seconds: number;
}

/** Source of sizes and queues: captured matches and Riot's queue list; durations near the captured ones. */
export const oddKinds = {
  remake: { queueId: 420, humans: 10, seconds: 150 },
  'short-surrender': { queueId: 420, humans: 10, seconds: 240 },
  aborted: { queueId: 420, humans: 10, seconds: 30 },
  empty: { queueId: 420, humans: 10, seconds: 30 },
  'abort-unexpected': { queueId: 420, humans: 10, seconds: 1700 },
  aram: { queueId: 450, humans: 10, seconds: 1100 },
  bots: { queueId: 870, humans: 5, seconds: 1100 },
  'arena-8': { queueId: 1700, humans: 8, seconds: 1000 },
  'arena-16': { queueId: 1700, humans: 16, seconds: 1200 },
  'arena-18': { queueId: 1750, humans: 18, seconds: 1350 },
  'swarm-1': { queueId: 1810, humans: 1, seconds: 900 },
  'swarm-2': { queueId: 1820, humans: 2, seconds: 900 },
  'swarm-3': { queueId: 1830, humans: 3, seconds: 900 },
  'swarm-4': { queueId: 1840, humans: 4, seconds: 900 },
  'practice-tool': { queueId: 3140, humans: 1, seconds: 80 },
  custom: { queueId: 0, humans: 10, seconds: 1500 },
  tutorial: { queueId: 2000, humans: 1, seconds: 600 },
  swiftplay: { queueId: 480, humans: 10, seconds: 1200 },
  'old-duration': { queueId: 420, humans: 10, seconds: 1800 },
  'no-challenges': { queueId: 420, humans: 10, seconds: 1800 },
  'riot-id-name': { queueId: 420, humans: 10, seconds: 1800 },
  'metadata-order': { queueId: 420, humans: 10, seconds: 1800 },
  hidden: { queueId: 420, humans: 9, seconds: 640 },
  'large-id': { queueId: 420, humans: 10, seconds: 1800 },
} as const satisfies Record<string, OddKindFacts>;

export type OddKind = keyof typeof oddKinds;
export const oddKindNames = Object.keys(oddKinds) as readonly OddKind[];
