// A write of several statements: steps that run in one immediate transaction, each seeing the rows of those before it.

/** A statement that gives rows: a select, or a write with RETURNING. */
export interface Statement {
  all(): unknown[];
}

/** Rows of the steps so far; a step that had nothing to do left an empty list. */
export type Rows = readonly (readonly unknown[])[];

/**
 * From the rows so far to the next statement; undefined = nothing to do; a throw rolls everything back.
 * Steps are synchronous, so that SQLite can run them without letting go of its lock.
 */
export type Step = (rows: Rows) => Statement | undefined;

export type Batch = (steps: readonly Step[]) => Promise<Rows>;

/** The rows that one of the steps left, under the type that its statement gives. */
export function rowsOf<Row>(rows: Rows, step: number): readonly Row[] {
  return (rows[step] ?? []) as readonly Row[];
}
