// PURE: which columns of a table a terminal has room for, and how wide each may be.

export interface Wish {
  /** Width of the widest cell. */
  readonly natural: number;
  /** May be narrower than its cells: they wrap. */
  readonly flexible: boolean;
  /** Taken in where there is room, 1 before 2; without it always. */
  readonly optional: number | undefined;
}

export interface Fitted<Column> {
  readonly column: Column;
  /** null = as wide as its cells. */
  readonly width: number | null;
}

/** A bar and two blanks around each cell. */
const FRAME = 3;
const LAST_BAR = 1;
/** Narrower than this a sentence is a stack of words. */
const READABLE = 20;
/** Where even the columns that always stay are too wide. */
const NARROWEST = 8;

/** In the order they are given. `width` is that of the terminal. */
export function fit<Column extends Wish>(columns: readonly Column[], width: number): Fitted<Column>[] {
  const chosen = choose(columns, width);
  const widest = widestFlexible(chosen, width);
  return chosen.map((column) => ({ column, width: column.flexible && column.natural > widest ? widest : null }));
}

function choose<Column extends Wish>(columns: readonly Column[], width: number): Column[] {
  let room = width - LAST_BAR;
  const byNeed = columns.toSorted((a, b) => (a.optional ?? 0) - (b.optional ?? 0));
  const chosen = new Set<Column>();
  for (const column of byNeed) {
    const least = FRAME + (column.flexible ? Math.min(column.natural, READABLE) : column.natural);
    if (column.optional !== undefined && least > room) continue;
    room -= least;
    chosen.add(column);
  }
  return columns.filter((column) => chosen.has(column));
}

/** The flexible columns share what the others leave: none is wider than this. */
function widestFlexible(columns: readonly Wish[], width: number): number {
  const total = (widest: number) =>
    columns.reduce(
      (sum, { natural, flexible }) => sum + FRAME + (flexible ? Math.min(natural, widest) : natural),
      LAST_BAR,
    );
  let widest = Math.max(0, ...columns.map(({ natural }) => natural));
  while (widest > NARROWEST && total(widest) > width) widest -= 1;
  return widest;
}
