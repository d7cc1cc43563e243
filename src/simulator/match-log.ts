// Every match of the world in compact columns, in the order of creation. Rows are only ever added.

/** A slot is a place in the lobby: 0-4 the blue team, 5-9 the red one, each in the order of teamPositions. */
export const SLOTS = 10;

export interface MatchRecord {
  readonly gameId: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Seconds. */
  readonly duration: number;
  readonly queueId: number;
  readonly blueWins: boolean;
  readonly isRemake: boolean;
  /** Player numbers by slot. */
  readonly players: readonly number[];
  /** True strength in this game by slot, in hundredths of a tier. */
  readonly strengths: readonly number[];
  /** Visible rank after the game by slot, in ladder points; UNPLACED before the placements are finished. */
  readonly standings: readonly number[];
}

/** Visible rank of a player whose placement games are not finished. */
export const UNPLACED = -1;

export interface MatchLog {
  readonly size: number;
  /** 0 in an empty log. */
  readonly lastGameId: number;
  append(match: MatchRecord): void;
  at(index: number): MatchRecord;
  endedAt(index: number): number;
  queueId(index: number): number;
  /** Indexes of the player's matches, oldest first. */
  indexesOf(player: number): readonly number[];
  indexOf(gameId: number): number | undefined;
}

type Column = Float64Array | Int32Array | Int16Array;

interface Columns {
  readonly gameId: Float64Array;
  readonly createdAt: Float64Array;
  readonly startedAt: Float64Array;
  readonly duration: Int32Array;
  readonly queueId: Int32Array;
  readonly flags: Int16Array;
  readonly players: Int32Array;
  readonly strengths: Int16Array;
  readonly standings: Int16Array;
}

const BLUE_WINS = 1;
const REMAKE = 2;
const FIRST_CAPACITY = 1024;

export function createMatchLog(players: number): MatchLog {
  const byPlayer: number[][] = Array.from({ length: players }, () => []);
  let columns = allocate(FIRST_CAPACITY);
  let size = 0;
  return {
    get size() {
      return size;
    },
    get lastGameId() {
      return size === 0 ? 0 : (columns.gameId[size - 1] ?? 0);
    },
    append(match) {
      if (size === columns.gameId.length) columns = grow(columns, 2 * size);
      write(columns, size, match);
      for (const player of match.players) byPlayer[player]?.push(size);
      size++;
    },
    at: (index) => read(columns, index),
    endedAt: (index) => (columns.startedAt[index] ?? 0) + 1000 * (columns.duration[index] ?? 0),
    queueId: (index) => columns.queueId[index] ?? 0,
    indexesOf: (player) => byPlayer[player] ?? [],
    indexOf: (gameId) => search(columns.gameId, size, gameId),
  };
}

function allocate(capacity: number): Columns {
  return {
    gameId: new Float64Array(capacity),
    createdAt: new Float64Array(capacity),
    startedAt: new Float64Array(capacity),
    duration: new Int32Array(capacity),
    queueId: new Int32Array(capacity),
    flags: new Int16Array(capacity),
    players: new Int32Array(SLOTS * capacity),
    strengths: new Int16Array(SLOTS * capacity),
    standings: new Int16Array(SLOTS * capacity),
  };
}

function grow(old: Columns, capacity: number): Columns {
  const columns = allocate(capacity);
  for (const [name, values] of Object.entries(old) as [keyof Columns, Column][]) columns[name].set(values);
  return columns;
}

function write(columns: Columns, index: number, match: MatchRecord): void {
  columns.gameId[index] = match.gameId;
  columns.createdAt[index] = match.createdAt;
  columns.startedAt[index] = match.startedAt;
  columns.duration[index] = match.duration;
  columns.queueId[index] = match.queueId;
  columns.flags[index] = (match.blueWins ? BLUE_WINS : 0) | (match.isRemake ? REMAKE : 0);
  columns.players.set(match.players, SLOTS * index);
  columns.strengths.set(match.strengths, SLOTS * index);
  columns.standings.set(match.standings, SLOTS * index);
}

function read(columns: Columns, index: number): MatchRecord {
  const startedAt = columns.startedAt[index] ?? 0;
  const duration = columns.duration[index] ?? 0;
  const flags = columns.flags[index] ?? 0;
  const slots = (values: Int32Array | Int16Array) => Array.from(values.subarray(SLOTS * index, SLOTS * (index + 1)));
  return {
    gameId: columns.gameId[index] ?? 0,
    createdAt: columns.createdAt[index] ?? 0,
    startedAt,
    endedAt: startedAt + 1000 * duration,
    duration,
    queueId: columns.queueId[index] ?? 0,
    blueWins: (flags & BLUE_WINS) !== 0,
    isRemake: (flags & REMAKE) !== 0,
    players: slots(columns.players),
    strengths: slots(columns.strengths),
    standings: slots(columns.standings),
  };
}

/** Game ids ascend with creation, so a binary search finds them. */
function search(ids: Float64Array, size: number, gameId: number): number | undefined {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? 0) < gameId) low = middle + 1;
    else high = middle;
  }
  return low < size && ids[low] === gameId ? low : undefined;
}
